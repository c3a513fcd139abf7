import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, type ErrorCode } from '../../shared/errors.ts';
import type { EngineEvent, FinishedEvent } from '../../shared/progress.ts';
import { findUnfinished } from '../runs/index.ts';
import { checkOutFolder } from './outFolder.ts';
import { isWithin, removeParts } from './workshopPlaces.ts';
import { writeReceipt } from './workshopReceipt.ts';

/** What one teacher brings. */
export interface Teacher {
  readonly username: string;
  readonly password: string;
  /** Their own stick or folder. */
  readonly out: string;
}

/** One teacher's saving, with a state of its own that is removed afterwards. */
export interface Turn extends Teacher {
  readonly stateRoot: string;
  /** Go on with what the state holds. */
  readonly resume: boolean;
}

/** How a saving ended; `crashed`: the program that saved is gone without a word. */
export type TurnEnd = { readonly finished: FinishedEvent } | { readonly code: ErrorCode | 'crashed' };

/** Saves for one teacher, in a process of its own or in this one; never throws for what went wrong with the platform. */
export type RunTurn = (turn: Turn, observe: (event: EngineEvent) => void, signal: AbortSignal) => Promise<TurnEnd>;

export interface WorkshopOptions {
  readonly stateRoot: string;
  readonly place: string;
  readonly helper: string;
  readonly language: string;
  readonly runTurn: RunTurn;
  /** Whether to go on with a saving that stopped half-way; by default once after a crash. */
  readonly goesOn?: (code: ErrorCode | 'crashed', tries: number) => Promise<boolean>;
}

/** What became of one teacher's turn. Only numbers: this stays on the computer's screen when they have gone. */
export interface TurnResult {
  readonly number: number;
  readonly finished?: FinishedEvent;
  readonly code?: ErrorCode | 'crashed';
  /** The receipt, in the teacher's folder; absent if it could not be written. */
  readonly receipt?: string;
}

const FOLDER = 'workshop';

/**
 * A workshop: teachers one after the other on one computer. Each has a state of their own and their own folder; whatever comes
 * of a turn, its state is gone before the next one begins, and no turn can hurt another.
 */
export class Workshop {
  readonly #options: WorkshopOptions;
  readonly #folder: string;
  /** Folders of this workshop, each with a print of whose it is: names are not kept. */
  readonly #folders = new Map<string, string>();
  readonly #salt = randomUUID();
  #number = 0;

  private constructor(options: WorkshopOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  /** Begins a workshop; what an earlier one left when the power went is removed first. */
  static async open(options: WorkshopOptions): Promise<Workshop> {
    await sweepWorkshops(options.stateRoot);
    const folder = join(resolve(options.stateRoot), FOLDER, `${process.pid}-${randomUUID()}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Workshop(options, folder);
  }

  /**
   * One teacher's turn.
   *
   * @throws UsageError `out-unusable`, `out-other-person`: nothing was begun
   */
  async turn(teacher: Teacher, observe: (event: EngineEvent) => void, signal: AbortSignal): Promise<TurnResult> {
    const number = (this.#number += 1);
    await this.#claim(teacher);
    const stateRoot = join(this.#folder, String(number));
    const began = Date.now();
    let end: TurnEnd;
    try {
      await mkdir(stateRoot, { mode: 0o700 });
      end = await this.#run({ ...teacher, stateRoot, resume: false }, observe, signal);
    } finally {
      await wipe(stateRoot);
    }
    if (!('finished' in end)) {
      await removeParts(teacher.out, began);
      return { number, code: end.code };
    }
    const { place, helper, language } = this.#options;
    const about = { place, helper, language, stateRoot: this.#folder };
    // The archive is there and verified; a stick that is pulled out too early costs the receipt only.
    const receipt = await writeReceipt(end.finished, teacher.out, about, signal).catch(() => undefined);
    return { number, finished: end.finished, ...(receipt === undefined ? {} : { receipt }) };
  }

  /** Ends the workshop; nothing of it stays on this computer. */
  async close(): Promise<void> {
    await wipe(this.#folder);
    this.#folders.clear();
    await rmdir(join(this.#folder, '..')).catch(() => undefined);
  }

  async #run(turn: Turn, observe: (event: EngineEvent) => void, signal: AbortSignal): Promise<TurnEnd> {
    const goesOn = this.#options.goesOn ?? ((code, tries) => Promise.resolve(code === 'crashed' && tries === 1));
    for (let tries = 1, resume = false; ; tries += 1) {
      const end = await this.#options.runTurn({ ...turn, resume }, observe, signal);
      if ('finished' in end || signal.aborted) return end;
      const [unfinished] = await findUnfinished({ stateRoot: turn.stateRoot });
      resume = unfinished !== undefined;
      if ((!resume && end.code !== 'crashed') || !(await goesOn(end.code, tries))) return end;
    }
  }

  /** A folder is one teacher's. Who mistyped their password comes again with the same one. */
  async #claim({ username, out }: Teacher): Promise<void> {
    const path = resolve(out);
    const print = createHash('sha256').update(`${this.#salt}${username}`).digest('hex');
    for (const [folder, owner] of [...this.#folders, [resolve(this.#options.stateRoot), ''] as const])
      if (owner !== print && (isWithin(path, folder) || (owner !== '' && isWithin(folder, path))))
        throw new UsageError('out-other-person', { path });
    await checkOutFolder(path);
    this.#folders.set(path, print);
  }
}

/** Removes what workshops have left whose programs are gone. A folder's name begins with the number of its program. */
export async function sweepWorkshops(stateRoot: string): Promise<void> {
  const folder = join(resolve(stateRoot), FOLDER);
  for (const name of await readdir(folder).catch(() => []))
    if (!isAlive(Number(/^\d+/.exec(name)?.[0]))) await wipe(join(folder, name));
  await rmdir(folder).catch(() => undefined);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function wipe(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  if (existsSync(folder)) throw new Error('a workshop folder could not be removed');
}
