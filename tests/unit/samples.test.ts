import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Samples } from '../../electron/app/samples.ts';
import { engineEventSchema } from '../../shared/progress.ts';
import type { EngineEvent } from '../../shared/progress.ts';

describe('pictures that come while the person still looks', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinark-samples-'));
    const noise = { create: { width: 320, height: 200, channels: 3 as const, background: '#7fb4d9' } };
    await sharp(noise).webp().toFile(join(folder, 'a.webp'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const make = () => {
    const events: EngineEvent[] = [];
    const store = { thumbPath: (sha256: string) => join(folder, `${sha256}.webp`) };
    return { events, samples: new Samples({ store, observe: (event) => events.push(engineEventSchema.parse(event)) }) };
  };

  it('are some of the first, and one of every space however many there are', () => {
    const { samples } = make();
    const first = Array.from({ length: 100 }, (_, index) => samples.wants(`a${index}`, 'twinspace:1'));
    expect(first.filter(Boolean)).toHaveLength(24);
    const others = Array.from({ length: 60 }, (_, index) => samples.wants(`b${index}`, `groups:${index}`));
    expect(others.every(Boolean)).toBe(true);
    expect(samples.wants('c', 'groups:1')).toBe(false);
  });

  it('stand for their space, small, once', async () => {
    const { samples, events } = make();
    samples.wants('first', 'twinspace:1');
    samples.wants('second', 'twinspace:1');
    await samples.came('second', 'a');
    expect(events).toEqual([]);
    await samples.came('first', 'a');
    await samples.came('first', 'a');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'space-picture', space: 'twinspace:1' });
  });

  it('without a thumbnail say nothing', async () => {
    const { samples, events } = make();
    samples.wants('first', 'twinspace:1');
    await samples.came('first', 'none');
    expect(events).toEqual([]);
  });
});
