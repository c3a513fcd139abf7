import type { AppShell } from '../../shared/appState.ts';
import type { Batch, BridgeApi } from '../../shared/bridge.ts';
import { reduceRun } from '../../shared/runView.ts';
import type { RunView } from '../../shared/runView.ts';

export interface PageState {
  readonly shell: AppShell;
  readonly run: RunView | undefined;
}

/** The state after a batch. Pure. */
export function applyBatch(state: PageState, batch: Batch): PageState {
  let { shell, run } = state;
  for (const event of batch.events) {
    if (event.type === 'app-state') shell = event.shell;
    else if (event.type === 'run') run = event.run;
    else if (run !== undefined) run = reduceRun(run, event, batch.at);
  }
  return { shell, run };
}

export interface Store {
  /** Nothing until the first answer of the app. */
  readonly get: () => PageState | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * The page's copy of the app's state: one snapshot, then batches. What arrives before the snapshot waits, and what the
 * snapshot already contains is left out by its number, so that nothing counts twice and nothing is lost.
 */
export function createStore(bridge: BridgeApi): Store {
  let state: PageState | undefined;
  let seq = -1;
  let early: Batch[] = [];
  const listeners = new Set<() => void>();

  const apply = (batch: Batch): void => {
    if (state === undefined) {
      early.push(batch);
    } else if (batch.seq > seq) {
      seq = batch.seq;
      state = applyBatch(state, batch);
      for (const listener of listeners) listener();
    }
  };
  bridge.subscribe(apply);
  void bridge.request('app.state', {}).then((reply) => {
    if (!reply.ok) return;
    const { shell, run } = reply.value;
    seq = reply.value.seq;
    state = { shell, run };
    const waiting = early;
    early = [];
    for (const batch of waiting) apply(batch);
    for (const listener of listeners) listener();
  });

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
