import { createHash } from 'node:crypto';
import type { SamplePlatform } from './index.ts';
import { meaningful } from './server.ts';
import { trapOf } from './traps.ts';

/** A simple visitor for the replica's own tests: signs in and follows every plain link, by brute force. */
export interface Visitor {
  cookie: string;
  get(url: string, headers?: Record<string, string>): Promise<Response>;
}

/** Fills the form as a person would, found by its password field. */
export async function signIn(
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
export async function walk(platform: SamplePlatform, visitor: Visitor): Promise<Map<string, string>> {
  const origins = new Set<string>(Object.values(platform.origins));
  const seen = new Map<string, string>();
  const queue = [`${platform.origins.live}/home`];
  const queued = new Set(queue);
  while (queue.length > 0) {
    const batch = queue.splice(0, 8);
    await Promise.all(
      batch.map(async (url) => {
        let answer = await visitor.get(url);
        const to = answer.headers.get('location') ?? '';
        if (to.includes('/files/collabspace/')) answer = await visitor.get(to);
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
        for (const address of addressesIn(bytes.toString('utf8'), url)) {
          const target = new URL(address);
          if (!origins.has(target.origin) || trapOf(target.pathname, target.searchParams)) continue;
          const next = target.origin + meaningful(target);
          if (queued.has(next)) continue;
          if (page > 9) continue;
          queued.add(next);
          queue.push(next);
        }
      }),
    );
  }
  return seen;
}

const squeeze = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** The text of a page, in the charset that it declares. */
async function plainText(visitor: Visitor, url: string): Promise<string> {
  const answer = await visitor.get(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const head = `${answer.headers.get('content-type') ?? ''} ${bytes.subarray(0, 400).toString('latin1')}`;
  const html = new TextDecoder(/charset="?([\w-]+)/i.exec(head)?.[1] ?? 'utf-8').decode(bytes);
  const text = html
    .replace(/<BR>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return squeeze(text);
}

/** What the truth promises and no page shows: paragraphs, and titles of what has a text. */
export async function lostTexts(platform: SamplePlatform, visitor: Visitor): Promise<string[]> {
  const pages = new Map<string, string>();
  const lost: string[] = [];
  for (const item of platform.truth.items) {
    const wanted = item.paragraphs.length > 0 ? [...item.paragraphs, item.title] : [];
    // Notes and people may stand on a later page of their list, or in its frame.
    const parts = platform.truth.mustRead.filter(
      (url) => url.startsWith(`${item.url}?`) || url === `${item.url}/bulletin`,
    );
    for (const url of wanted.length > 0 ? [item.url, ...parts] : []) {
      if (!pages.has(url)) pages.set(url, await plainText(visitor, url));
    }
    const text = [item.url, ...parts].map((url) => pages.get(url) ?? '').join(' ');
    for (const one of wanted) if (!text.includes(squeeze(one))) lost.push(`${item.kind} ${item.url}: ${one}`);
  }
  return lost;
}
