import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import { SHOW, shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { firstSlides } from './album.ts';

/** JSON inside a script file: safe wherever it is read, and free of line separators that old engines choke on. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** An album's data for the show, as a classic script (nothing else can be read from `file://`). */
export function albumScript(site: Site, album: ItemRecord): string {
  const { words } = site;
  const pictures = site.showable(album).flatMap((picture) => {
    const src = site.itemHref(SHOW, picture);
    if (src === undefined) return [];
    return {
      src,
      caption: site.title(picture, 160),
      facts: [picture.author, words.date(picture)].filter((fact) => fact !== undefined && fact !== '').join(' · '),
    };
  });
  const back = site.href(SHOW, site.paths.of(album.id)?.file ?? SHOW);
  return `twinarkAlbum(${scriptJson({ title: site.title(album, 80), back, pictures })});\n`;
}

/** `data/show.html`: choose an album; without scripts each leads to its plain show. */
export function showPage(site: Site): string {
  const { words } = site;
  const spaces = site.model.spaces.map((space) => ({
    title: site.spaceTitle(space),
    albums: site.albums.filter((album) => site.model.spaceOf(album) === space),
  }));
  const numbers = new Map(site.albums.map((album, index) => [album.id, index]));
  return shell(site, {
    file: SHOW,
    title: words.t('show.title'),
    crumbs: [{ text: words.t('show.title'), file: SHOW }],
    scripts: ['show.js'],
    body: html`<header class="title">
        <h1>${words.t('show.title')}</h1>
        <p class="byline">${words.t('show.hint')}</p>
      </header>
      <div id="albums">
        ${spaces.map(
          (space) =>
            space.albums.length > 0 &&
            html`<section>
              <h2 dir="auto">${space.title}</h2>
              <ul class="titles">
                ${space.albums.map((album) => {
                  const number = numbers.get(album.id) ?? 0;
                  return html`<li id="a${number}">
                    <a href="${site.href(SHOW, firstSlides(site, album))}" data-album="${number}"
                      ><bdi>${site.title(album, 100)}</bdi></a
                    >
                    <span class="facts">${words.count('count.pictures', site.picturesOf(album).length)}</span>
                  </li>`;
                })}
              </ul>
            </section>`,
        )}${site.albums.length === 0 && html`<p class="note">${words.t('photos.none')}</p>`}
      </div>
      <section
        id="stage"
        class="stage"
        tabindex="-1"
        aria-label="${words.t('show.title')}"
        data-picture="${words.t('show.picture')}"
        hidden
      >
        <div class="stage-picture"></div>
        <p class="stage-caption" role="status" hidden></p>
        <div class="stage-bar">
          <a data-do="back" href="#albums">${words.t('show.back')}</a><span class="stage-position"></span>
          <button type="button" data-do="previous">${words.t('show.previous')}</button>
          <button type="button" data-do="next">${words.t('show.next')}</button>
          <button type="button" data-do="names" aria-pressed="false">${words.t('show.caption')}</button>
          <button type="button" data-do="full">${words.t('show.full')}</button>
          <button type="button" data-do="close">${words.t('show.close')}</button>
        </div>
      </section>`,
  });
}
