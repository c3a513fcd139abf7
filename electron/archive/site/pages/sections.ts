import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Space, SpaceSection } from '../model.ts';
import { byline, fileList, figure, itemLink, lostList, thumb } from '../parts.ts';
import { shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { GALLERY_SIZE } from '../site.ts';
import { short } from '../words.ts';
import { sectionTitle } from './crumbs.ts';

/** Items by the titles of the folders above them, in order of first appearance. */
export function byFolder(items: readonly ItemRecord[]): ReadonlyMap<string, readonly ItemRecord[]> {
  const folders = new Map<string, ItemRecord[]>();
  for (const item of items) {
    const name = item.folder.map((part) => short(part, 80)).join(' › ');
    const list = folders.get(name);
    if (list) list.push(item);
    else folders.set(name, [item]);
  }
  return folders;
}

/** The pages of a space as a tree. Broken parents (a circle, a page that is not there) put a page at the top. */
function tree(site: Site, from: string, items: readonly ItemRecord[]): Html {
  const ids = new Set(items.map((item) => item.id));
  const shown = new Set<string>();
  const branch = (list: readonly ItemRecord[]): Html =>
    html`<ul class="tree">
      ${list.map((item) => {
        if (shown.has(item.id)) return false;
        shown.add(item.id);
        const below = (site.model.children.get(item.id) ?? []).filter(
          (child) => ids.has(child.id) && !shown.has(child.id),
        );
        return html`<li>
          ${itemLink(site, from, item)}
          <span class="facts"
            >${byline(site, item, item.restricted === true && item.space !== undefined && site.words.t('content.restricted'))}</span
          >${below.length > 0 && branch(below)}
        </li>`;
      })}
    </ul>`;
  const roots = items.filter((item) => item.parent === undefined || !ids.has(item.parent));
  const top = branch(roots);
  const stray = items.filter((item) => !shown.has(item.id));
  return html`${top}${stray.length > 0 && branch(stray)}`;
}

/** A list of titles with author and date, under the titles of their folders (forums, boxes). */
export function titleList(site: Site, from: string, items: readonly ItemRecord[]): Html {
  const folders = byFolder(items);
  return html`${[...folders].map(
    ([name, list]) =>
      html`${name !== '' && html`<h2 dir="auto">${boxName(site, name)}</h2>`}
        <ul class="titles">
          ${list.map(
            (item) =>
              html`<li>
                ${itemLink(site, from, item)} <span class="facts">${byline(site, item)}</span>${
                  item.description !== undefined &&
                  item.description !== '' &&
                  html`<span class="description" dir="auto">${short(item.description, 200)}</span>`
                }
              </li>`,
          )}
        </ul>`,
  )}`;
}

/** Boxes of the mailbox and lists of people have names of ours; folders of a space have the teacher's. */
function boxName(site: Site, name: string): string {
  return /^[a-z-]{1,20}$/.test(name) ? site.words.t(`boxes.${name}`, { defaultValue: name }) : name;
}

export function files(site: Site, from: string, items: readonly ItemRecord[]): Html {
  return html`${[...byFolder(items)].map(
    ([name, list]) =>
      html`${name !== '' && html`<h2 class="folder" dir="auto">${name}</h2>`}${fileList(site, from, list)}`,
  )}`;
}

function albums(site: Site, from: string, items: readonly ItemRecord[]): Html {
  const list = items.filter((item) => item.kind === 'album');
  const loose = site.photographs(items).filter((item) => !site.albumOf(item));
  return html`<ul class="albums">
      ${list.map((album) => {
        const pictures = site.picturesOf(album);
        const cover = pictures.find((picture) => site.thumbs.of(picture));
        const href = site.itemHref(from, album);
        const inner = html`<span class="frame"
            >${cover ? thumb(site, from, cover) : html`<span class="no-thumb"></span>`}</span
          >
          <span class="caption" dir="auto">${site.title(album, 100)}</span
          ><span class="facts">${site.words.count('count.pictures', pictures.length)}</span>`;
        return html`<li>${href === undefined ? inner : html`<a href="${href}">${inner}</a>`}</li>`;
      })}
    </ul>
    ${
      loose.length > 0 &&
      html`<h2>${site.words.t('picture.outsideAlbums')}</h2>
        <p class="note">${site.words.t('picture.outsideAlbumsHint')}</p>`
    }`;
}

/** The pictures of a space that lie in no album, as they belong to pages and posts. */
export function loosePictures(site: Site, space: Space): readonly ItemRecord[] {
  return site.photographs(space.sections.get('images') ?? []).filter((item) => !site.albumOf(item));
}

function content(site: Site, from: string, section: SpaceSection, items: readonly ItemRecord[]): Html {
  if (section === 'pages') return tree(site, from, items);
  if (section === 'files') return files(site, from, items);
  if (section === 'images') return albums(site, from, items);
  return titleList(site, from, items);
}

/** The overview of one section of a space. */
export function sectionPage(site: Site, space: Space, section: SpaceSection): string {
  const file = site.sectionFile(space, section);
  const items = space.sections.get(section) ?? [];
  const title = sectionTitle(site, section);
  const loose = section === 'images' ? loosePictures(site, space) : [];
  const lost = section === 'files' || section === 'pages' ? [] : items;
  return shell(site, {
    file,
    title: `${title} – ${site.spaceTitle(space)}`,
    crumbs: [
      { text: site.spaceTitle(space), file: site.spaceFile(space) },
      { text: title, file },
    ],
    body: html`<header class="title">
        <p class="kicker"><bdi>${site.spaceTitle(space)}</bdi></p>
        <h1>${title}</h1>
      </header>
      ${content(site, file, section, items)}
      ${loose.length > 0 && html`<div class="gallery">${loose.slice(0, GALLERY_SIZE).map((item) => figure(site, file, item))}</div>`}
      ${loose.length > GALLERY_SIZE && html`<p class="note">${site.words.t('picture.moreInPhotos')} <a href="${site.href(file, 'data/photos/index.html')}">${site.words.t('nav.photos')}</a></p>`}
      ${lostList(site, lost)}`,
  });
}
