import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { OWN_SECTIONS } from '../model.ts';
import type { Space } from '../model.ts';
import { dotted, thumb, verdictText } from '../parts.ts';
import { AZ, INDEX, PHOTOS, REPORT, SEARCH, SHOW, shell } from '../shell.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';
import { sectionTitle } from './crumbs.ts';
import { coverPicture, roleOf, yearsText } from './space.ts';

/** Design.md, Words 3: what was saved of what there was, and never "all" when something is missing. */
export function savedSentence(site: Site): Html {
  const saved = site.model.items.filter((item) => item.status === 'saved').length;
  const missing = site.model.items.filter((item) => item.status === 'missing').length;
  const of = site.words.t('count.savedOf', { n: site.words.number(saved), of: site.words.number(saved + missing) });
  return missing === 0
    ? html`<strong>${of}</strong>`
    : html`<strong>${of}</strong> ${site.words.count('count.notSaved', missing)}`;
}

function spaceCard(site: Site, space: Space, pictures: boolean): Html {
  const picture = coverPicture(site, space);
  const title = site.spaceTitle(space);
  const photographs = site.photographs(space.sections.get('images') ?? []).length;
  const initial = html`<span class="no-thumb" aria-hidden="true"
    >${String.fromCodePoint(title.codePointAt(0) ?? 0x20)}</span
  >`;
  const missing = space.items.filter((item) => item.status === 'missing').length;
  return html`<li class="card">
    <a href="${site.href(INDEX, site.spaceFile(space))}">
      ${pictures && html`<span class="frame">${picture ? thumb(site, INDEX, picture) : initial}</span>`}
      <span class="card-title" dir="auto">${short(title, 90)}</span>
    </a>
    <p class="facts">
      ${dotted([yearsText(site, space.items), roleOf(space), photographs > 0 && site.words.count('count.pictures', photographs), missing > 0 && site.words.count('count.missing', missing)])}
    </p>
    ${space.item && html`<p class="facts">${verdictText(site, space.item.verdict, '')}</p>`}
  </li>`;
}

function spaceCards(site: Site, role: Space['role'], heading: string): Html | false {
  const spaces = site.model.spaces.filter((space) => space.role === role);
  if (spaces.length === 0) return false;
  const pictures = spaces.some((space) => coverPicture(site, space));
  return html`<section aria-labelledby="${role}">
    <h2 id="${role}">${heading}</h2>
    <ul class="cards${!pictures && ' plain'}">
      ${spaces.map((space) => spaceCard(site, space, pictures))}
    </ul>
  </section>`;
}

function ownSections(site: Site): Html | false {
  const tiles = OWN_SECTIONS.flatMap((section) => {
    const items = site.model.own.get(section) ?? [];
    if (items.length === 0) return [];
    const saved = items.filter((item) => site.isSaved(item)).length;
    return html`<li>
      <a class="tile" href="${site.href(INDEX, site.ownSectionFile(section))}"
        ><span class="name">${sectionTitle(site, section)}</span>
        <span class="number">${site.words.number(saved)}</span></a
      >
    </li>`;
  });
  return (
    tiles.length > 0 &&
    html`<section aria-labelledby="own">
      <h2 id="own">${site.words.t('cover.own')}</h2>
      <ul class="section-grid">
        ${tiles}
      </ul>
    </section>`
  );
}

/** The cover: who, when, how much, and one picture of every project. */
export function coverPage(site: Site): string {
  const { words, source } = site;
  const { account } = source;
  const name = short(account.displayName, 120) || account.username;
  return shell(site, {
    file: INDEX,
    title: words.t('nav.overview'),
    look: 'cover-page',
    body: html`<header class="title cover">
        <p class="kicker">${words.t('cover.kicker')}</p>
        <h1 dir="auto">${name}</h1>
        <p class="lead">
          ${dotted([yearsText(site, site.model.items), account.school !== undefined && short(account.school, 120), account.country !== undefined && short(account.country, 60)])}
        </p>
        <p class="saved">
          ${savedSentence(site)} <a href="${site.href(INDEX, REPORT)}">${words.t('cover.toReport')}</a>
        </p>
        <ul class="doors">
          <li>
            <a class="door" href="${site.href(INDEX, PHOTOS)}"
              ><span class="name">${words.t('cover.photos')}</span
              ><span class="facts">${words.count('count.pictures', site.photographs(site.model.items).length)}</span></a
            >
          </li>
          <li>
            <a class="door" href="${site.href(INDEX, SEARCH)}"
              ><span class="name">${words.t('cover.search')}</span
              ><span class="facts">${words.t('cover.searchHint')}</span></a
            >
          </li>
          <li>
            <a class="door" href="${site.href(INDEX, SHOW)}"
              ><span class="name">${words.t('cover.show')}</span
              ><span class="facts">${words.t('cover.showHint')}</span></a
            >
          </li>
          <li>
            <a class="door" href="${site.href(INDEX, AZ)}"
              ><span class="name">${words.t('az.title')}</span><span class="facts">${words.t('cover.azHint')}</span></a
            >
          </li>
        </ul>
      </header>
      ${spaceCards(site, 'twinspace', words.t('cover.twinspaces'))}
      ${spaceCards(site, 'groups', words.t('cover.groups'))} ${ownSections(site)}
      <section class="advice" aria-labelledby="note">
        <h2 id="note">${words.t('cover.noteHeading')}</h2>
        <p><strong>${words.t('site.pupils')}</strong></p>
        <p>${words.t('cover.verdictNote')}</p>
        <p>${words.t('site.independent')}</p>
      </section>`,
  });
}
