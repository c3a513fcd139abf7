import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { languages, startSamplePlatform } from '../sample-platform/index.ts';
import type { Fault, Markup, SampleOptions, SamplePlatform } from '../sample-platform/index.ts';
import { lostTexts, signIn, walk } from '../sample-platform/visitor.ts';
import type { Visitor } from '../sample-platform/visitor.ts';

const small: Partial<SampleOptions> = {
  spaces: 2,
  groups: 1,
  picturesPerSpace: 15,
  filesPerSpace: 8,
  ports: [0, 0, 0, 0, 0],
};

describe.each(['lists', 'tables', 'lazy'] as Markup[])('the sample platform in %s', (markup) => {
  let platform: SamplePlatform;
  let visitor: Visitor;
  let seen: Map<string, string>;
  beforeAll(async () => {
    platform = await startSamplePlatform({ ...small, markup, language: markup === 'tables' ? 'sl' : 'en' });
    visitor = await signIn(platform);
    seen = await walk(platform, visitor);
  });
  afterAll(() => platform.close());

  it('leads by plain links from /home to everything that must be read', () => {
    // An original that nothing links to is found by its optimised twin.
    const twins = new Map(platform.truth.items.map((item) => [item.originalUrl, item.shownUrl]));
    const found = (url: string): boolean =>
      seen.has(url) || seen.has(twins.get(url) ?? '') || oldHost.has(new URL(twins.get(url) ?? url).pathname);
    const oldHost = new Set(
      platform.truth.items
        .filter((item) => item.role !== 'live' && item.kind === 'image')
        .flatMap((item) => (seen.has(item.shownUrl ?? '') ? [] : [new URL(item.shownUrl ?? item.url).pathname])),
    );
    const missing = platform.truth.mustRead.filter((url) => !found(url));
    expect(missing).toEqual([]);
    const bad = platform.truth.mustRead.filter((url) => (seen.get(url)?.length ?? 64) < 64);
    expect(bad).toEqual([]);
    expect(platform.truth.mustRead.length).toBeGreaterThan(300);
  });

  it('has every kind, and serves the bytes that it promises', async () => {
    const kinds = new Set(platform.truth.items.map((item) => item.kind));
    expect([...kinds].sort()).toHaveLength(25);
    for (const item of platform.truth.items) {
      if (!item.sha256 || !item.originalUrl || item.originalUrl.startsWith('data:')) continue;
      const hash =
        seen.get(item.originalUrl) ??
        createHash('sha256')
          .update(Buffer.from(await (await visitor.get(item.originalUrl)).arrayBuffer()))
          .digest('hex');
      expect([item.url, hash]).toEqual([item.url, item.sha256()]);
    }
  });

  it('shows every paragraph and every title', async () => {
    expect(await lostTexts(platform, visitor)).toEqual([]);
  });

  it('was not changed, and its traps are on every page', async () => {
    expect(platform.stats.stateChanging).toEqual([]);
    expect(platform.stats.foreign).toEqual([]);
    const page = await (await visitor.get(platform.truth.items.find((item) => item.kind === 'page')!.url)).text();
    expect(page).toContain('/logout');
    expect(page).toContain('/calendar/');
    expect(page).toContain('action=delete');
  });
});

