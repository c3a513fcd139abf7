import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findLogInForm, fillIn } from '../../electron/hosts/formPage.ts';
import type { SampleOptions } from '../sample-platform/index.ts';
import { isReport, type Counted, type Order, type Report } from './platformTalk.ts';

const truthSchema = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      status: z.string(),
      hasOriginal: z.boolean().optional(),
      url: z.string(),
      sha256: z.string().optional(),
      bytes: z.number().optional(),
    }),
  ),
  mustRead: z.array(z.string()),
  mayRead: z.array(z.string()),
});
/** What a complete export must read and hold. */
export type BenchTruth = z.infer<typeof truthSchema>;

/** The sample platform in its own process. */
export class Platform {
  readonly origins: Readonly<Record<string, string>>;
  readonly username: string;
  readonly password: string;
  readonly truth: BenchTruth;
  readonly #child: ChildProcess;
  /** Requests so far, as last heard: for looks that cannot wait. */
  requests = 0;

  private constructor(child: ChildProcess, ready: Extract<Report, { is: 'ready' }>, truth: BenchTruth) {
    this.#child = child;
    this.origins = ready.origins;
    this.username = ready.username;
    this.password = ready.password;
    this.truth = truth;
  }

  static async start(account: Partial<SampleOptions>, truthFile: string): Promise<Platform> {
    const script = fileURLToPath(new URL('./platformProcess.ts', import.meta.url));
    const child = fork(script, [JSON.stringify(account), truthFile], {
      execArgv: ['--import', import.meta.resolve('tsx')],
    });
    const ready = await answer(child, 'ready');
    const truth = truthSchema.parse(JSON.parse(readFileSync(truthFile, 'utf8')));
    return new Platform(child, ready, truth);
  }

  /** Before each run: the latency, and counters at nought. */
  async begin(latencyMs: number): Promise<void> {
    this.requests = 0;
    await this.#ask({ do: 'begin', latencyMs }, 'done');
  }

  async counted(): Promise<Counted> {
    return this.#ask({ do: 'count' }, 'count');
  }

  /** Looks how many requests there were; the answer stands in `requests` a moment later. */
  peek(): void {
    void this.#ask({ do: 'total' }, 'total').then(({ requests }) => (this.requests = requests));
  }

  async end(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.send({ do: 'end' } satisfies Order);
    await gone;
  }

  /** Signs in as a person does and gives the session's cookies, for tools that cannot. */
  async cookies(): Promise<string> {
    const address = `${this.origins['live'] ?? ''}/login`;
    const page = await fetch(address);
    const form = findLogInForm(await page.text(), address);
    if (!form) throw new Error('no log-in form');
    const answered = await fetch(form.action, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fillIn(form, this.username, this.password),
    });
    const cookies = answered.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (cookies.length === 0) throw new Error('no session');
    return cookies.join('; ');
  }

  async #ask<K extends Report['is']>(order: Order, kind: K): Promise<Extract<Report, { is: K }>> {
    const answered = answer(this.#child, kind);
    this.#child.send(order);
    return answered;
  }
}

function answer<K extends Report['is']>(child: ChildProcess, kind: K): Promise<Extract<Report, { is: K }>> {
  return new Promise((resolve, reject) => {
    const exit = (): void => reject(new Error('the platform ended'));
    const hear = (message: unknown): void => {
      if (!isReport(message) || !isKind(message, kind)) return;
      child.off('message', hear).off('exit', exit);
      resolve(message);
    };
    child.on('message', hear).once('exit', exit);
  });
}

function isKind<K extends Report['is']>(report: Report, kind: K): report is Extract<Report, { is: K }> {
  return report.is === kind;
}
