import { describe, expect, it } from 'vitest';
import { createTranslate, loadLanguage } from '../../shared/i18n/index.ts';
import type { Batch, BridgeApi, Channel, ReplyOf } from '../../shared/bridge.ts';
import { EMPTY_RUN, reduceRun } from '../../shared/runView.ts';
import type { RunView } from '../../shared/runView.ts';
import { fractionDone, paceOf, secondsLeft } from '../../renderer/state/estimate.ts';
import { createFormat } from '../../renderer/state/format.ts';
import {
  everythingLeftOut,
  markOf,
  NOTHING_LEFT_OUT,
  savesPrivate,
  setPrivate,
  toggle,
  toSelection,
} from '../../renderer/state/selection.ts';
import { createStore } from '../../renderer/state/store.ts';
import { createController } from '../../electron/app/controller.ts';
import { makeApp } from '../e2e/appStates.ts';
import { space } from '../e2e/appFakes.ts';

await loadLanguage('sl');

const format = (language: 'en' | 'sl') => createFormat(language, createTranslate(language));

describe('words for numbers', () => {
  it('calls hours hours', () => {
    const { duration } = format('en');
    expect([20, 70, 400, 2_000, 3_500, 10_800, 90_000, 300_000].map(duration)).toEqual([
      'less than a minute',
      'about 1 minute',
      'about 7 minutes',
      'about 35 minutes',
      'about 1 hour',
      'about 3 hours',
      'about 25 hours',
      'about 3 days',
    ]);
  });

  it('has the Slovenian dual', () => {
    const { duration, count } = format('sl');
    expect([1, 2, 3, 5].map((hours) => duration(hours * 3_600))).toEqual([
      'približno 1 ura',
      'približno 2 uri',
      'približno 3 ure',
      'približno 5 ur',
    ]);
    expect([1, 2, 3, 5, 101].map((spaces) => count('app:look.spaces', spaces))).toEqual([
      '1 prostor TwinSpace',
      '2 prostora TwinSpace',
      '3 prostori TwinSpace',
      '5 prostorov TwinSpace',
      '101 prostor TwinSpace',
    ]);
  });

  it('writes sizes and shares as the language does', () => {
    expect(format('en').bytes(3_412_000_000)).toBe('3.4 GB');
    expect(format('sl').bytes(3_412_000_000)).toBe('3,4 GB');
    expect(format('en').bytes(999)).toBe('999 byte');
    expect(format('en').percent(0.9999)).toBe('99%');
  });
});

function after(...steps: readonly { at: number; saved: number; bytes: number; expected?: number }[]): RunView {
  return steps.reduce<RunView>(
    (run, { at, saved, bytes, expected }) =>
      reduceRun(
        run,
        {
          type: 'progress',
          counts: { found: 1_000, saved, missing: 0, skipped: 0, bytes, requests: saved },
          ...(expected === undefined ? {} : { expectedBytes: expected }),
        },
        at * 1_000,
      ),
    EMPTY_RUN,
  );
}

describe('the estimate', () => {
  it('says nothing before it knows', () => {
    expect(paceOf(EMPTY_RUN)).toBeUndefined();
    expect(secondsLeft(after({ at: 0, saved: 0, bytes: 0 }, { at: 4, saved: 9, bytes: 9 }))).toBeUndefined();
  });

  it('takes the longer of bytes and items', () => {
    const run = after({ at: 0, saved: 0, bytes: 0, expected: 100 }, { at: 10, saved: 100, bytes: 50, expected: 100 });
    expect(secondsLeft(run)).toBe(90);
  });

  it('forgets what was before a pause', () => {
    const run = after({ at: 0, saved: 0, bytes: 0 }, { at: 10, saved: 100, bytes: 50 });
    expect(paceOf(reduceRun(run, { type: 'resumed' }, 11_000))).toBeUndefined();
  });

  it('never says more than all', () => {
    expect(fractionDone(after({ at: 0, saved: 10, bytes: 300, expected: 100 }))).toBe(1);
    expect(fractionDone(EMPTY_RUN)).toBe(0);
  });
});

describe('what is chosen', () => {
  const spaces = [space(1), space(2), space(3, { role: 'groups' })];

  it('is everything, and so is what turns up later', () => {
    expect(toSelection(NOTHING_LEFT_OUT).withoutSpaces).toEqual([]);
    const one = toggle('twinspace:1', NOTHING_LEFT_OUT, spaces);
    expect(markOf('twinspace:9', one, [...spaces, space(9)])).toBe('all');
    expect(markOf('twinspaces', one, spaces)).toBe('some');
    expect(toSelection(one).withoutSpaces).toEqual(['twinspace:1']);
  });

  it('a choice goes with its last space, and takes its spaces along', () => {
    const both = toggle('twinspace:2', toggle('twinspace:1', NOTHING_LEFT_OUT, spaces), spaces);
    expect(markOf('twinspaces', both, spaces)).toBe('none');
    expect(toSelection(both)).toMatchObject({ withoutSpaces: [] });
    expect(toSelection(both).choices).not.toContain('twinspaces');
    const back = toggle('twinspace:1', both, spaces);
    expect(markOf('twinspaces', back, spaces)).toBe('some');
    expect(toSelection(back).withoutSpaces).toEqual(['twinspace:2']);
    expect(markOf('twinspace:2', toggle('twinspaces', back, spaces), spaces)).toBe('all');
  });

  it('one switch takes away mailbox, TwinMail and chats, and brings them back', () => {
    const off = setPrivate(false, NOTHING_LEFT_OUT);
    expect(savesPrivate(off)).toBe(false);
    expect(toSelection(off)).toMatchObject({ withoutKinds: ['twinmail', 'meeting'], withoutSpaces: [] });
    expect(toSelection(off).choices).not.toContain('mailbox');
    expect(toSelection(setPrivate(true, off))).toEqual(toSelection(NOTHING_LEFT_OUT));
    expect(toSelection(NOTHING_LEFT_OUT)).not.toHaveProperty('withoutKinds');
    // The mailbox taken away in the tree: not all of it is saved any more.
    expect(savesPrivate(toggle('mailbox', NOTHING_LEFT_OUT, spaces))).toBe(false);
  });

  it('can be nothing', () => {
    expect(toSelection(everythingLeftOut()).choices).toEqual([]);
  });
});

describe('the page’s copy of the state', () => {
  it('agrees with the app’s, whatever arrives before the snapshot', async () => {
    const app = makeApp();
    const controller = await createController(app.services);
    let emit: (batch: Batch) => void = () => undefined;
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const bridge: BridgeApi = {
      request: async <C extends Channel>(channel: C) => {
        const reply = await controller.serve({ channel, payload: {} });
        await asked;
        return reply as ReplyOf<C>;
      },
      subscribe: (listener) => {
        emit = listener;
        return controller.subscribe(listener);
      },
    };
    const store = createStore(bridge);
    await controller.serve({ channel: 'settings.set', payload: { look: 'dark' } });
    await controller.serve({ channel: 'app.state', payload: {} });
    expect(store.get()).toBeUndefined();
    answer();
    await expect.poll(() => store.get()?.shell.settings.look).toBe('dark');
    emit({ seq: 0, at: 0, events: [{ type: 'run', run: EMPTY_RUN }] });
    expect(store.get()?.run).toBeUndefined();
  });
});