describe('the sample platform', () => {
  let platform: SamplePlatform;
  beforeAll(async () => {
    platform = await startSamplePlatform(small);
  });
  afterAll(() => platform.close());

  it('asks for a log-in: 302 to a page that answers 200, for pictures too', async () => {
    const picture = platform.truth.items.find((item) => item.kind === 'image')!;
    const answer = await fetch(picture.originalUrl!, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    const page = await fetch(answer.headers.get('location')!);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('type="password"');
  });

  it('takes the right password on both forms, for all origins, and no wrong one', async () => {
    const wrong = await signIn(platform, 'nope');
    expect(wrong.cookie).toBe('');
    expect(platform.stats.failedLogins).toBe(1);
    for (const page of [`${platform.origins.live}/login`, `${platform.origins.portal}/`]) {
      const visitor = await signIn(platform, platform.password, page);
      for (const item of platform.truth.items.filter((one) => one.kind === 'space'))
        expect((await visitor.get(item.url)).status).toBe(200);
    }
  });

  it('is the same for a seed, and another for another', async () => {
    const shape = (one: SamplePlatform): string[] =>
      one.truth.items.map(
        (item) =>
          `${item.kind} ${new URL(item.url).pathname} ${item.title} ${item.paragraphs.join('|')} ${item.kind === 'image' ? item.sha256!() : ''}`,
      );
    const twin = await startSamplePlatform(small);
    const other = await startSamplePlatform({ ...small, seed: 99 });
    expect(shape(twin)).toEqual(shape(platform));
    expect(shape(other)).not.toEqual(shape(platform));
    await Promise.all([twin.close(), other.close()]);
  });

  it('counts traps, and they really spring', async () => {
    const own = await startSamplePlatform(small);
    const visitor = await signIn(own);
    const entry = own.truth.items.find((item) => item.kind === 'journal-entry')!;
    await visitor.get(`${entry.url}/delete`);
    expect(own.stats.stateChanging).toHaveLength(1);
    expect((await visitor.get(entry.url)).status).toBe(404);
    const space = own.truth.items.find((item) => item.kind === 'space')!;
    await visitor.get(space.url.replace('/home', '/calendar/2018/7'));
    expect(own.stats.calendar).toHaveLength(1);
    expect(own.stats.stateChanging).toHaveLength(1);
    await visitor.get(`${own.origins.live}/logout`);
    expect((await visitor.get(space.url)).status).toBe(302);
    await own.close();
  });

  it('has pictures that decode, in every format, and pads them', async () => {
    const own = await startSamplePlatform({ ...small, pictureBytes: 900_000 });
    const visitor = await signIn(own);
    const images = own.truth.items.filter((item) => item.kind === 'image' && item.hasOriginal).slice(0, 12);
    for (const image of images) {
      const bytes = Buffer.from(await (await visitor.get(image.originalUrl!)).arrayBuffer());
      expect(Math.abs(bytes.length - 900_000)).toBeLessThan(9000);
      await sharp(bytes, { failOn: 'warning' }).raw().toBuffer();
    }
    await own.close();
  });

  it.each(languages.map((language, i) => [language, (['tables', 'lazy', 'lists'] as const)[i % 3]!] as const))(
    'speaks %s in %s, in the old charset where there was one',
    async (language, markup) => {
      const own = await startSamplePlatform({
        ...{ language, markup, legacyCharsets: 1, spaces: 1, groups: 1, picturesPerSpace: 4, filesPerSpace: 2 },
        seed: 5,
      });
      expect(await lostTexts(own, await signIn(own))).toEqual([]);
      expect(own.truth.items.length).toBeGreaterThan(100);
      await own.close();
    },
  );
});

describe('its faults', () => {
  let platform: SamplePlatform;
  let visitor: Visitor;
  let url: string;
  let whole: Buffer;
  const read = async (address = url): Promise<{ answer: Response; bytes: Buffer }> => {
    const answer = await visitor.get(address);
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  beforeAll(async () => {
    platform = await startSamplePlatform(small);
    visitor = await signIn(platform);
    url = platform.truth.items.find(
      (item) => item.kind === 'image' && item.hasOriginal && item.originalUrl!.endsWith('.jpg'),
    )!.originalUrl!;
    whole = (await read()).bytes;
  });
  afterAll(() => platform.close());
  const once = (fault: Omit<Fault, 'match'>): void => {
    platform.faults.clear();
    platform.faults.add({ times: 1, ...fault, match: new URL(url).pathname });
  };

  it.each([401, 403, 404, 410, 429, 500, 502, 503])('answer %i, with Retry-After, and heal', async (status) => {
    once({ kind: 'status', status, retryAfter: status === 503 ? { date: 2 } : 1 });
    const { answer } = await read();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toMatch(status === 503 ? /GMT$/ : /^1$/);
    expect((await read()).bytes.equals(whole)).toBe(true);
  });

  it.each(['reset', 'reset-in-body', 'short-body', 'dropped-chunked'] as const)(
    'break the connection: %s',
    async (kind) => {
      once({ kind });
      await expect(read()).rejects.toThrow();
      expect((await read()).bytes.equals(whole)).toBe(true);
    },
  );

  it('come late, after a while, or only now and then', async () => {
    once({ kind: 'delay', delayMs: 300 });
    const began = Date.now();
    expect((await read()).bytes.equals(whole)).toBe(true);
    expect(Date.now() - began).toBeGreaterThan(280);
    once({ kind: 'status', skip: 2 });
    expect([await read(), await read(), await read(), await read()].map(({ answer }) => answer.status)).toEqual([
      200, 200, 503, 200,
    ]);
    platform.faults.clear();
    platform.faults.add({ kind: 'status', match: '*', chance: 0.3 });
    let bad = 0;
    for (let i = 0; i < 60; i++) if ((await read()).answer.status === 503) bad++;
    expect(bad).toBeGreaterThan(6);
    expect(bad).toBeLessThan(32);
  });

  it('stall and trickle', async () => {
    once({ kind: 'stall' });
    await expect(
      fetch(url, { headers: { cookie: visitor.cookie }, signal: AbortSignal.timeout(400) }).then((answer) =>
        answer.arrayBuffer(),
      ),
    ).rejects.toThrow();
    once({ kind: 'trickle', bytesPerSecond: 4_000_000 });
    expect((await read()).bytes.equals(whole)).toBe(true);
  });

  it('answer something else instead', async () => {
    const seen: Record<string, string> = {};
    for (const kind of [
      'html-instead',
      'login-page',
      'login-redirect',
      'redirect-loop',
      'foreign-redirect',
      'empty',
      'wrong-type',
      'school-filter',
    ] as const) {
      once({ kind });
      const { answer, bytes } = await read();
      seen[kind] =
        `${answer.status} ${answer.headers.get('content-type')!.split(';')[0]!} ${bytes.length === 0 ? 'empty' : ''}${answer.headers.get('location') === url ? 'loop' : ''}`.trim();
    }
    expect(seen).toEqual({
      'html-instead': '200 text/html',
      'login-page': '200 text/html',
      'login-redirect': '302 text/html',
      'redirect-loop': '302 text/html loop',
      'foreign-redirect': '302 text/html',
      empty: '200 image/jpeg empty',
      'wrong-type': '200 text/plain',
      'school-filter': '200 text/html',
    });
    expect(platform.stats.foreign).toEqual([]);
  });

  it('damage a picture in the same way each time', async () => {
    platform.faults.clear();
    const undo = platform.faults.add({ kind: 'corrupt', match: /\.jpg$/ });
    const first = await read();
    expect(first.bytes).toHaveLength(whole.length);
    expect((await read()).bytes.equals(first.bytes)).toBe(true);
    await expect(sharp(first.bytes, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow();
    undo();
    expect((await read()).bytes.equals(whole)).toBe(true);
  });

  it('send far too much, openly or in disguise', async () => {
    once({ kind: 'oversized' });
    expect((await read()).bytes.length).toBe(70 * 1024 * 1024);
    once({ kind: 'gzip-bomb' });
    const answer = await visitor.get(url);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    let size = 0;
    for await (const chunk of answer.body!) {
      size += (chunk as Uint8Array).length;
      if (size > 80 * 1024 * 1024) break;
    }
    expect(size).toBeGreaterThan(80 * 1024 * 1024);
  });

  it('serve ranges, unless told otherwise', async () => {
    platform.faults.clear();
    const etag = (await read()).answer.headers.get('etag')!;
    const ask = (headers: Record<string, string>): Promise<Response> =>
      visitor.get(url, { range: 'bytes=100-', ...headers });
    const partial = await ask({ 'if-range': etag });
    expect(partial.status).toBe(206);
    expect(Buffer.from(await partial.arrayBuffer()).equals(whole.subarray(100))).toBe(true);
    expect((await ask({ 'if-range': '"other"' })).status).toBe(200);
    once({ kind: 'no-range' });
    expect((await ask({})).status).toBe(200);
    platform.faults.clear();
    platform.faults.add({ kind: 'changing-etag', match: '*' });
    expect((await read()).answer.headers.get('etag')).not.toBe((await read()).answer.headers.get('etag'));
  });

  it('take the whole platform down, or filter all of it', async () => {
    platform.faults.clear();
    platform.faults.down(true);
    await expect(read()).rejects.toThrow();
    await expect(read(`${platform.origins.live}/login`)).rejects.toThrow();
    platform.faults.down(false);
    platform.faults.schoolFilter(true);
    expect((await read(`${platform.origins.live}/projects`)).bytes.toString()).toContain('SafeSchool');
    platform.faults.clear();
    expect((await read()).answer.status).toBe(200);
  });

  it('close a section, sign out, and let somebody else in', async () => {
    const live = platform.origins.live;
    const open = platform.faults.closeSection('live', '/messages');
    expect((await read(`${live}/messages/inbox?page=2`)).answer.status).toBe(302);
    expect((await read(`${live}/profile`)).answer.status).toBe(200);
    open();
    platform.faults.signOutAfter(2);
    const statuses = [await read(), await read(), await read(), await read()].map(({ answer }) => answer.status);
    expect(statuses).toEqual([200, 200, 302, 302]);
    platform.faults.otherPerson(true);
    visitor = await signIn(platform);
    expect((await read(`${live}/profile`)).bytes.toString()).toContain('777001');
    platform.faults.otherPerson(false);
    visitor = await signIn(platform);
    expect((await read(`${live}/profile`)).bytes.toString()).toContain(String(platform.options.userId));
  });
});

describe('its rooms that are shut', () => {
  it('refuse, and say so in the truth', async () => {
    const platform = await startSamplePlatform({
      ...small,
      hostile: true,
      refusedSpace: true,
      unauthorizedSpace: true,
      rolePage: true,
      closedSections: ['live:/messages'],
      shrinkingList: true,
    });
    const visitor = await signIn(platform);
    const { items } = platform.truth;
    const refused = items.filter((item) => item.expectedReason === 'space-refused');
    expect(refused).toHaveLength(2);
    expect((await visitor.get(refused[0]!.url)).status).toBe(403);
    expect((await visitor.get(refused[1]!.url)).headers.get('location')).toContain('/unauthorized');
    const hidden = items.find((item) => item.expectedReason === 'not-visible')!;
    expect((await visitor.get(hidden.url)).status).toBe(403);
    const closed = items.find((item) => item.kind === 'message')!;
    expect([closed.expectedStatus, (await visitor.get(closed.url)).status]).toEqual(['missing', 302]);
    const hostile = items.find((item) => item.number === 902)!;
    expect((await (await visitor.get(hostile.url)).text()).length).toBeGreaterThan(2_000_000);
    await platform.close();
  });
});
