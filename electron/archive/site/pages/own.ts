import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { OwnSection } from '../model.ts';
import { byline, dotted, fileRow, itemLink, lostList, oddities } from '../parts.ts';
import { shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { isOpenable } from '../urls.ts';
import { yearOf } from '../words.ts';
import { sectionTitle } from './crumbs.ts';
import { sharedEntry } from './item.ts';
import type { Loaded } from './item.ts';
import { titleList } from './sections.ts';

/** The project of a label, for its heading. */
function projectOf(site: Site, item: ItemRecord): ItemRecord | undefined {
  const parent = item.parent === undefined ? undefined : site.model.byId.get(item.parent);
  return parent?.kind === 'project' || parent?.kind === 'space' ? parent : undefined;
}

/** Quality labels and certificates as sheets of paper that open the PDF. */
function labels(site: Site, from: string, items: readonly ItemRecord[]): Html {
  return html`<ul class="labels">
    ${items
      .filter((item) => site.isSaved(item))
      .map((item) => {
        const href = site.itemHref(from, item);
        const project = projectOf(site, item);
        const path = site.paths.of(item.id)?.file ?? '';
        const inner = html`<span class="sheet" aria-hidden="true"><span class="seal"></span></span>
          <span class="caption" dir="auto">${site.title(item, 120)}</span>
          <span class="facts"
            >${byline(site, { createdAt: item.createdAt, dateAsWritten: item.dateAsWritten }, item.binary && `PDF, ${site.words.size(item.binary.bytes)}`)}</span
          >`;
        return html`<li>
          ${href === undefined ? html`<div>${inner}</div>` : html`<a href="${href}">${inner}</a>`}
          ${project && html`<span class="facts">${itemLink(site, from, project)}</span>`}${!isOpenable(path) && html`<span class="note">${site.words.t('content.inFolder', { path })}</span>`}${oddities(site, item)}
        </li>`;
      })}
  </ul>`;
}

/** Everything with a date on one line from the first year to the last. */
function timeline(site: Site, from: string, items: readonly ItemRecord[]): Html {
  const spaces = site.model.spaces.flatMap((space) => space.item ?? []);
  const labelled = site.model.own.get('labels') ?? [];
  const dated = [...items.filter((item) => item.kind !== 'profile'), ...spaces, ...labelled];
  const years = new Map<number, ItemRecord[]>();
  const undated: ItemRecord[] = [];
  for (const item of dated) {
    const year = yearOf(item.createdAt);
    if (year === undefined) undated.push(item);
    else years.set(year, [...(years.get(year) ?? []), item]);
  }
  const sorted = [...years].sort(([a], [b]) => a - b);
  const row = (item: ItemRecord): Html =>
    html`<li>
      ${itemLink(site, from, item)}
      <span class="facts">${dotted([site.kindOf(item), site.words.date(item)])}</span>
    </li>`;
  return html`<ol class="timeline">
    ${sorted.map(
      ([year, list]) =>
        html`<li>
          <h2>${String(year)}</h2>
          <ul>
            ${[...list].sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? -1 : 1)).map(row)}
          </ul>
        </li>`,
    )}${
      undated.length > 0 &&
      html`<li>
        <h2>${site.words.t('photos.undated')}</h2>
        <ul>
          ${undated.map(row)}
        </ul>
      </li>`
    }
  </ol>`;
}

function content(site: Site, from: string, section: OwnSection, items: readonly ItemRecord[]): Html {
  if (section === 'labels') return labels(site, from, items);
  if (section === 'portfolio') {
    const profile = items.filter((item) => item.kind === 'profile' && site.isSaved(item));
    return html`${profile.map((item) => html`<p class="actions"><a class="button" href="${site.itemHref(from, item) ?? '#main'}">${site.words.t('portfolio.profile')}</a></p>`)}${timeline(site, from, items)}`;
  }
  const binaries = items.filter((item) => item.binary);
  return html`${titleList(
    site,
    from,
    items.filter((item) => !item.binary && site.isSaved(item)),
  )}${
    binaries.length > 0 &&
    html`<ul class="files">
      ${binaries.map((item) => fileRow(site, from, item))}
    </ul>`
  }`;
}

/** The overview of something that belongs to the person: labels, portfolio, mailbox, people … */
export function ownPage(site: Site, section: OwnSection, loaded: readonly Loaded[] = []): string {
  const file = site.ownSectionFile(section);
  const items = site.model.own.get(section) ?? [];
  const title = sectionTitle(site, section);
  const saved = items.filter((item) => site.isSaved(item)).length;
  return shell(site, {
    file,
    title,
    crumbs: [{ text: title, file }],
    body: html`<header class="title">
        <h1>${title}</h1>
        <p class="byline">${site.words.count('space.entries', saved)}</p>
      </header>
      ${content(site, file, section, items)}
      ${
        loaded.length > 0 &&
        html`<section>
          <h2>${site.words.t('portfolio.entries')}</h2>
          <div class="shared">${loaded.map((one, index) => sharedEntry(site, file, one, index, 3))}</div>
        </section>`
      }
      ${lostList(site, items)}`,
  });
}
