import type { ItemRecord, Mention } from '../../../../shared/model/index.ts';
import { VERDICTS } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { itemLink } from '../parts.ts';
import { REPORT, shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { pager } from './album.ts';
import { savedSentence } from './cover.ts';

/** Rows of a list on the report itself; longer lists go on on pages of their own. */
const FIRST = 100;
const MORE = 500;

interface List {
  readonly name: string;
  readonly count: number;
  readonly rows: (from: string, start: number, end: number) => readonly Html[];
  readonly columns: readonly string[];
}

function itemRows(site: Site, items: readonly ItemRecord[], why: (item: ItemRecord) => string): List['rows'] {
  return (from, start, end) =>
    items.slice(start, end).map((item) => {
      const space = site.model.spaceOf(item);
      return html`<tr>
        <td dir="auto">${site.isSaved(item) ? itemLink(site, from, item) : html`<bdi>${site.title(item)}</bdi>`}</td>
        <td>${site.kindOf(item)}</td>
        <td dir="auto">${space && short(site.spaceTitle(space), 60)}</td>
        <td>${why(item)}</td>
        <td class="address"><bdi>${short(item.sourceUrl, 160)}</bdi></td>
      </tr>`;
    });
}

function mentionRows(site: Site, mentions: readonly Mention[]): List['rows'] {
  return (from, start, end) =>
    mentions.slice(start, end).map((mention) => {
      const id = site.source.resolve(mention.foundOn);
      const item = id === undefined ? undefined : site.model.byId.get(id);
      const web = /^https?:\/\//i.test(mention.address);
      return html`<tr>
        <td dir="auto">${short(mention.text, 100)}</td>
        <td>${site.words.t(`report.type.${mention.type}`)}</td>
        <td class="address">
          ${
            web && mention.type !== 'unknown-link' && mention.type !== 'view'
              ? html`<a class="ext" rel="noreferrer external" href="${mention.address}"
                  >${short(mention.address, 160)}</a
                >`
              : html`<bdi>${short(mention.address, 160)}</bdi>`
          }
        </td>
        <td dir="auto">${item ? itemLink(site, from, item) : html`<bdi>${short(mention.foundOn, 120)}</bdi>`}</td>
      </tr>`;
    });
}

function lists(site: Site): readonly List[] {
  const { items } = site.model;
  const { words } = site;
  const columns = ['title', 'kind', 'space', 'why', 'address'];
  const ofItems = (name: string, chosen: readonly ItemRecord[], why: (item: ItemRecord) => string): List => ({
    name,
    count: chosen.length,
    rows: itemRows(site, chosen, why),
    columns,
  });
  const ofMentions = (name: string, chosen: readonly Mention[]): List => ({
    name,
    count: chosen.length,
    rows: mentionRows(site, chosen),
    columns: ['text', 'type', 'address', 'foundOn'],
  });
  const reason = (item: ItemRecord): string => words.reason(item);
  const skipped = items.filter((item) => item.status === 'skipped');
  const notVisited = (mention: Mention): boolean => mention.type === 'unknown-link' || mention.type === 'view';
  return [
    ofItems(
      'missing',
      items.filter((item) => item.status === 'missing'),
      reason,
    ),
    ofItems(
      'optimised',
      items.filter((item) => item.status === 'saved' && item.binary?.original === false),
      () => words.t('report.optimisedWhy'),
    ),
    ofItems(
      'damaged',
      items.filter((item) => item.status === 'saved' && item.binary?.damaged === true),
      () => words.t('report.damagedWhy'),
    ),
    ofItems(
      'notVisible',
      skipped.filter((item) => item.reason === 'not-visible'),
      reason,
    ),
    ofItems(
      'leftOut',
      skipped.filter((item) => item.reason !== 'not-visible'),
      reason,
    ),
    ofMentions(
      'elsewhere',
      site.source.mentions.filter((mention) => !notVisited(mention)),
    ),
    ofMentions('notVisited', site.source.mentions.filter(notVisited)),
  ].filter((list) => list.count > 0);
}

function table(site: Site, list: List, rows: readonly Html[], label: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${list.columns.map((column) => html`<th scope="col">${site.words.t(`report.column.${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function filesOf(site: Site, list: List): readonly string[] {
  return Array.from({ length: Math.ceil(list.count / MORE) }, (_, index) =>
    site.paths.free(`data/report/${list.name}-${index + 1}.html`),
  );
}

/** What was saved, by kind, with what will become of it. */
function summary(site: Site): Html {
  const { words } = site;
  const counts = words.kinds().flatMap((kind) => {
    const items = site.model.items.filter((item) => item.kind === kind);
    if (items.length === 0) return [];
    const of = (status: ItemRecord['status']): number => items.filter((item) => item.status === status).length;
    const bytes = items.reduce((sum, item) => sum + (item.status === 'saved' ? (item.binary?.bytes ?? 0) : 0), 0);
    return html`<tr>
      <th scope="row">${kind === 'space' ? words.t('report.spaces') : words.kind(kind, 2)}</th>
      <td>${words.number(of('saved'))}</td>
      <td>${words.number(of('missing'))}</td>
      <td>${words.number(of('skipped'))}</td>
      <td>${bytes > 0 && words.size(bytes)}</td>
      ${VERDICTS.map(
        (verdict) => html`<td>${words.number(items.filter((item) => item.verdict === verdict).length)}</td>`,
      )}
    </tr>`;
  });
  const head = ['kind', 'saved', 'missing', 'skipped', 'size'];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.t('report.summary')}">
    <table class="numbers">
      <thead>
        <tr>
          ${head.map((column) => html`<th scope="col">${words.t(`report.column.${column}`)}</th>`)}${VERDICTS.map((verdict) => html`<th scope="col">${words.verdict(verdict)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${counts}
      </tbody>
    </table>
  </div>`;
}

/** `data/report.html` and the pages on which its long lists go on. */
export function* reportPages(site: Site): Generator<{ readonly file: string; readonly page: string }> {
  const { words } = site;
  const all = lists(site);
  yield {
    file: REPORT,
    page: shell(site, {
      file: REPORT,
      title: words.t('report.title'),
      crumbs: [{ text: words.t('report.title'), file: REPORT }],
      body: html`<header class="title">
          <h1>${words.t('report.title')}</h1>
          <p class="lead">${savedSentence(site)}</p>
          <p class="byline">
            ${words.t('report.files')} <a href="report.xlsx">report.xlsx</a> · <a href="report.csv">report.csv</a> ·
            <a href="inventory.json">inventory.json</a>
          </p>
        </header>
        ${
          all.length > 0 &&
          html`<nav class="toc" aria-label="${words.t('report.toc')}">
            <ul>
              ${all.map((list) => html`<li><a href="#${list.name}">${words.t(`report.${list.name}`)}</a> <span class="facts">${words.number(list.count)}</span></li>`)}
            </ul>
          </nav>`
        }
        ${all.map((list) => {
          const heading = words.t(`report.${list.name}`);
          const more = list.count > FIRST ? filesOf(site, list)[0] : undefined;
          return html`<section id="${list.name}">
            <h2>${heading} <span class="facts">${words.number(list.count)}</span></h2>
            <p>${words.t(`report.${list.name}Hint`)}</p>
            ${table(site, list, list.rows(REPORT, 0, FIRST), heading)}${more !== undefined && html`<p><a href="${site.href(REPORT, more)}">${words.t('report.more', { n: words.number(list.count) })}</a></p>`}
          </section>`;
        })}
        <section>
          <h2>${words.t('report.summary')}</h2>
          <p>${words.t('cover.verdictNote')}</p>
          ${summary(site)}
        </section>`,
    }),
  };
  for (const list of all.filter((one) => one.count > FIRST)) {
    const files = filesOf(site, list);
    const heading = words.t(`report.${list.name}`);
    for (const [index, file] of files.entries()) {
      const page = shell(site, {
        file,
        title: `${heading} (${index + 1})`,
        crumbs: [
          { text: words.t('report.title'), file: REPORT },
          { text: heading, file },
        ],
        body: html`<header class="title"><h1>${heading}</h1></header>
          ${pager(site, file, files)}${table(site, list, list.rows(file, index * MORE, (index + 1) * MORE), heading)}${pager(site, file, files)}`,
      });
      yield { file, page };
    }
  }
}
