import { createTranslate } from '../../shared/i18n/index.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { reportWords } from '../archive/reportWords.ts';
import { escapeHtml } from '../archive/startPage.ts';
import { relativeUrl } from '../archive/site/urls.ts';
import { schoolYearOf } from '../archive/site/words.ts';
import type { ArchiveEntry, ArchiveLayout } from '../archive/types.ts';
import { textEntry } from './schoolArchive.ts';

export const SCHOOL_PATH = 'data/school.html';

/** A space with the teachers whose archives had it. */
export interface SchoolSpace {
  readonly item: ItemRecord;
  readonly teachers: readonly string[];
  /** First calendar year of every school year in which something of it is dated. */
  readonly years: readonly number[];
  readonly pictures: number;
  readonly pages: number;
}

export interface Overview {
  readonly name: string;
  readonly language: string;
  readonly spaces: readonly SchoolSpace[];
  readonly teachers: readonly string[];
}

/** The spaces of a school archive, with who brought them and when they were lived in. */
export function spacesOf(
  items: readonly ItemRecord[],
  teachersOf: (space: string) => readonly string[],
): SchoolSpace[] {
  const inside = new Map<string, ItemRecord[]>();
  for (const item of items) {
    if (item.space === undefined || item.kind === 'space') continue;
    const key = `${item.role === 'groups' ? 'groups' : 'twinspace'}:${item.space}`;
    const known = inside.get(key);
    if (known === undefined) inside.set(key, [item]);
    else known.push(item);
  }
  return items
    .filter(({ kind }) => kind === 'space')
    .map((item) => {
      const key = `${item.role === 'groups' ? 'groups' : 'twinspace'}:${item.space ?? item.number}`;
      const own = (inside.get(key) ?? []).filter(({ status }) => status === 'saved');
      const years = new Set(
        [item, ...own]
          .map(({ createdAt }) => schoolYearOf(createdAt))
          .filter((year): year is number => year !== undefined && year > 2003 && year < 2030),
      );
      return {
        item,
        teachers: teachersOf(key),
        years: [...years].sort((a, b) => a - b),
        pictures: own.filter(({ kind }) => kind === 'image').length,
        pages: own.filter(({ kind }) => kind === 'page').length,
      };
    });
}

/** The overview by school year, project and teacher: a page of the offline site, without a script. */
export function overviewPage(overview: Overview, layout: ArchiveLayout): ArchiveEntry {
  const { language, spaces, name } = overview;
  const t = createTranslate(language);
  const words = reportWords(language);
  const say = (key: string, params: Readonly<Record<string, unknown>> = {}): string =>
    escapeHtml(t(`schools:overview.${key}`, params));
  const link = ({ item }: SchoolSpace): string => {
    const path = layout.pathOf(item.id);
    const title = escapeHtml(item.title || item.number);
    return path === undefined
      ? title
      : `<a href="${escapeHtml(relativeUrl(SCHOOL_PATH, path))}" dir="auto">${title}</a>`;
  };
  const list = (some: readonly SchoolSpace[]): string =>
    `<ul>${some.map((space) => `<li>${link(space)}</li>`).join('')}</ul>`;
  const years = [...new Set(spaces.flatMap((space) => space.years))].sort((a, b) => b - a);
  const undated = spaces.filter((space) => space.years.length === 0);
  const byYear = years.map(
    (year) =>
      `<h3>${year}/${String(year + 1).slice(2)}</h3>${list(spaces.filter((space) => space.years.includes(year)))}`,
  );
  if (undated.length > 0) byYear.push(`<h3>${say('undated')}</h3>${list(undated)}`);
  const rows = spaces.map((space) => {
    const span = space.years.length === 0 ? '–' : yearSpan(space.years);
    const cells = [link(space), span, words.number(space.pages), words.number(space.pictures)];
    return `<tr>${[...cells, space.teachers.map(escapeHtml).join(', ')].map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = (['project', 'years', 'pages', 'pictures', 'teachers'] as const).map(
    (key) => `<th scope="col">${say(key)}</th>`,
  );
  const byTeacher = overview.teachers.map((teacher) => {
    const own = spaces.filter(({ teachers }) => teachers.includes(teacher));
    const count = escapeHtml(t('schools:overview.spaces', { count: own.length, n: words.number(own.length) }));
    return `<h3 dir="auto">${escapeHtml(teacher)}</h3><p>${count}</p>${list(own)}`;
  });
  return textEntry(
    SCHOOL_PATH,
    `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${say('title')} – ${escapeHtml(name)}</title>
<link rel="stylesheet" href="assets/site.css">
</head>
<body>
<nav class="crumbs"><ol><li><a href="index.html">${say('back')}</a></li></ol></nav>
<main id="main">
<header class="title"><h1>${say('title')}</h1><p class="lead" dir="auto">${escapeHtml(name)}</p><p>${say('leftOut')}</p></header>
<section><h2>${say('byYear')}</h2>${byYear.join('')}</section>
<section><h2>${say('byProject')}</h2><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></section>
<section><h2>${say('byTeacher')}</h2>${byTeacher.join('')}</section>
</main>
</body>
</html>
`,
  );
}

function yearSpan(years: readonly number[]): string {
  const [first = 0] = years;
  const last = years.at(-1) ?? first;
  const text = (year: number): string => `${year}/${String(year + 1).slice(2)}`;
  return first === last ? text(first) : `${text(first)} – ${text(last)}`;
}

/** A door to the overview on the cover. */
export function withDoor(entry: ArchiveEntry, language: string): ArchiveEntry {
  if (entry.path !== 'data/index.html' || entry.source.type !== 'bytes') return entry;
  const t = createTranslate(language);
  const door =
    `<li><a class="door" href="school.html"><span class="name">${escapeHtml(t('schools:overview.title'))}</span>` +
    `<span class="facts">${escapeHtml(t('schools:overview.hint'))}</span></a></li>`;
  const page = new TextDecoder().decode(entry.source.bytes);
  return textEntry(entry.path, page.replace('<ul class="doors">', `<ul class="doors">${door}`));
}
