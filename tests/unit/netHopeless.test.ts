import { describe, expect, it } from 'vitest';
import { html, never, PAGE, startPlatform, views } from './netSupport.ts';

describe('a broken part of the platform', () => {
  it('costs less and less: after some addresses in vain the next ones are asked twice only, until one answers', async () => {
    let broken = true;
    const site = await startPlatform((request, response) => {
      if (broken && request.url?.startsWith('/v/')) html(response, 'broken', 500);
      else html(response, PAGE);
    });
    const gate = site.gate({ concurrency: 2, patience: { attempts: 5 } });
    const ask = async (address: string): Promise<number> => {
      const path = new URL(address).pathname;
      await gate.view(address, { signal: never }).catch(() => undefined);
      return site.count(path);
    };
    const counts: number[] = [];
    for (const address of views(site, 12)) counts.push(await ask(address));
    expect(counts).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 2, 2, 2, 2]);

    broken = false;
    expect(await ask(`${site.origin}/v/well`)).toBe(1);
    broken = true;
    expect(await ask(`${site.origin}/v/again`)).toBe(5);
    await site.stop();
  });
});
