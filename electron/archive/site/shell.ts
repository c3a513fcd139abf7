import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Site } from './site.ts';
import { short } from './words.ts';

export const INDEX = 'data/index.html';
export const SEARCH = 'data/search.html';
export const SHOW = 'data/show.html';
export const REPORT = 'data/report.html';
export const PHOTOS = 'data/photos/index.html';
export const AZ = 'data/a-z/index.html';
export const STYLES = 'data/assets/site.css';

export interface Crumb {
  readonly text: string;
  readonly file?: string | undefined;
}

export interface Page {
  readonly file: string;
  readonly title: string;
  /** From the space down to the page above; the archive itself is put before them. */
  readonly crumbs?: readonly Crumb[];
  readonly body: Html;
  /** Names in data/assets/: only the pages at the root of data/ may have any. */
  readonly scripts?: readonly string[];
  /** A class on the body for pages with a layout of their own. */
  readonly look?: string;
}

/**
 * `'self'` is what Chromium and Safari match on `file://`, `file:` what Firefox does. Content pages carry no script, so
 * their policy allows none: whatever a hostile page may have smuggled in stays text.
 */
function policy(scripts: boolean): string {
  const local = "'self' file:";
  return (
    `default-src 'none'; img-src ${local}; style-src ${local}; ` +
    (scripts ? `script-src ${local}; ` : '') +
    `base-uri 'none'; form-action 'none'`
  );
}

function navigation(site: Site, page: Page): Html {
  const places: readonly (readonly [string, string])[] = [
    [INDEX, 'nav.overview'],
    [PHOTOS, 'nav.photos'],
    [SEARCH, 'nav.search'],
    [REPORT, 'nav.report'],
  ];
  return html`<nav class="site-nav" aria-label="${site.words.t('nav.label')}">
    <ul>
      ${places.map(
        ([file, key]) =>
          html`<li>
            <a
              href="${file === page.file ? '#main' : site.href(page.file, file)}"
              ${file === page.file && html` aria-current="page"`}
              >${site.words.t(key)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function breadcrumbs(site: Site, page: Page): Html | false {
  const crumbs = page.crumbs;
  if (!crumbs) return false;
  const all: readonly Crumb[] = [{ text: site.words.t('nav.overview'), file: INDEX }, ...crumbs];
  return html`<nav class="crumbs" aria-label="${site.words.t('nav.breadcrumbs')}">
    <ol>
      ${all.map(
        (crumb) =>
          html`<li>
            ${
              crumb.file === undefined || crumb.file === page.file
                ? html`<span>${short(crumb.text, 60)}</span>`
                : html`<a href="${site.href(page.file, crumb.file)}">${short(crumb.text, 60)}</a>`
            }
          </li>`,
      )}
    </ol>
  </nav>`;
}

/** A whole page around its body: head, skip link, landmarks, foot. */
export function shell(site: Site, page: Page): string {
  const { words, source } = site;
  const owner = short(source.account.displayName, 80) || source.account.username;
  const scripts = page.scripts ?? [];
  const document = html`<!doctype html>
    <html lang="${words.language}" ${page.look !== undefined && html` class="${page.look}"`}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(scripts.length > 0)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${short(page.title, 120)} – ${words.t('site.title', { owner })}</title>
        <link rel="stylesheet" href="${site.href(page.file, STYLES)}" />
        ${scripts.map((name) => html`<script defer src="${site.href(page.file, `data/assets/${name}`)}"></script> `)}
      </head>
      <body>
        <a class="skip" href="#main">${words.t('nav.skip')}</a>
        <header class="site-head">
          <p class="brand">${words.t('site.brand')} <span>${owner}</span></p>
          ${navigation(site, page)}
        </header>
        ${breadcrumbs(site, page)}
        <main id="main" tabindex="-1">${page.body}</main>
        <footer class="site-foot">
          <p>${words.t('site.pupils')}</p>
          <p>
            ${words.t('site.savedOn', { date: words.date({ createdAt: source.exportedAt }), tool: source.tool.name, version: source.tool.version })}
            ${words.t('site.independent')}
          </p>
        </footer>
      </body>
    </html> `;
  return document.markup;
}
