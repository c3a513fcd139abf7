import type { ItemRecord, Verdict } from '../../../shared/model/index.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';
import type { Site } from './site.ts';
import { extensionOf, isOpenable } from './urls.ts';
import { short } from './words.ts';

/** Parts with a middle dot between those that say something. */
export function dotted(parts: readonly (string | Html | false | undefined)[]): Html {
  const said = parts.filter((part): part is string | Html => part !== undefined && part !== false && part !== '');
  return html`${said.map((part, index) => html`${index > 0 && html`<span class="dot" aria-hidden="true"> · </span>`}<span>${part}</span>`)}`;
}

/** Author and date of something, as far as they are known. */
export function byline(
  site: Site,
  thing: {
    readonly author?: string | undefined;
    readonly createdAt?: string | undefined;
    readonly dateAsWritten?: string | undefined;
  },
  ...more: readonly (string | Html | false | undefined)[]
): Html {
  const date = site.words.date(thing);
  return dotted([
    thing.author !== undefined && thing.author !== '' ? html`<bdi>${short(thing.author, 80)}</bdi>` : undefined,
    date,
    ...more,
  ]);
}

/** A link to an item, or its title and why there is none. */
export function itemLink(site: Site, from: string, item: ItemRecord, text?: Part): Html {
  const href = site.itemHref(from, item);
  const label = text ?? html`<bdi>${site.title(item)}</bdi>`;
  if (href !== undefined) return html`<a href="${href}">${label}</a>`;
  const place = site.paths.of(item.id);
  const note = place
    ? site.words.t('content.inFolder', { path: place.file })
    : site.words.t('content.notSaved', { reason: site.words.reason(item) });
  return html`${label} <span class="note">(${note})</span>`;
}

/** A square of a gallery: the thumbnail, or words where there is none. */
export function thumb(site: Site, from: string, item: ItemRecord, alt = ''): Html {
  const thumbnail = site.thumbs.of(item);
  if (!thumbnail) return html`<span class="no-thumb">${alt === '' ? site.words.t('picture.noPreview') : alt}</span>`;
  return html`<img
    src="${site.href(from, thumbnail.file)}"
    alt="${alt}"
    width="${thumbnail.width}"
    height="${thumbnail.height}"
    loading="lazy"
    decoding="async"
  />`;
}

/** What is odd about a saved picture or file; nothing for most. */
export function oddities(site: Site, item: ItemRecord): Html {
  return html`${item.binary?.damaged === true && html`<span class="badge warn">${site.words.t('picture.damaged')}</span>`}${
    item.binary?.original === false && html`<span class="badge">${site.words.t('picture.optimised')}</span>`
  }`;
}

/** A picture with everything that is known about it. */
export function figure(
  site: Site,
  from: string,
  item: ItemRecord,
  options: { readonly album?: boolean; readonly id?: boolean } = {},
): Html {
  const title = site.title(item, 120);
  const href = site.itemHref(from, item);
  const picture = thumb(site, from, item, title);
  const users = (site.usedBy.get(item.id) ?? []).flatMap((id) => site.model.byId.get(id) ?? []);
  const album = options.album === true ? site.albumOf(item) : undefined;
  const description = short(item.description ?? '', 600);
  return html`<figure class="photo" ${options.id === true && html` id="${anchorOf(item)}"`}>
    ${href === undefined ? html`<div class="frame">${picture}</div>` : html`<a class="frame" href="${href}">${picture}</a>`}
    <figcaption>
      <span class="caption" dir="auto">${title}</span>
      ${description !== '' && description !== title && html`<span class="description" dir="auto">${description}</span>`}
      <span class="facts">${byline(site, item)}</span>
      ${oddities(site, item)}
      ${album && html`<span class="facts">${site.words.t('picture.album')} ${itemLink(site, from, album)}</span>`}
      ${options.album === true && !album && item.folder.length > 0 && html`<span class="facts">${item.folder.map((name) => short(name, 60)).join(' › ')}</span>`}
      ${users.length > 0 && html`<span class="facts">${site.words.t('picture.usedBy')} ${joined(users.slice(0, 5).map((user) => itemLink(site, from, user)))}${users.length > 5 && '…'}</span>`}
    </figcaption>
  </figure>`;
}

/** A safe fragment for an item on a page of ours. */
export function anchorOf(item: ItemRecord): string {
  return `i-${item.id.replace(/[^A-Za-z0-9_-]/g, '-')}`;
}

export function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => html`${index > 0 && ', '}${part}`)}`;
}

/** A file in a list: name, type, size, date. */
export function fileRow(site: Site, from: string, item: ItemRecord): Html {
  const place = site.paths.of(item.id);
  const type = place ? extensionOf(place.file).toUpperCase() : '';
  const openable = place !== undefined && isOpenable(place.file);
  const name = place?.file.split('/').at(-1) ?? '';
  const title = site.title(item);
  return html`<li class="file${place === undefined && ' gone'}">
    <span class="type">${short(type, 5) || '–'}</span>
    <span class="file-text"
      >${itemLink(site, from, item)}
      ${openable && name !== title && html`<span class="facts"><bdi>${short(name, 120)}</bdi></span>`}
      <span class="facts">${byline(site, item, item.binary && site.words.size(item.binary.bytes))}</span>
      ${item.description !== undefined && item.description !== '' && html`<span class="facts" dir="auto">${short(item.description, 300)}</span>`}
      ${oddities(site, item)}</span
    >
  </li>`;
}

export function fileList(site: Site, from: string, items: readonly ItemRecord[]): Html {
  return html`<ul class="files">
    ${items.map((item) => fileRow(site, from, item))}
  </ul>`;
}

/** Small pictures in a row, each opening its original. */
export function strip(site: Site, from: string, items: readonly ItemRecord[]): Html {
  return html`<ul class="strip">
    ${items.map((item) => {
      const href = site.itemHref(from, item);
      const picture = thumb(site, from, item, site.title(item, 100));
      return html`<li>${href === undefined ? picture : html`<a href="${href}">${picture}</a>`}</li>`;
    })}
  </ul>`;
}

/** Advice about a text or a space; never shown on somebody's photographs. */
export function verdictText(site: Site, verdict: Verdict, rule: string): Html {
  return html`<span class="verdict ${verdict}">${site.words.verdict(verdict)}</span
    >${site.words.rule(rule) !== '' && html` <span class="facts">${site.words.rule(rule)}</span>`}`;
}

/** Items of a section that could not be saved, with why: nothing vanishes silently. */
export function lostList(site: Site, items: readonly ItemRecord[], level: 2 | 3 = 2): Html | false {
  const lost = items.filter((item) => !site.isSaved(item) && item.status !== 'saved');
  if (lost.length === 0) return false;
  const heading = site.words.count('content.lostHeading', lost.length);
  return html`<section class="lost-list">
    ${level === 2 ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`}
    <ul>
      ${lost.slice(0, 200).map((item) => html`<li><bdi>${site.title(item)}</bdi> <span class="note">${site.words.reason(item)}</span></li>`)}
    </ul>
  </section>`;
}
