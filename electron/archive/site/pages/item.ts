import type { ItemContent, ItemRecord } from '../../../../shared/model/index.ts';
import { body } from '../content/body.ts';
import { html, isEmpty, nothing } from '../html.ts';
import type { Html } from '../html.ts';
import { anchorOf, byline, fileList, itemLink, lostList, strip, verdictText } from '../parts.ts';
import type { Crumb } from '../shell.ts';
import { shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { crumbsOf } from './crumbs.ts';
import { videoCard } from './video.ts';

/** What stands beside an item on disk, for the reader's links. */
export interface Beside {
  readonly json: string | undefined;
  readonly received: string | undefined;
}

export interface Loaded {
  readonly item: ItemRecord;
  readonly content: ItemContent | undefined;
  readonly beside: Beside;
}

/** Pictures and files that belong to an item: it points at them, or they hang below it. */
function belongings(
  site: Site,
  item: ItemRecord,
): { readonly pictures: readonly ItemRecord[]; readonly files: readonly ItemRecord[] } {
  const ids = new Set([
    ...(site.uses.get(item.id) ?? []),
    ...(site.model.children.get(item.id) ?? []).map((child) => child.id),
  ]);
  const all = [...ids].flatMap((id) => site.model.byId.get(id) ?? []);
  return {
    pictures: all.filter((one) => one.kind === 'image' && site.isSaved(one)),
    files: all.filter(
      (one) => one.kind === 'file' || one.kind === 'certificate' || (one.kind === 'image' && !site.isSaved(one)),
    ),
  };
}

/** The text as plain paragraphs, one click selects all of it: for a new TwinSpace. */
function copyBlock(site: Site, content: ItemContent | undefined): Html | false {
  const text = content?.text.filter((paragraph) => paragraph.trim() !== '') ?? [];
  if (text.length === 0) return false;
  return html`<details class="copy-box">
    <summary>${site.words.t('content.copyHeading')}</summary>
    <p class="note">${site.words.t('content.copyHint')}</p>
    <div
      class="copy"
      dir="auto"
      tabindex="0"
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label="${site.words.t('content.copyHeading')}"
    >
      ${text.map((paragraph) => html`<p>${paragraph}</p>`)}
    </div>
  </details>`;
}

/** Where an item came from and what becomes of it: quiet, at the end. */
function provenance(site: Site, file: string, loaded: Loaded): Html {
  const { item, beside, content } = loaded;
  const { words } = site;
  return html`<dl class="provenance">
    <div>
      <dt>${words.t('content.source')}</dt>
      <dd class="address"><bdi>${short(item.sourceUrl, 300)}</bdi></dd>
    </div>
    <div>
      <dt>${words.t('content.verdict')}</dt>
      <dd>${verdictText(site, item.verdict, item.rule)}</dd>
    </div>
    ${
      content?.visibility !== undefined &&
      content.visibility !== '' &&
      html`<div>
        <dt>${words.t('content.visibility')}</dt>
        <dd dir="auto">${short(content.visibility, 120)}</dd>
      </div>`
    }
    ${
      (beside.json !== undefined || beside.received !== undefined) &&
      html`<div>
        <dt>${words.t('content.data')}</dt>
        <dd>
          ${beside.json !== undefined && html`<a href="${site.href(file, beside.json)}">${words.t('content.json')}</a>`}
          ${beside.received !== undefined && html`<a href="${site.href(file, beside.received)}">${words.t('content.received')}</a>`}
        </dd>
      </div>`
    }
  </dl>`;
}

function subItems(site: Site, file: string, item: ItemRecord): Html | false {
  const below = (site.model.children.get(item.id) ?? []).filter(
    (child) => child.kind !== 'image' && child.kind !== 'file' && child.kind !== 'certificate',
  );
  if (below.length === 0 || item.kind === 'space') return false;
  return html`<section class="below">
    <h2>${site.words.t(item.kind === 'page' ? 'content.subPages' : 'content.below')}</h2>
    <ul>
      ${below.map((child) => html`<li>${itemLink(site, file, child)}</li>`)}
    </ul>
  </section>`;
}

/** Before and after, among those that stand in the same list. */
function neighbours(site: Site, file: string, item: ItemRecord): Html | false {
  const siblings = site.siblings(item);
  const at = siblings.indexOf(item);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  if (!before && !after) return false;
  const link = (one: ItemRecord | undefined, rel: 'prev' | 'next'): Html | false => {
    const href = one && site.itemHref(file, one);
    if (!one || href === undefined) return html`<span></span>`;
    return html`<a rel="${rel}" href="${href}"
      ><span class="facts">${site.words.t(`nav.${rel}`)}</span> <bdi>${site.title(one, 70)}</bdi></a
    >`;
  };
  return html`<nav class="turn" aria-label="${site.words.t('nav.turn')}">
    ${link(before, 'prev')}${link(after, 'next')}
  </nav>`;
}

/** The page of one text item. */
export function itemPage(site: Site, file: string, loaded: Loaded): string {
  const { item, content } = loaded;
  const { words } = site;
  const { pictures, files } = belongings(site, item);
  const line = byline(
    site,
    item,
    item.restricted === true && item.space !== undefined && words.t('content.restricted'),
  );
  const shown = item.kind === 'video' ? videoCard(site, item, content) : nothing;
  const description = short(item.description ?? '', 1000);
  const said = content ? body(site, item, content, { file, level: 1, prefix: 'c-' }) : nothing;
  const empty =
    isEmpty(shown) && (!content || content.text.length === 0) && pictures.length === 0 && files.length === 0;
  return shell(site, {
    file,
    title: site.title(item),
    crumbs: crumbsOf(site, item),
    body: html`<article class="item kind-${item.kind}">
      <header class="title">
        <p class="kicker">${site.words.capital(site.kindOf(item))}</p>
        <h1 dir="auto">${site.title(item)}</h1>
        ${!isEmpty(line) && html`<p class="byline">${line}</p>`}
      </header>
      <div class="columns">
        <div class="main-column">
          ${shown}
          ${description !== '' && !(content?.text.includes(item.description ?? '') ?? false) && html`<p class="lead" dir="auto">${description}</p>`}
          ${said} ${empty && html`<p class="note">${words.t('content.empty')}</p>`} ${subItems(site, file, item)}
          ${lostList(site, site.model.children.get(item.id) ?? [])}
        </div>
        <aside class="side" aria-label="${words.t('content.beside')}">
          ${
            pictures.length > 0 &&
            html`<section>
              <h2>${words.count('content.pictures', pictures.length)}</h2>
              ${strip(site, file, pictures.slice(0, 60))}
            </section>`
          }
          ${
            files.length > 0 &&
            html`<section>
              <h2>${words.count('content.files', files.length)}</h2>
              ${fileList(site, file, files)}
            </section>`
          }
          ${copyBlock(site, content)}
          <details class="about">
            <summary>${words.t('content.about')}</summary>
            ${provenance(site, file, loaded)}
          </details>
        </aside>
      </div>
      ${neighbours(site, file, item)}
    </article>`,
  });
}

/** A page that several items share (members, people, a bulletin): each with its own place. */
export function sharedPage(
  site: Site,
  options: {
    readonly file: string;
    readonly title: string;
    readonly crumbs: readonly Crumb[];
    readonly loaded: readonly Loaded[];
    readonly lost: readonly ItemRecord[];
  },
): string {
  const { file, loaded } = options;
  const first = loaded[0]?.item;
  return shell(site, {
    file,
    title: options.title,
    crumbs: options.crumbs,
    body: html`<header class="title">
        <h1>${options.title}</h1>
        <p class="byline">${first && site.words.count('space.entries', loaded.length)}</p>
      </header>
      <div class="shared kind-${first?.kind ?? 'page'}">
        ${loaded.map((one, index) => sharedEntry(site, file, one, index))}
      </div>
      ${lostList(site, options.lost)}`,
  });
}

export function sharedEntry(site: Site, file: string, loaded: Loaded, index: number, level: 2 | 3 = 2): Html {
  const { item, content } = loaded;
  const place = site.paths.of(item.id);
  const { pictures, files } = belongings(site, item);
  const line = byline(site, { ...item, author: item.author === item.title ? undefined : item.author });
  return html`<article class="entry" id="${place?.fragment ?? anchorOf(item)}">
    ${pictures.length > 0 && strip(site, file, pictures.slice(0, 12))}
    <div class="entry-text">
      <h2 dir="auto">${site.title(item)}</h2>
      ${!isEmpty(line) && html`<p class="byline">${line}</p>`}
      ${item.kind === 'video' && videoCard(site, item, content)}
      ${item.description !== undefined && item.description !== '' && html`<p dir="auto">${short(item.description, 1000)}</p>`}
      ${content && body(site, item, content, { file, level, prefix: `c${index}-` })}
      ${files.length > 0 && fileList(site, file, files)}
      <details class="about">
        <summary>${site.words.t('content.about')}</summary>
        ${provenance(site, file, loaded)}
      </details>
    </div>
  </article>`;
}
