import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { createTranslate, loadLanguage } from '../../shared/i18n/index.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Binary, ItemContent, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { ArchiveEntry, ArchiveSource, ReceivedView } from '../../electron/archive/types.ts';
import { createLayout } from '../../electron/archive/layout.ts';
import { renderSite } from '../../electron/archive/site/index.ts';

export const TWINSPACE = 'https://twinspace.etwinning.net';

/** An account that is being put together: items, contents and bytes, as a run would leave them. */
export class FakeAccount {
  readonly items: ItemRecord[] = [];
  readonly contents = new Map<string, ItemContent>();
  readonly views = new Map<string, ReceivedView[]>();
  readonly mentions: Mention[] = [];
  readonly addresses = new Map<string, string>();
  readonly folder: string;
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  add(item: Partial<ItemRecord> & Pick<ItemRecord, 'kind' | 'title'>): ItemRecord {
    this.count += 1;
    const role = item.role ?? (item.space === undefined ? 'live' : 'twinspace');
    const number = item.number ?? String(this.count);
    const id = item.id ?? [role, item.kind, item.space, number].filter((part) => part !== undefined).join('-');
    const made: ItemRecord = {
      id,
      role,
      number,
      sourceUrl: `${TWINSPACE}/${item.space ?? 'me'}/${item.kind}/${number}`,
      folder: [],
      order: this.count,
      verdict: 'deleted',
      rule: 'project-before',
      status: 'saved',
      views: [],
      hasContent: false,
      ...item,
    };
    this.items.push(made);
    this.addresses.set(made.sourceUrl, made.id);
    return made;
  }

  /** Gives an item a content; `text` is taken from the HTML where it is not given. */
  say(item: ItemRecord, html: string, more: Partial<ItemContent> = {}): ItemRecord {
    const text =
      more.text ??
      html
        .split(/<\/?(?:p|h[1-6]|li|div|br|td)[^>]*>/i)
        .map((part) =>
          part
            .replace(/<[^>]*>/g, '')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .filter((part) => part !== '');
    item.hasContent = true;
    this.contents.set(item.id, { id: item.id, html, fields: [], entries: [], links: [], embeds: [], ...more, text });
    return item;
  }

  async receive(item: ItemRecord, bytes: string | Uint8Array, contentType = 'text/html; charset=utf-8'): Promise<void> {
    const file = path.join(this.folder, `view-${this.views.size}.bin`);
    await writeFile(file, bytes);
    this.views.set(item.id, [...(this.views.get(item.id) ?? []), { address: item.sourceUrl, contentType, path: file }]);
  }

  async store(bytes: Uint8Array, mediaType: string, more: Partial<Binary> = {}): Promise<Binary> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.folder, { recursive: true });
    await writeFile(path.join(this.folder, sha256), bytes);
    return {
      url: `${TWINSPACE}/files/${sha256.slice(0, 9)}`,
      sha256,
      bytes: bytes.byteLength,
      mediaType,
      fetchedAt: '2022-09-01T10:00:00Z',
      ...more,
    };
  }

  async picture(
    item: Partial<ItemRecord> & { title: string },
    hue: number,
    more: Partial<Binary> = {},
  ): Promise<ItemRecord> {
    const binary = await this.store(await drawPicture(hue, item.title), 'image/jpeg', { original: true, ...more });
    const made = this.add({ kind: 'image', binary, ...item });
    this.addresses.set(binary.url, made.id);
    this.addresses.set(`${TWINSPACE}/files/collabspace/${made.number}_opt.jpg`, made.id);
    return made;
  }

  async file(
    item: Partial<ItemRecord> & { title: string },
    mediaType: string,
    bytes = item.title,
  ): Promise<ItemRecord> {
    const binary = await this.store(new TextEncoder().encode(bytes), mediaType, { originalName: item.title });
    const made = this.add({ kind: 'file', binary, ...item });
    this.addresses.set(`${made.sourceUrl}/download`, made.id);
    return made;
  }

  source(language = 'en'): ArchiveSource {
    return {
      account: {
        userId: '4711',
        username: 'ana.novak',
        displayName: 'Ana Novak',
        school: 'Osnovna šola Ljubljana',
        country: 'Slovenia',
      },
      exportedAt: '2022-09-01T12:00:00Z',
      tool: { name: 'TwinArk', version: '0.1.0' },
      language,
      items: this.items,
      mentions: this.mentions,
      content: (id) => Promise.resolve(this.contents.get(id)),
      received: (id) => this.views.get(id) ?? [],
      blob: (binary) => path.join(this.folder, binary.sha256),
      resolve: (address) => this.addresses.get(address),
      isPlatform: (address) => /^https?:\/\/[a-z-]+\.etwinning\.net\//.test(address),
    };
  }
}

/** A small landscape that differs by hue: sky, hills, a sun. */
async function drawPicture(hue: number, text: string): Promise<Uint8Array> {
  const seed = Array.from(text).reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7);
  const [width, height] = seed % 3 === 0 ? [480, 640] : [640, 440];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue},55%,72%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360},60%,90%)"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#g)"/><circle cx="${100 + (seed % 400)}" cy="110" r="46" fill="hsl(${(hue + 180) % 360},80%,88%)"/>
<path d="M0 ${height * 0.62} Q ${width * 0.3} ${height * (0.3 + (seed % 20) / 100)} ${width * 0.6} ${height * 0.66} T ${width} ${height * 0.55} V ${height} H 0Z" fill="hsl(${(hue + 90) % 360},35%,45%)"/>
<path d="M0 ${height * 0.8} Q ${width * 0.4} ${height * 0.55} ${width} ${height * 0.85} V ${height} H 0Z" fill="hsl(${(hue + 110) % 360},38%,33%)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}

/** Collects what `renderSite` emits and writes it below `out`. Returns the paths in order. */
export async function renderInto(
  source: ArchiveSource,
  out: string,
  options: { language?: Language; thumbnailsDir?: string } = {},
): Promise<readonly ArchiveEntry[]> {
  const language = await loadLanguage(options.language);
  const entries: ArchiveEntry[] = [];
  const rendered = renderSite(source, createLayout(source), {
    t: createTranslate(language),
    language,
    signal: new AbortController().signal,
    ...(options.thumbnailsDir !== undefined && { thumbnailsDir: options.thumbnailsDir }),
  });
  for await (const entry of rendered) {
    entries.push(entry);
    const file = path.join(out, ...entry.path.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    const bytes = entry.source.type === 'bytes' ? entry.source.bytes : await readBytes(entry.source.path);
    await writeFile(file, bytes);
  }
  return entries;
}

async function readBytes(file: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file);
}
