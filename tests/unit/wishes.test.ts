import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toOptions, wishesOn, type Asked, type Wishes } from '../../electron/app/wishes.ts';
import { createRun, type RunStore } from '../../electron/runs/index.ts';

// What a resumed run is to save: nothing that was wished for at its start is forgotten.
const everything: Asked['selection'] = { choices: ['twinspaces', 'groups', 'mailbox'] };
let base = '';
let store: RunStore;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'twinark-wishes-'));
  const options = toOptions({ selection: { choices: ['twinspaces'] }, addSpaces: ['123'] });
  store = await createRun({
    ...{ stateRoot: base, out: join(base, 'out'), username: 'ana', profile: 'test', origins: {}, options },
  });
});
afterAll(async () => {
  await store.close();
  await rm(base, { recursive: true });
});

function wished(more: Partial<Asked>): Wishes {
  return wishesOn(store, { selection: everything, addSpaces: [], ...more });
}

describe('going on with a run', () => {
  it('without a word: as it was begun', () => {
    expect(wished({})).toEqual({ selection: { choices: ['twinspaces'] }, addSpaces: ['123'] });
  });

  it('in parts, as the message about a FAT32 disk advises: nothing else changes', () => {
    expect(wished({ split: 4e9 })).toEqual({ selection: { choices: ['twinspaces'] }, addSpaces: ['123'], split: 4e9 });
  });

  it('with one more space: the others stay', () => {
    expect(wished({ addSpaces: ['456'] }).addSpaces).toEqual(['123', '456']);
  });

  it('with another choice: that counts, and added spaces stay', () => {
    expect(wished({ chosenAnew: true })).toEqual({ selection: everything, addSpaces: ['123'] });
  });

  it('updating an earlier archive: it is remembered, and another one may be named', async () => {
    await store.amend({ options: toOptions({ selection: everything, addSpaces: [], updateFrom: '/a.zip' }) });
    expect(wished({}).updateFrom).toBe('/a.zip');
    expect(wished({ chosenAnew: true }).updateFrom).toBe('/a.zip');
    expect(wished({ updateFrom: '/b.zip' }).updateFrom).toBe('/b.zip');
  });
});
