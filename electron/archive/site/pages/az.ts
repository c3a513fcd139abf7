import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import { dotted, itemLink } from '../parts.ts';
import type { SearchIndex } from '../search/builder.ts';
import { AZ, shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { pager } from './album.ts';

const PER_PAGE = 500;

interface Title {
  readonly key: string;
  readonly item: ItemRecord;
}

/** `data/a-z/`: everything in the archive by title, for readers without scripts. */
export function* azPages(site: Site, index: SearchIndex): Generator<{ readonly file: string; readonly page: string }> {
  const { words } = site;
  const letters = new Map<string, Title[]>();
  for (const title of index.titles(site)) {
    const first = String.fromCodePoint(title.key.codePointAt(0) ?? 0x23);
    const letter = /\p{L}/u.test(first) ? first.toUpperCase() : '#';
    const list = letters.get(letter);
    if (list) list.push(title);
    else letters.set(letter, [title]);
  }
  const sorted = [...letters].sort(([a], [b]) => (a === '#' ? 1 : b === '#' ? -1 : words.compare(a, b)));
  const filesOf = (letter: string, count: number): readonly string[] => {
    const name =
      letter === '#'
        ? 'other'
        : /^[A-Z]$/.test(letter)
          ? letter.toLowerCase()
          : `u${(letter.codePointAt(0) ?? 0).toString(16)}`;
    return Array.from({ length: Math.ceil(count / PER_PAGE) }, (_, part) =>
      site.paths.free(`data/a-z/${name}${part === 0 ? '' : `-${part + 1}`}.html`),
    );
  };
  yield {
    file: AZ,
    page: shell(site, {
      file: AZ,
      title: words.t('az.title'),
      crumbs: [{ text: words.t('az.title'), file: AZ }],
      body: html`<header class="title"><h1>${words.t('az.title')}</h1></header>
        <ul class="letters">
          ${sorted.map(([letter, titles]) => html`<li><a href="${site.href(AZ, filesOf(letter, titles.length)[0] ?? AZ)}">${letter === '#' ? words.t('az.other') : letter}</a> <span class="facts">${words.number(titles.length)}</span></li>`)}
        </ul>`,
    }),
  };
  for (const [letter, titles] of sorted) {
    const files = filesOf(letter, titles.length);
    const heading = letter === '#' ? words.t('az.other') : letter;
    titles.sort((a, b) => words.compare(a.key, b.key) || a.item.order - b.item.order);
    for (const [part, file] of files.entries()) {
      const page = shell(site, {
        file,
        title: `${heading}${part === 0 ? '' : ` (${part + 1})`} – ${words.t('az.title')}`,
        crumbs: [
          { text: words.t('az.title'), file: AZ },
          { text: heading, file },
        ],
        body: html`<header class="title"><h1>${heading}</h1></header>
          ${pager(site, file, files)}
          <ul class="titles">
            ${titles.slice(part * PER_PAGE, (part + 1) * PER_PAGE).map(({ item }) => {
              const space = site.model.spaceOf(item);
              return html`<li>
                ${itemLink(site, file, item)}
                <span class="facts"
                  >${dotted([site.kindOf(item), space && item.kind !== 'space' && short(site.spaceTitle(space), 60)])}</span
                >
              </li>`;
            })}
          </ul>
          ${pager(site, file, files)}`,
      });
      yield { file, page };
    }
  }
}
