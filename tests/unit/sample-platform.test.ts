import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { languages, startSamplePlatform } from '../sample-platform/index.ts';
import type { Markup, SampleOptions, SamplePlatform } from '../sample-platform/index.ts';
import { trapOf } from '../sample-platform/traps.ts';

interface Visitor {
  cookie: string;
  get(url: string, headers?: Record<string, string>): Promise<Response>;
}

/** Fills the form as a person would, found by its password field. */
async function signIn(
  platform: SamplePlatform,
  password = platform.password,
  page = `${platform.origins.live}/login`,
): Promise<Visitor> {
  const shown = await (await fetch(page)).text();
  const form = /<form[^>]*action="([^"]*)"[^>]*>((?:(?!<\/form>)[\s\S])*type="?password[\s\S]*?)<\/form>/i.exec(shown)!;
  const fields = new URLSearchParams();
  const inputs = [...form[2]!.matchAll(/<input([^>]*)>/gi)].map((match) => {
    const at = (name: string): string | undefined => new RegExp(`${name}="?([^"\\s>]*)`, 'i').exec(match[1]!)?.[1];
    return { type: at('type')?.toLowerCase() ?? 'text', name: at('name')!, value: at('value') ?? '' };
  });
  for (const { type, name, value } of inputs) {
    if (type === 'hidden') fields.set(name, value);
    if (type === 'password') fields.set(name, password);
    if (type === 'text') fields.set(name, platform.username);
  }
  const answer = await fetch(new URL(form[1]!, page), { method: 'POST', body: fields, redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ');
  return { cookie, get: (url, headers = {}) => fetch(url, { redirect: 'manual', headers: { cookie, ...headers } }) };
}

/** Every address in any attribute, quoted or not, under the page's base. */
function addressesIn(html: string, page: string): string[] {
  const base = /<base[^>]*href="?([^"\s>]+)/i.exec(html)?.[1];
  const at = new URL(base?.replace(/&amp;/g, '&') ?? page, page);
  const found = [...html.matchAll(/=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)].flatMap((match) => {
    const value = (match[1] ?? match[2] ?? match[3] ?? '')
      .replace(/&amp;/g, '&')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'");
    const inner = [...value.matchAll(/(?:url\(|location(?:\.href)?=|open\(|load\()['"]?([^'")]+)/g)].map(
      (one) => one[1]!,
    );
    const set = value.includes(',') ? value.split(',').map((one) => one.trim().split(' ')[0]!) : [];
    return [value, ...inner, ...set];
  });
  return found
    .filter((value) => /^(\d+$|sent$|inbox$|\/|\?|https?:|\.\.?\/|\d+\/|[a-z-]+\/)/.test(value))
    .flatMap((value) => {
      const against = value.startsWith('?') ? page : at.href;
      const url = URL.canParse(value, against) ? new URL(value, against) : undefined;
      return url ? [url.href.split('#')[0]!] : [];
    });
}

/** Walks everything that is plainly linked, except for what must not be touched. */
async function walk(platform: SamplePlatform, visitor: Visitor): Promise<Map<string, string>> {
  const origins = new Set<string>(Object.values(platform.origins));
  const seen = new Map<string, string>();
  const queue = [`${platform.origins.live}/home`];
  const queued = new Set(queue);
  while (queue.length > 0) {
    const batch = queue.splice(0, 8);
    await Promise.all(
      batch.map(async (url) => {
        const answer = await visitor.get(url);
        const type = answer.headers.get('content-type') ?? '';
        const bytes = Buffer.from(await answer.arrayBuffer());
        seen.set(url, answer.status === 200 ? createHash('sha256').update(bytes).digest('hex') : String(answer.status));
        if (
          answer.status !== 200 ||
          !type.startsWith('text/html') ||
          url.includes('/download') ||
          url.includes('/files/collabspace')
        )
          return;
        const page = Number(new URL(url).searchParams.get('page') ?? 1);
        for (const next of addressesIn(bytes.toString('utf8'), url)) {
          const target = new URL(next);
          if (!origins.has(target.origin) || trapOf(target.pathname, target.searchParams) || queued.has(next)) continue;
          if ([...target.searchParams.keys()].some((key) => key !== 'page' && key !== 'offset')) continue;
          if (page > 9) continue;
          queued.add(next);
          queue.push(next);
        }
      }),
    );
  }
  return seen;
}

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

  it('shows every paragraph', async () => {
    const pages = new Map<string, string>();
    const squeeze = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ');
    const plain = async (url: string): Promise<string> => {
      const known = pages.get(url);
      if (known !== undefined) return known;
      const answer = await visitor.get(url);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const charset =
        /charset="?([\w-]+)/i.exec(
          `${answer.headers.get('content-type') ?? ''} ${bytes.subarray(0, 400).toString('latin1')}`,
        )?.[1] ?? 'utf-8';
      const text = new TextDecoder(charset).decode(bytes);
      const stripped = text
        .replace(/<[^>]*>/g, '')
        .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&');
      pages.set(url, squeeze(stripped));
      return pages.get(url)!;
    };
    const lost: string[] = [];
    for (const item of platform.truth.items) {
      if (item.paragraphs.length === 0) continue;
      let text = await plain(item.url);
      for (const url of platform.truth.mustRead)
        if (url.startsWith(`${item.url}?`) || url.startsWith(`${item.url}/bulletin`)) text += await plain(url);
      for (const paragraph of item.paragraphs)
        if (!text.includes(squeeze(paragraph))) lost.push(`${item.kind} ${item.url}: ${paragraph}`);
    }
    expect(lost).toEqual([]);
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

  it('speaks all its languages', async () => {
    for (const language of languages) {
      const own = await startSamplePlatform({ spaces: 1, groups: 1, language, picturesPerSpace: 4, filesPerSpace: 2 });
      const visitor = await signIn(own);
      expect((await visitor.get(`${own.origins.live}/home`)).status).toBe(200);
      expect(own.truth.items.length).toBeGreaterThan(100);
      await own.close();
    }
  });
});
