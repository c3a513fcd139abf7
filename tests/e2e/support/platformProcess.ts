import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const startedSchema = z.object({
  origins: z.object({ portal: z.string(), live: z.string(), twinspace: z.string(), groups: z.string() }),
  username: z.string(),
  password: z.string(),
});
const statsSchema = z.object({
  total: z.number(),
  stateChanging: z.array(z.string()),
  traps: z.array(z.string()),
  foreign: z.array(z.string()),
  repeated: z.array(z.tuple([z.string(), z.number()])),
});

/** The sample platform in a process of its own, so that neither its memory nor its time counts as ours. */
export async function startPlatformProcess(args: readonly string[]): Promise<
  z.infer<typeof startedSchema> & {
    /** Ends it. @returns what it saw */
    stop(): Promise<z.infer<typeof statsSchema>>;
  }
> {
  const folder = await mkdtemp(join(tmpdir(), 'twinark-platform-'));
  const stats = join(folder, 'stats.json');
  const main = fileURLToPath(new URL('../../sample-platform/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--json', '--stats', stats, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n')) resolve(said);
    });
    child.once('exit', () => reject(new Error('the sample platform did not start')));
  });
  return {
    ...startedSchema.parse(JSON.parse(line)),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      const seen = statsSchema.parse(JSON.parse(await readFile(stats, 'utf8')));
      await rm(folder, { recursive: true, force: true });
      return seen;
    },
  };
}
