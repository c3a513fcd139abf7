import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import { figure, itemLink, thumb } from '../parts.ts';
import { PHOTOS, shell } from '../shell.ts';
import { GALLERY_SIZE } from '../site.ts';
import type { Site } from '../site.ts';
import { schoolYearOf } from '../words.ts';
import { pager } from './album.ts';
import { sample } from './space.ts';

interface Year {
  /** `2012-2013`, or `undated`. */
  readonly name: string;
  readonly heading: string;
  readonly pictures: readonly ItemRecord[];
}

/** All photographs of all spaces, by school year, newest year first, by day within a year. */
function schoolYears(site: Site): readonly Year[] {
  const years = new Map<number | undefined, ItemRecord[]>();
  for (const picture of site.photographs(site.model.items)) {
    const year = schoolYearOf(picture.createdAt) ?? schoolYearOf(site.model.albumOf(picture)?.createdAt);
    const list = years.get(year);
    if (list) list.push(picture);
    else years.set(year, [picture]);
  }
  const day = (item: ItemRecord): string => item.createdAt ?? '';
  const dated = [...years].flatMap(([year, pictures]) => (year === undefined ? [] : [{ year, pictures }]));
  const undated = years.get(undefined);
  return [
    ...dated
      .sort((a, b) => b.year - a.year)
      .map(({ year, pictures }) => ({
        name: `${year}-${year + 1}`,
        heading: site.words.t('photos.schoolYear', { years: `${year}/${String((year + 1) % 100).padStart(2, '0')}` }),
        pictures: pictures.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.order - b.order)),
      })),
    ...(undated ? [{ name: 'undated', heading: site.words.t('photos.undated'), pictures: undated }] : []),
  ];
}

function filesOf(site: Site, year: Year): readonly string[] {
  const count = Math.ceil(year.pictures.length / GALLERY_SIZE);
  return Array.from({ length: count }, (_, index) =>
    site.paths.free(`data/photos/${year.name}${index === 0 ? '' : `-${index + 1}`}.html`),
  );
}

/** `data/photos/`: an overview of the school years, and their pictures, at most 200 a page. */
export function* photoPages(site: Site): Generator<{ readonly file: string; readonly page: string }> {
  const years = schoolYears(site);
  const { words } = site;
  yield {
    file: PHOTOS,
    page: shell(site, {
      file: PHOTOS,
      title: words.t('photos.title'),
      crumbs: [{ text: words.t('photos.title'), file: PHOTOS }],
      body: html`<header class="title">
          <h1>${words.t('photos.title')}</h1>
          <p class="byline">${words.t('photos.hint')}</p>
        </header>
        ${years.length === 0 && html`<p class="note">${words.t('photos.none')}</p>`}
        ${years.map((year) => {
          const first = filesOf(site, year)[0] ?? PHOTOS;
          const some = sample(
            year.pictures.filter((picture) => site.thumbs.of(picture)),
            8,
          );
          return html`<section class="year">
            <h2>
              <a href="${site.href(PHOTOS, first)}">${year.heading}</a>
              <span class="facts">${words.count('count.pictures', year.pictures.length)}</span>
            </h2>
            <ul class="strip">
              ${some.map((picture) => html`<li><a href="${site.itemHref(PHOTOS, picture) ?? '#main'}">${thumb(site, PHOTOS, picture, site.title(picture, 100))}</a></li>`)}
            </ul>
          </section>`;
        })}`,
    }),
  };
  for (const year of years) {
    const files = filesOf(site, year);
    for (const [index, file] of files.entries()) {
      const pictures = year.pictures.slice(index * GALLERY_SIZE, (index + 1) * GALLERY_SIZE);
      const page = shell(site, {
        file,
        title: index === 0 ? year.heading : `${year.heading} (${index + 1})`,
        crumbs: [
          { text: words.t('photos.title'), file: PHOTOS },
          { text: year.heading, file },
        ],
        look: 'album-page',
        body: html`<header class="title">
            <h1>${year.heading}</h1>
            <p class="byline">${words.count('count.pictures', year.pictures.length)}</p>
          </header>
          ${pager(site, file, files)}
          <div class="gallery">
            ${pictures.map((picture) => {
              const space = site.model.spaceOf(picture);
              return html`<div class="picture">
                ${figure(site, file, picture, { album: true })}${space?.item && html`<p class="facts">${itemLink(site, file, space.item)}</p>`}
              </div>`;
            })}
          </div>
          ${pager(site, file, files)}`,
      });
      yield { file, page };
    }
  }
}
