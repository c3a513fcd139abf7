import { isUnderWay } from '../../shared/appState.ts';
import type { AppShell, Snapshot, Stage } from '../../shared/appState.ts';
import type { AppEvent, Batch } from '../../shared/bridge.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { EMPTY_RUN, reduceRun } from '../../shared/runView.ts';
import type { RunView } from '../../shared/runView.ts';

export interface StateOptions {
  readonly now: () => number;
  readonly batchMs: number;
}

/** Two events of which only the later one matters have the same slot. */
function slotOf(event: AppEvent): string | undefined {
  switch (event.type) {
    case 'progress':
    case 'packing':
    case 'verifying':
    case 'found-counts':
    case 'app-state':
      return event.type;
    case 'space':
      return `space ${event.space.id}`;
    default:
      return undefined;
  }
}

/** Drops what a later event of the same batch makes stale; the order of the others stays. */
export function compact(queue: readonly AppEvent[]): AppEvent[] {
  const seen = new Set<string>();
  const kept: AppEvent[] = [];
  for (const event of queue.toReversed()) {
    const slot = slotOf(event);
    if (slot !== undefined) {
      if (seen.has(slot)) continue;
      seen.add(slot);
    }
    kept.push(event);
  }
  return kept.reverse();
}

/**
 * The app's state and its way to the page: changes are gathered and sent ten times a second at most, since 40,000 found items
 * one by one would freeze the page. Engine events are folded into the `RunView` here, too, so that a page that is reloaded
 * gets everything in one snapshot.
 */
export class AppState {
  #shell: AppShell;
  #run: RunView | undefined;
  #queue: AppEvent[] = [];
  #seq = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(batch: Batch) => void>();
  readonly #options: StateOptions;

  constructor(shell: AppShell, options: StateOptions) {
    this.#shell = shell;
    this.#options = options;
  }

  get shell(): AppShell {
    return this.#shell;
  }
  get stage(): Stage {
    return this.#shell.stage;
  }
  get run(): RunView | undefined {
    return this.#run;
  }
  get underWay(): boolean {
    return isUnderWay(this.#shell.stage);
  }

  update(part: Partial<AppShell>): void {
    this.#shell = { ...this.#shell, ...part };
    this.#send({ type: 'app-state', shell: this.#shell });
  }

  setStage(stage: Stage): void {
    this.update({ stage });
  }

  beginRun(): void {
    this.#run = EMPTY_RUN;
    this.#send({ type: 'run', run: this.#run });
  }

  endRun(): void {
    this.#run = undefined;
    this.#send({ type: 'run' });
  }

  engine(event: EngineEvent): void {
    if (this.#run === undefined) return;
    this.#run = reduceRun(this.#run, event, this.#options.now());
    // Items found are for the engine to know one by one; the page gets counts.
    this.#send(event.type === 'found' ? { type: 'found-counts', found: this.#run.found } : event);
  }

  snapshot(): Snapshot {
    this.flush();
    return this.#run === undefined
      ? { seq: this.#seq, shell: this.#shell }
      : { seq: this.#seq, shell: this.#shell, run: this.#run };
  }

  subscribe(listener: (batch: Batch) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#queue.length === 0) return;
    const batch: Batch = { seq: ++this.#seq, at: this.#options.now(), events: compact(this.#queue) };
    this.#queue = [];
    for (const listener of this.#listeners) listener(batch);
  }

  #send(event: AppEvent): void {
    this.#queue.push(event);
    // A busy engine would let the queue grow between two ticks; what is stale goes at once.
    if (this.#queue.length > 2_000) this.#queue = compact(this.#queue);
    this.#timer ??= setTimeout(() => this.flush(), this.#options.batchMs);
  }
}
