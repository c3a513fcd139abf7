import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Gate } from '../../electron/net/index.ts';
import { leadsOn } from '../../electron/net/leadsOn.ts';
import { html, LOG_IN, MemorySink, never, PAGE, startPlatform, watched, type TestPlatform } from './netSupport.ts';

const AT = 'https://live.example.net/v/1';
const refresh = (content: string): string => `<meta http-equiv="refresh" content="${content}">`;

describe('a page that only leads on', () => {
  it.each([
    [refresh('0;url=/login')],
    [refresh("0; URL='/login'")],
    [`<META CONTENT='3 ; url=../login' HTTP-EQUIV=Refresh><p>One moment</p>`],
    ['<html><head><title>Eno minuto</title></head><body><script>window.location = "/login";</script></body></html>'],
    ['<script>top.location.replace("https://live.example.net/login")</script>'],
  ])('%s', (page) => {
    expect(leadsOn(page, AT)).toEqual(['https://live.example.net/login']);
  });

  it.each([
    ['it has something to read', `${refresh('0;url=/login')}<p>${'The bees of our school. '.repeat(20)}</p>`],
    ['it shows something', `${refresh('0;url=/login')}<img src="/b/1.jpg">`],
    ['it stays until the session ends', `${refresh('1800;url=/login')}<p>Short.</p>`],
    ['browsers with scripts do not see it', `<noscript>${refresh('0;url=/login')}</noscript><p>Short.</p>`],
    ['it is a comment', `<!-- ${refresh('0;url=/login')} -->`],
    ['it loads itself anew', refresh('5')],
    ['it leads nowhere', refresh('0;url=http://[')],
  ])('not where %s', (_why, page) => {
    expect(leadsOn(page, AT)).toEqual([]);
  });

  it('costs little, whatever it is made of', () => {
    const began = performance.now();
    for (const part of ['<!--', '<script>', '<noscript', '<meta ', 'location="']) leadsOn(part.repeat(20_000), AT);
    for (const part of ['<!--', '<script>', '<noscript', '<meta ', 'location="']) leadsOn(part.repeat(1_500), AT);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('the gate', () => {
  let site: TestPlatform;
  let gate: Gate;
  let alive: boolean;
  beforeEach(async () => {
    alive = true;
    site = await startPlatform((request, response) =>
      html(response, /^\/[vb]\//.test(request.url ?? '') ? refresh('0;url=/login') : alive ? PAGE : LOG_IN),
    );
    gate = site.gate();
  });
  afterEach(() => site.stop());

  it('takes it for a redirect to the log-in page: the session is probed, and the page not saved', async () => {
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({ reason: 'log-in-page' });
    expect(site.log).toEqual(['/v/1', '/projects', '/v/1', '/projects']);
    const sink = new MemorySink();
    const file = gate.binary(`${site.origin}/b/1`, { signal: never, sink, cap: 1_000 });
    await expect(file).rejects.toMatchObject({ reason: 'log-in-page' });
    expect(sink.length).toBe(0);
  });

  it('pauses where the session did end', async () => {
    alive = false;
    const { told, observer } = watched({ onSignedOut: () => Promise.resolve('give-up') });
    gate = site.gate({ observer });
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toThrow();
    expect(told[0]).toBe('signed-out');
  });

  it('says so where it leads to the entrance of those who may not see it', async () => {
    site.handle = (_request, response) => html(response, refresh('0;url=/unauthorized'));
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({ reason: 'not-visible' });
  });
});
