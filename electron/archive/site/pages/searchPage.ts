import { html } from '../html.ts';
import { AZ, SEARCH, shell } from '../shell.ts';
import type { Site } from '../site.ts';

/**
 * Numbers that have something of every plural form: Polish asks for 5 of `many`, Romanian for 20 of `other`, French for a million;
 * Polish `other` is for fractions only, and the site's script takes it where a browser knows no plural rules.
 */
const NUMBERS = [1.5, ...Array.from({ length: 101 }, (_, number) => number + 2), 0, 1, 1_000_000];

/** The plural forms of a language, each with a number that takes it. */
export function numbersOfForms(locale: string): readonly (readonly [form: string, number: number])[] {
  const plural = new Intl.PluralRules(locale);
  return [...new Map(NUMBERS.map((number) => [plural.select(number), number]))];
}

/** `data/search.html`; without scripts it leads to the alphabetical index. */
export function searchPage(site: Site): string {
  const { words } = site;
  const kinds = Object.fromEntries(words.kinds().map((kind) => [kind, words.capital(words.kind(kind))]));
  // One text for each plural form there is in the language; the browser's own plural rules choose.
  const counts = Object.fromEntries(
    numbersOfForms(words.locale).map(([form, count]) => [form, words.t('search.found', { count, n: '{n}' })]),
  );
  const texts = {
    busy: words.t('search.busy'),
    none: words.t('search.none'),
    counts,
    locale: words.locale,
    failed: words.t('search.failed'),
    kinds: { ...kinds, space: words.capital(words.t('space.twinspace')), group: words.capital(words.t('space.group')) },
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
