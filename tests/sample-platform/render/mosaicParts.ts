import { posix } from 'node:path';
import type { Language } from '../languages.ts';
import { hash32 } from '../random.ts';
import type { Item, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { penFor } from './pen.ts';
import type { Pen } from './pen.ts';

/** What all parts of the mosaic share: one page's pen, and the choices that its sort of page made. */
export interface Tile extends Pen {
  /** One of `count` ways, the same on all pages of a sort and different with every seed. */
  way: (salt: string, count: number) => number;
  /** An address as this page writes it. */
  near: (href: string) => string;
  base: string | undefined;
  /** Tags that may stay open do. */
  open: boolean;
}

export function tileFor(world: World, view: View): Tile {
  const pen = penFor(world, view);
  const sort = `${view.role} ${view.path.replace(/\d+/g, '#')}`;
  const way = (salt: string, count: number): number => hash32(`${world.options.seed} mosaic ${sort} ${salt}`) % count;
  const lone = view.fragment === true || view.blocks.some((block) => block.t === 'more' || block.t === 'pager');
  const own = world.origins[view.role];
  // A query alone leans on the page, so such pages do without a base.
  const base = lone ? undefined : [undefined, `${own}/`, `${own}/a/b/`, own.replace(/^http:/, '')][way('base', 4)];
  const tile: Tile = { ...pen, way, base, open: shellOf(world) === 1, near: (href) => near(tile, href) };
  return tile;
}

/** The frame around the content is one for the whole site. */
export function shellOf(world: World): number {
  return hash32(`${world.options.seed} mosaic shell`) % 4;
}

/** Absolute, without a protocol, from the root, relative to page or base; with slashes, queries and anchors that mean nothing. */
function near(tile: Tile, href: string): string {
  const { world, view, esc } = tile;
  const own = world.origins[view.role];
  const [address = '', query] = href.split('?');
  const origin = Object.values(world.origins).find((one) => address.startsWith(`${one}/`));
  if (origin === undefined) return esc(href);
  const path = address.slice(origin.length);
  const isView = !/\.\w{3,4}$|\/download$|\/certificates?\/\w+$|^\/$/.test(path);
  const noise = hash32(`${world.options.seed} ${path} ${view.path}`);
  const tail =
    (query === undefined ? (isView && noise % 7 === 3 ? '?src=list&t=1' : '') : `?${query}`) +
    (isView && noise % 5 === 2 ? '#main' : '');
  // What stands in a frame links relative to itself.
  const framed = /\/(?:list|bulletin)$/.test(path);
  const written = isView && !framed && query === undefined && noise % 6 === 1 ? `${path}/` : path;
  if (origin !== own) return esc((noise % 2 === 0 ? origin.replace(/^http:/, '') : origin) + written + tail);
  switch ((noise >>> 8) % 4) {
    case 0:
      return esc(own.replace(/^http:/, noise % 2 === 0 ? 'HTTP:' : '') + written + tail);
    case 1: {
      if (view.fragment) return esc(written + tail);
      const here = tile.base === undefined ? view.path : new URL(tile.base, `${own}/`).pathname;
      const from = here.endsWith('/') ? here : posix.dirname(here);
      const relative = posix.relative(from, path);
      return esc((relative === '' ? path : relative) + (written.endsWith('/') && relative !== '' ? '/' : '') + tail);
    }
    default:
      return esc(written + tail);
  }
}

const locale = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/** A day in words, in full, in short, or in figures; each sort of page has its own way. */
export function day(tile: Tile, iso: string): string {
  const { language } = tile.world.options;
  const at = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
  const [year = '', month = '', date = ''] = iso.slice(0, 10).split('-');
  const style = tile.way('day', 7);
  const icu = (dateStyle: 'full' | 'long' | 'medium'): string =>
    new Intl.DateTimeFormat(locale(language), { dateStyle, timeZone: 'UTC' }).format(at);
  const written = [
    () => icu('full'),
    () => icu('long'),
    () => icu('medium'),
    () => `${date}/${month}/${year}`,
    () => `${Number(date)}.${Number(month)}.${year}`,
    () => `${date}-${month}-${year}`,
    () => iso.slice(0, 10),
  ][style]!();
  if (iso.length <= 10) return tile.esc(written);
  const clock = iso.slice(11, 16);
  const time = [` ${clock}`, `, ${clock.replace(':', '.')}`, ` (${clock})`, ` – ${clock}`][tile.way('clock', 4)]!;
  return tile.esc(written + time);
}

/** With `<time>` and a zone, a second, a relative word; with `<time>` alone; or plain. */
export function when(tile: Tile, iso: string): string {
  const stamp = iso.length > 10 ? `${iso}:00` : iso;
  switch (tile.way('when', 6)) {
    case 0:
      return `<time datetime="${stamp}${iso.length > 10 ? '+02:00' : ''}">${day(tile, iso)}</time>`;
    case 1:
      return `<time datetime="${stamp.replace('T', ' ')}" title="${day(tile, iso)}">${ago(tile, iso)}</time>`;
    case 2:
      return `<time>${day(tile, iso)}</time>`;
    case 3:
      return `<span><i>&#8986;</i> ${day(tile, iso)}</span>`;
    default:
      return day(tile, iso);
  }
}

function ago(tile: Tile, iso: string): string {
  const years = 2022 - Number(iso.slice(0, 4));
  return tile.esc(new Intl.RelativeTimeFormat(locale(tile.world.options.language)).format(-Math.max(1, years), 'year'));
}

export function size(tile: Tile, bytes: number): string {
  const unit = { fr: ['Ko', 'Mo'], bg: ['КБ', 'МБ'], mk: ['КБ', 'МБ'], el: ['KB', 'MB'] }[
    tile.world.options.language as string
  ] ?? ['kB', 'MB'];
  return bytes > 900_000
    ? `${(bytes / 1_048_576).toFixed(2).replace('.', tile.world.options.language === 'en' ? '.' : ',')} ${unit[1]}`
    : `${Math.max(1, Math.round(bytes / 1024))} ${unit[0]}`;
}

/** Who and when. */
export function byline(tile: Tile, author: string | undefined, iso: string | undefined): string {
  if (author === undefined && iso === undefined) return '';
  const { esc, label, world } = tile;
  const who = author === undefined ? '' : esc(author);
  const linked =
    author === undefined
      ? ''
      : `<a href="${tile.near(world.url('live', `/people/${hash32(author) % 90_000}`))}">${who}</a>`;
  const at = iso === undefined ? '' : when(tile, iso);
  const join = (parts: readonly string[], glue: string): string => parts.filter((part) => part !== '').join(glue);
  switch (tile.way('byline', 9)) {
    case 0:
      return `<p>${join([who && `${label('from')} ${linked}`, at], ' &middot; ')}</p>`;
    case 1:
      return `<div><cite>${who}</cite>${who && at ? ', ' : ''}${at}</div>`;
    case 2:
      return `<dl>${who && `<dt>${label('author')}</dt><dd>${linked}</dd>`}${at && `<dt>${label('date')}</dt><dd>${at}</dd>`}</dl>`;
    case 3:
      return `<table>${who && `<tr><th>${label('author')}</th><td>${who}</td></tr>`}${at && `<tr><th>${label('date')}</th><td>${at}</td></tr>`}</table>`;
    case 4:
      return `${who && `<address>${who}</address>`}${at && `<p>${at}</p>`}`;
    case 5:
      return `<div><small>${join([at, who], ' – ')}</small></div>`;
    case 6:
      return `<div>${who}${at && (who ? ` (${at})` : at)}</div>`;
    case 7:
      return `<ul>${who && `<li>${who}</li>`}${at && `<li>${at}</li>`}</ul>`;
    default:
      return `<p>${join([who && `<em>${label('author')}</em>: ${who}`, at && `<em>${label('date')}</em>: ${at}`], ' | ')}</p>`;
  }
}

/** Names and values. */
export function fields(tile: Tile, thing: Pick<Item, 'fields' | 'dates'>): string {
  const pairs = [
    ...(thing.fields ?? []).map(([key, value]) => [tile.label(key), tile.esc(value)] as const),
    ...(thing.dates ?? []).map(({ label, iso }) => [tile.label(label), when(tile, iso)] as const),
  ];
  if (pairs.length === 0) return '';
  const each = (write: (name: string, value: string) => string): string =>
    pairs.map(([name, value]) => write(name, value)).join('');
  switch (tile.way('fields', 4)) {
    case 0:
      return `<dl>${each((name, value) => `<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
    case 1:
      return `<table>${each((name, value) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`;
    case 2:
      return `<ul>${each((name, value) => `<li><b>${name}:</b> ${value}</li>`)}</ul>`;
    default:
      return `<p>${each((name, value) => `${name}: <strong>${value}</strong><br>`)}</p>`;
  }
}
