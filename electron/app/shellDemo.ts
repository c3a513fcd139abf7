import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { z } from 'zod';
import { originsSchema } from './shellLaunch.ts';

const saidSchema = z.object({ origins: originsSchema, username: z.string(), password: z.string() });

export interface Demo {
  readonly origins: z.infer<typeof originsSchema>;
  readonly username: string;
  readonly password: string;
  stop(): void;
}

/** Starts the sample platform in a process of its own; it ends with ours. */
export async function startDemo(root: string): Promise<Demo> {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const child = spawn(process.execPath, [tsx, join(root, 'tests', 'sample-platform', 'main.ts'), '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('close', () => reject(new Error('The sample platform did not start.')));
  });
  return { ...saidSchema.parse(JSON.parse(line)), stop };
}
