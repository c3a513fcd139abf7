import type { Entry, ItemContent, ItemKind, ItemRecord } from '../../../../shared/model/index.ts';
import { html, isEmpty } from '../html.ts';
import type { Html } from '../html.ts';
import { byline } from '../parts.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import type { Surroundings } from './rewrite.ts';
import { fold, Said } from './said.ts';
import { sanitise } from './sanitise.ts';

/** Kinds that are a list of things somebody said: shown as posts, with the page as it stood below. */
const ENTRIES_FIRST: ReadonlySet<ItemKind> = new Set(['thread', 'meeting', 'image']);
/** Kinds that are a set of facts. */
const FIELDS_FIRST: ReadonlySet<ItemKind> = new Set(['member', 'person', 'profile']);

export interface Where {
  readonly file: string;
  /** Level of the heading above. */
  readonly level: 1 | 2 | 3;
  /** Kept apart from other contents on the same page. */
  readonly prefix: string;
}

function surroundings(site: Site, where: Where, item: ItemRecord): Surroundings {
  return {
    resolve: (address) => (address === '' ? undefined : site.source.resolve(address)),
    item: (id) => site.model.byId.get(id),
    href: (item) => site.itemHref(where.file, item),
    thumbnail(item) {
      const thumbnail = site.thumbs.of(item);
      return thumbnail && { ...thumbnail, src: site.href(where.file, thumbnail.file) };
    },
    path: (item) => site.paths.of(item.id)?.file,
    title: (item) => site.title(item),
    reason: (item) => site.words.reason(item),
    t: (key, params) => site.words.t(key, params),
    labelled: (label, value) => site.words.labelled(label, value),
    prefix: where.prefix,
    level: where.level,
    heading: fold(item.title.slice(0, 1000)),
    own: item.id,
  };
}

function post(site: Site, entry: Entry, level: number): Html {
  const title = short(entry.title ?? '');
  const heading = level === 1 ? html`<h2 dir="auto">${title}</h2>` : html`<h3 dir="auto">${title}</h3>`;
  const line = byline(site, entry);
  return html`<li class="post">
    ${title !== '' && heading} ${!isEmpty(line) && html`<p class="byline">${line}</p>`}
    <div class="said" dir="auto">${entry.text.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
  </li>`;
}

export function posts(site: Site, entries: readonly Entry[], level: number): Html {
  return html`<ol class="posts">
    ${entries.map((entry) => post(site, entry, level))}
  </ol>`;
}

function fieldList(content: ItemContent): Html | false {
  if (content.fields.length === 0) return false;
  return html`<dl class="fields">
    ${content.fields.map(
      (field) =>
        html`<div>
          <dt dir="auto">${short(field.label, 80)}</dt>
          <dd dir="auto">${field.value === '' ? '–' : field.value}</dd>
        </div>`,
    )}
  </dl>`;
}

function asItStood(site: Site, shown: Html): Html | false {
  if (isEmpty(shown)) return false;
  return html`<details class="as-it-stood">
    <summary>${site.words.t('content.asItStood')}</summary>
    <div class="prose" dir="auto">${shown}</div>
  </details>`;
}

/**
 * What an item says: as its page said it, or as posts or facts where that is what it is. Nothing is said twice, nothing is
 * left out: where the structured form comes first, the page as it stood can be unfolded below.
 */
export function body(site: Site, item: ItemRecord, content: ItemContent, where: Where): Html {
  const shown = sanitise(content.html, surroundings(site, where, item));
  const structured = ENTRIES_FIRST.has(item.kind)
    ? content.entries.length > 0
    : FIELDS_FIRST.has(item.kind) && content.fields.length > 0;
  const known = new Said(item, content);
  const rest = content.text.filter((paragraph) => !known.covers(paragraph));
  if (structured) {
    const told = content.entries.filter((entry) => entry.text.length > 0 || (entry.title ?? '') !== '');
    // Facts that say everything need no second telling.
    const plain = told.length === 0 && rest.length === 0 && !/<(?:img|a) /.test(shown.markup);
    return html`${fieldList(content)}
    ${rest.length > 0 && html`<div class="prose" dir="auto">${rest.map((paragraph) => html`<p>${paragraph}</p>`)}</div>`}
    ${told.length > 0 && posts(site, told, where.level)} ${!plain && asItStood(site, shown)}`;
  }
  const visible = fold(shown.markup.replace(/<[^>]*>/g, ' ').replace(/&[a-z#0-9]+;/g, ''));
  const said = (entry: Entry): boolean =>
    entry.text.every((paragraph) => visible.includes(fold(paragraph.replace(/[&<>"'\u00a0]/g, ''))));
  const extra = content.entries.filter((entry) => !said(entry));
  const fieldsSaid = content.fields.every((field) => visible.includes(fold(field.value.replace(/[&<>"'\u00a0]/g, ''))));
  const paragraphs = isEmpty(shown) ? rest : [];
  return html`${!fieldsSaid && fieldList(content)}
    <div class="prose" dir="auto">${shown}${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    ${extra.length > 0 && posts(site, extra, where.level)}`;
}
