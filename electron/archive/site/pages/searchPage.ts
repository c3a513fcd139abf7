import { html } from '../html.ts';
import { AZ, SEARCH, shell } from '../shell.ts';
import type { Site } from '../site.ts';

/** `data/search.html`; without scripts it leads to the alphabetical index. */
export function searchPage(site: Site): string {
  const { words } = site;
  const plural = new Intl.PluralRules(words.language);
  const kinds = Object.fromEntries(words.kinds().map((kind) => [kind, words.kind(kind)]));
  // One text for each plural form there is in the language; the browser's own plural rules choose.
  const counts = Object.fromEntries(
    [1, 2, 3, 5].map((count) => [plural.select(count), words.t('search.found', { count, n: '{n}' })]),
  );
  const texts = {
    busy: words.t('search.busy'),
    none: words.t('search.none'),
    counts,
    failed: words.t('search.failed'),
    kinds: { ...kinds, space: words.t('space.twinspace'), group: words.t('space.group') },
  };
  return shell(site, {
    file: SEARCH,
    title: words.t('search.title'),
    crumbs: [{ text: words.t('search.title'), file: SEARCH }],
    scripts: ['minisearch.js', 'search.js'],
    body: html`<header class="title"><h1>${words.t('search.title')}</h1></header>
      <form id="search" role="search" class="search-form" data-texts="${JSON.stringify(texts)}" hidden>
        <label for="query">${words.t('search.label')}</label>
        <div class="search-row">
          <input id="query" type="search" autocomplete="off" spellcheck="false" aria-describedby="hint" /><button
            type="submit"
          >
            ${words.t('search.button')}
          </button>
        </div>
        <p id="hint" class="note">${words.t('search.hint')}</p>
      </form>
      <noscript><p>${words.t('search.noScript')}</p></noscript>
      <p id="status" role="status" class="byline"></p>
      <ol id="results" class="hits"></ol>
      <p><button type="button" id="more" hidden>${words.t('search.more')}</button></p>
      <p class="note"><a href="${site.href(SEARCH, AZ)}">${words.t('az.title')}</a></p>`,
  });
}
