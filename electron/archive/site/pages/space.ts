import type { ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { SPACE_SECTIONS } from '../model.ts';
import type { Space, SpaceSection } from '../model.ts';
import { dotted, itemLink, lostList, thumb, verdictText } from '../parts.ts';
import { shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { sectionTitle } from './crumbs.ts';
import type { Loaded } from './item.ts';
import { body } from '../content/body.ts';

export function yearsText(site: Site, items: readonly ItemRecord[]): string {
  const years = site.yearsOf(items);
  if (!years) return '';
  return years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`;
}

/** One picture for a space: of its home page, else its first photograph. */
export function coverPicture(site: Site, space: Space): ItemRecord | undefined {
  const homes = space.sections.get('home') ?? [];
  const photographs = site.photographs(space.sections.get('images') ?? []).filter((picture) => site.thumbs.of(picture));
  const onHome = homes.flatMap((home) => site.uses.get(home.id) ?? []);
  const fromHome = photographs.find((picture) => onHome.includes(picture.id) && wide(site, picture));
  return fromHome ?? photographs.find((picture) => wide(site, picture)) ?? photographs[0];
}

/** Logos and lines are pictures too, but do not make a cover. */
function wide(site: Site, picture: ItemRecord): boolean {
  const size = site.thumbs.of(picture);
  return size !== undefined && size.width >= 160 && size.height >= 120;
}

/** "12 pages, 1 not saved" for a section. */
function sectionCount(site: Site, section: SpaceSection, items: readonly ItemRecord[]): Html {
  const counted =
    section === 'images' ? items.filter((item) => item.kind === 'image' && !site.model.isPortrait(item)) : items;
  const saved = counted.filter((item) => site.isSaved(item)).length;
  const missing = counted.filter((item) => item.status === 'missing').length;
  const lost = missing > 0 && html`<span class="lost-count">${site.words.count('count.missing', missing)}</span>`;
  return html`<span class="number">${site.words.number(saved)}${lost}</span>`;
}

export function sectionHref(site: Site, from: string, space: Space, section: SpaceSection): string | undefined {
  const items = space.sections.get(section) ?? [];
  if (items.length === 0) return undefined;
  const single = section === 'home' || section === 'project';
  const only = items[0];
  if (single && items.length === 1 && only) return site.itemHref(from, only);
  return site.href(from, site.sectionFile(space, section));
}

function sectionList(site: Site, from: string, space: Space): Html {
  return html`<ul class="section-grid">
    ${SPACE_SECTIONS.map((section) => {
      const items = space.sections.get(section) ?? [];
      if (items.length === 0) return false;
      const href = sectionHref(site, from, space, section);
      const label = html`<span class="name">${sectionTitle(site, section)}</span>
        ${sectionCount(site, section, items)}`;
      return html`<li>
        ${href === undefined ? html`<span class="tile">${label}</span>` : html`<a class="tile" href="${href}">${label}</a>`}
      </li>`;
    })}
  </ul>`;
}

export function roleOf(space: Space): string {
  const facts = space.item?.facts ?? {};
  return short(facts['space.role'] ?? facts['group.role'] ?? facts['role'] ?? '', 60);
}

/** The front page of a space. */
export function spacePage(site: Site, space: Space, loaded: Loaded | undefined): string {
  const file = site.spaceFile(space);
  const { words } = site;
  const cover = coverPicture(site, space);
  const item = space.item;
  const photographs = site.photographs(space.sections.get('images') ?? []).filter((picture) => site.thumbs.of(picture));
  const someOf = sample(photographs, 12);
  const home = (space.sections.get('home') ?? []).find((one) => site.isSaved(one));
  const content = loaded?.content;
  return shell(site, {
    file,
    title: site.spaceTitle(space),
    crumbs: [{ text: site.spaceTitle(space), file }],
    body: html`<header class="title hero">
        <div>
          <p class="kicker">${words.capital(words.t(space.role === 'groups' ? 'space.group' : 'space.twinspace'))}</p>
          <h1 dir="auto">${site.spaceTitle(space)}</h1>
          <p class="byline">
            ${dotted([yearsText(site, space.items), roleOf(space), words.count('count.items', space.items.filter((one) => one.status === 'saved').length)])}
          </p>
          ${item?.description !== undefined && item.description !== '' && html`<p class="lead" dir="auto">${short(item.description, 600)}</p>`}
          ${home && html`<p>${itemLink(site, file, home, words.t('space.openHome'))}</p>`}
        </div>
        ${cover && html`<div class="hero-picture">${thumb(site, file, cover)}</div>`}
      </header>
      <section aria-labelledby="sections">
        <h2 id="sections">${words.t('space.contents')}</h2>
        ${sectionList(site, file, space)}
      </section>
      ${
        someOf.length > 0 &&
        html`<section aria-labelledby="glance">
          <h2 id="glance">${words.t('space.photos')}</h2>
          <ul class="strip">
            ${someOf.map((picture) => html`<li><a href="${site.itemHref(file, picture) ?? '#main'}">${thumb(site, file, picture, site.title(picture, 100))}</a></li>`)}
          </ul>
        </section>`
      }
      ${
        loaded &&
        content &&
        content.text.length > 0 &&
        html`<section aria-labelledby="told">
          <h2 id="told">${words.t('space.told')}</h2>
          ${body(site, loaded.item, content, { file, level: 2, prefix: 'c-' })}
        </section>`
      }
      <section class="advice" aria-labelledby="advice">
        <h2 id="advice">${words.t('content.verdict')}</h2>
        <p>${item ? verdictText(site, item.verdict, item.rule) : words.t('space.unknown')}</p>
        ${item?.facts?.['said'] !== undefined && html`<p class="note" dir="auto">${words.labelled(words.t('space.listed'), short(item.facts['said'], 240))}</p>`}${item && html`<p class="note address">${words.labelled(words.t('content.source'))}<bdi>${item.sourceUrl}</bdi></p>`}
        ${loaded?.beside.json !== undefined && html`<p class="note"><a href="${site.href(file, loaded.beside.json)}">${words.t('content.json')}</a>${loaded.beside.received !== undefined && html` · <a href="${site.href(file, loaded.beside.received)}">${words.t('content.received')}</a>`}</p>`}
      </section>
      ${lostList(
        site,
        space.items.filter((one) => one.status === 'missing'),
      )}`,
  });
}

/** A few elements spread evenly over a list. */
export function sample<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]).filter(
    (element): element is T => element !== undefined,
  );
}
