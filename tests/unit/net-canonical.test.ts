import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probe } from '../../electron/hosts/signedIn.ts';
import type { Gate } from '../../electron/net/index.ts';
import { createClassifier } from '../../electron/platform/classify.ts';
import { withOrigins } from '../../electron/platform/profile.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { html, MemorySink, never, PAGE, redirect, someBytes, startPlatform, type TestPlatform } from './netSupport.ts';

const PICTURE = '/files/collabspace/0/00/005/5/images/abcdef01.jpg';
let site: TestPlatform;
let gate: Gate;
/** Where each path, query included, leads. */
let ways: Record<string, string>;
let classifier: ReturnType<typeof createClassifier>;

beforeEach(async () => {
  ways = {};
  site = await startPlatform((request, response) => {
    const to = ways[request.url ?? ''];
    if (to !== undefined) redirect(response, to);
    else if (request.url?.startsWith('/files/') === true) response.end(someBytes(900));
    else html(response, PAGE);
  });
  const roles = ['portal=http://127.0.0.1:1', 'live=http://127.0.0.1:2', 'groups=http://127.0.0.1:3'];
  classifier = createClassifier(
    withOrigins(builtInProfile('etwinning-legacy'), [...roles, `twinspace=${site.origin}`]),
  );
  gate = site.gate({
    classify: (address) => classifier.classify(address),
    asGiven: (address) => classifier.asGiven(address),
    probes: [`${site.origin}/1/home`],
  });
});
afterEach(() => site.stop());

const view = (path: string) => gate.view(site.origin + path, { signal: never });

describe('an address that the server insists on', () => {
  it.each([
    ['a slash', '/5/pages', '/5/pages/', '/5/pages/'],
    ['a session in the query', '/5/pages', '/5/pages?PHPSESSID=12ab', '/5/pages'],
    ['a session in the path', '/5/pages', '/5/pages/;jsessionid=1F.node2', '/5/pages/'],
    [
      'a version, on an old host',
      '/5/pages?page=2',
      'http://twinspace.etwinning.net/5/pages?page=2&v=3',
      '/5/pages?page=2',
    ],
    ['the short form of a home page', '/5/home', '/5', '/5'],
  ])("%s: is asked for as it stands, and kept without what is only the server's", async (_what, asked, given, kept) => {
    ways[asked] = given;
    const answer = await view(asked);
    expect(answer).toMatchObject({ address: site.origin + asked, finalAddress: site.origin + kept });
    expect(site.log).toEqual([asked, given.replace('http://twinspace.etwinning.net', '')]);
  });

  it('of a picture', async () => {
    ways[PICTURE] = `${PICTURE}?v=3`;
    const sink = new MemorySink();
    const answer = await gate.binary(site.origin + PICTURE, { signal: never, sink, cap: 10_000 });
    expect(answer).toMatchObject({ finalAddress: site.origin + PICTURE, bytes: 900 });
    expect(site.log).toEqual([PICTURE, `${PICTURE}?v=3`]);
  });

  it('of a page that tells whether somebody is signed in', async () => {
    const ask = (address: string) =>
      Promise.resolve({
        status: address.endsWith('/') ? 200 : 301,
        location: address.endsWith('/') ? undefined : '/5/pages/',
        text: '',
      });
    expect(await probe(classifier, `${site.origin}/5/pages`, ask, never)).toBe('signed-in');
  });

  it.each([
    ['/5/pages?action=delete', 'elsewhere-redirect', ['/5/pages']],
    ['/5/pages/delete', 'elsewhere-redirect', ['/5/pages']],
    ['/get.php?token=1', 'elsewhere-redirect', ['/5/pages']],
    // Harmless as the page that it is, so asked for as that alone.
    ['/5/pages?todo=deletePage', 'redirect-loop', ['/5/pages', '/5/pages']],
    ['/5/pages?remove=7', 'redirect-loop', ['/5/pages', '/5/pages']],
  ])('but never what may change something: %s', async (given, reason, asked) => {
    ways['/5/pages'] = given;
    await expect(view('/5/pages')).rejects.toMatchObject({ reason });
    expect(site.log).toEqual(asked);
  });

  it('round in a circle, and without an end', async () => {
    ways = { '/5/pages': '/5/pages/', '/5/pages/': '/5/pages?sid=a1b2', '/5/pages?sid=a1b2': '/5/pages/' };
    await expect(view('/5/pages')).rejects.toMatchObject({ reason: 'redirect-loop' });
    expect(site.log.length).toBeLessThanOrEqual(6);
    site.log.length = 0;
    site.handle = (_request, response) => redirect(response, `/5/pages?t=${site.log.length}`);
    await expect(view('/5/pages')).rejects.toMatchObject({ reason: 'redirect-loop' });
    expect(site.log.length).toBeLessThanOrEqual(11);
  });
});
