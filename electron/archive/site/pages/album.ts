import type { Entry, ItemRecord } from '../../../../shared/model/index.ts';
import { posts } from '../content/body.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { anchorOf, byline, dotted, figure, lostList } from '../parts.ts';
import { SHOW, shell } from '../shell.ts';
import { GALLERY_SIZE } from '../site.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { crumbsOf } from './crumbs.ts';

/** Pictures on one page of the show without scripts. */
const SLIDES = 50;

/** The files of an album's gallery: its own page, and further ones where it is large. */
export function galleryFiles(site: Site, album: ItemRecord): readonly string[] {
  const first = site.paths.of(album.id)?.file;
  if (first === undefined) return [];
  const count = Math.max(1, Math.ceil(site.picturesOf(album).length / GALLERY_SIZE));
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? first : site.paths.beside(album.id, `-${index + 1}.html`),
  );
}

function slideFiles(site: Site, album: ItemRecord, count: number): readonly string[] {
  return Array.from({ length: Math.ceil(count / SLIDES) }, (_, index) =>
    site.paths.beside(album.id, index === 0 ? '-show.html' : `-show-${index + 1}.html`),
  );
}

/** First page of the show without scripts. */
export function firstSlides(site: Site, album: ItemRecord): string {
  return slideFiles(site, album, 1)[0] ?? SHOW;
}

/** Links to the parts of a long list. */
export function pager(site: Site, from: string, files: readonly string[]): Html | false {
  if (files.length < 2) return false;
  return html`<nav class="pager" aria-label="${site.words.t('nav.parts')}">
    <ul>
      ${files.map(
        (file, index) =>
          html`<li>
            ${file === from ? html`<span aria-current="page">${index + 1}</span>` : html`<a href="${site.href(from, file)}">${index + 1}</a>`}
          </li>`,
      )}
    </ul>
  </nav>`;
}

/** One page of an album: thumbnails that open the originals, with all that is known about each. */
export function albumPage(
  site: Site,
  album: ItemRecord,
  index: number,
  comments: ReadonlyMap<string, readonly Entry[]>,
): string {
  const files = galleryFiles(site, album);
  const file = files[index] ?? '';
  const all = site.picturesOf(album);
  const pictures = all.slice(index * GALLERY_SIZE, (index + 1) * GALLERY_SIZE);
  const number = site.albums.indexOf(album);
  const { words } = site;
  const title = site.title(album);
  const crumbs = crumbsOf(site, album);
  return shell(site, {
    file,
    title: index === 0 ? title : `${title} (${index + 1})`,
    crumbs:
      index === 0 ? crumbs : [...crumbs.slice(0, -1), { text: title, file: files[0] }, { text: String(index + 1) }],
    look: 'album-page',
    body: html`<header class="title">
        <p class="kicker">${words.capital(words.kind('album'))}</p>
        <h1 dir="auto">${title}</h1>
        <p class="byline">${byline(site, album, words.count('count.pictures', all.length))}</p>
        ${album.description !== undefined && album.description !== '' && html`<p class="lead" dir="auto">${short(album.description, 1000)}</p>`}
        ${
          all.length > 0 &&
          html`<p class="actions">
            <a class="button" href="${site.href(file, SHOW, `a${number}`)}">${words.t('show.open')}</a>
            <a href="${site.href(file, firstSlides(site, album))}">${words.t('show.openPlain')}</a>
          </p>`
        }
      </header>
      ${pager(site, file, files)}
      <div class="gallery">
        ${pictures.map((picture) => {
          const said = comments.get(picture.id) ?? [];
          return html`<div class="picture">
            ${figure(site, file, picture, { id: true })}${
              said.length > 0 &&
              html`<details class="comments">
                <summary>${words.count('count.comments', said.length)}</summary>
                ${posts(site, said, 2)}
              </details>`
            }
          </div>`;
        })}
      </div>
      ${pager(site, file, files)} ${index === 0 && lostList(site, site.model.children.get(album.id) ?? [])}`,
  });
}

/** The show without scripts: one picture a screen, previous and next as plain links, names folded away. */
export function* slidePages(
  site: Site,
  album: ItemRecord,
): Generator<{ readonly file: string; readonly page: string }> {
  const pictures = site.showable(album);
  const files = slideFiles(site, album, Math.max(1, pictures.length));
  const title = site.title(album);
  for (const [part, file] of files.entries()) {
    const link = (index: number, text: string): Html => {
      const picture = pictures[index];
      const target = files[Math.floor(index / SLIDES)];
      return picture && target !== undefined
        ? html`<a href="${site.href(file, target, anchorOf(picture))}">${text}</a>`
        : html`<a href="${site.href(file, site.paths.of(album.id)?.file ?? file)}">${site.words.t('show.back')}</a>`;
    };
    const own = pictures.slice(part * SLIDES, (part + 1) * SLIDES);
    const page = shell(site, {
      file,
      title: site.words.t('show.of', { title }),
      crumbs: [
        ...crumbsOf(site, album).slice(0, -1),
        { text: title, file: site.paths.of(album.id)?.file },
        { text: site.words.t('show.title') },
      ],
      look: 'slides-page',
      body: html`<h1 class="vh">${title}</h1>
        ${own.map((picture, offset) => {
          const index = part * SLIDES + offset;
          return html`<section
            class="slide"
            id="${anchorOf(picture)}"
            aria-label="${site.words.t('show.position', { n: index + 1, of: pictures.length })}"
          >
            <img src="${site.itemHref(file, picture) ?? ''}" alt="" loading="lazy" decoding="async" />
            <p class="print-only" aria-hidden="true">${dotted([site.title(picture), byline(site, picture)])}</p>
            <div class="slide-bar">
              ${link(index - 1, site.words.t('show.previous'))}
              <details>
                <summary>${site.words.t('show.caption')}</summary>
                <p dir="auto">${dotted([site.title(picture), byline(site, picture)])}</p>
              </details>
              ${link(index + 1, site.words.t('show.next'))}
            </div>
          </section>`;
        })}`,
    });
    yield { file, page };
  }
}
