import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEARCH_SCRIPT } from '../../electron/archive/site/assets/searchScript.ts';
import { escapeHtml, html } from '../../electron/archive/site/html.ts';
import { mapOrdered } from '../../electron/archive/site/ordered.ts';
import { fold, latinForms, termsOf, wordsOf } from '../../electron/archive/site/search/fold.ts';
import { Postings } from '../../electron/archive/site/search/postings.ts';
import { isOpenable, placeOf, relativeUrl } from '../../electron/archive/site/urls.ts';
import { schoolYearOf, short, Words } from '../../electron/archive/site/words.ts';
import { numbersOfForms } from '../../electron/archive/site/pages/searchPage.ts';
import { createTranslate, LANGUAGES, loadLanguage } from '../../shared/i18n/index.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { localeOf } from '../../shared/i18n/languages.ts';

await loadLanguage('sl');

describe('addresses', () => {
  it('survive odd names', () => {
    expect(relativeUrl('data/a/x.html', 'data/b/50% #1?.pdf')).toBe('../b/50%25%20%231%3F.pdf');
    expect(relativeUrl('data/a/x.html', 'data/a/y.html', 'p')).toBe('y.html#p');
    expect(relativeUrl('data/a/x.html', 'data/a/x.html', 'p')).toBe('#p');
  });

  it('lead where they should, whatever the names', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .filter((text) => !/[/\\]/.test(text) && !/^\.+$/.test(text));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        (from, to) => {
          const base = `file:///${from.map(encodeURIComponent).join('/')}`;
          const reached = new URL(relativeUrl(from.join('/'), to.join('/')), base).pathname.slice(1);
          expect(reached.split('/').map(decodeURIComponent)).toEqual(to);
        },
      ),
    );
  });

  it('tell a fragment from a name', () => {
    expect(placeOf('data/members.html#m-1')).toEqual({ file: 'data/members.html', fragment: 'm-1' });
    expect(placeOf('data/C# and #2.html')).toEqual({ file: 'data/C# and #2.html' });
  });

  it('are only opened for kinds of files that cannot act', () => {
    for (const name of ['a.pdf', 'a.JPG', 'a.docx', 'a.mp4']) expect(isOpenable(name), name).toBe(true);
    for (const name of ['a.html', 'a.svg', 'a.xhtml', 'a.mht', 'a.exe', 'a.js', 'a.lnk', 'a', 'a.pdf.hta'])
      expect(isOpenable(name), name).toBe(false);
  });
});

describe('templates', () => {
  it('escape whatever they are given', () => {
    expect(html`<p title="${'"><script>'}">${['<b>', html`<br />`]}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;<br /></p>',
    );
    expect(escapeHtml('a\u0000b\ud800c')).toBe('ab\ufffdc');
  });
});

describe('words', () => {
  it('shorten without cutting characters in two', () => {
    expect(short('x'.repeat(1_000_000)).length).toBe(160);
    expect(short('😀'.repeat(100), 20)).not.toMatch(/[\ud800-\udbff]…$/);
  });

  it('put the first of August into the new school year', () => {
    expect([
      schoolYearOf('2013-07-31'),
      schoolYearOf('2013-08-01'),
      schoolYearOf('2014-01-01T00:00:00+02:00'),
      schoolYearOf('nonsense'),
    ]).toEqual([2012, 2013, 2013, undefined]);
  });

  it('count rightly in Slovenian', () => {
    const words = new Words(createTranslate('sl'), 'sl');
    expect([1, 2, 3, 5, 101, 4312].map((n) => words.count('count.pictures', n))).toEqual([
      '1 slika',
      '2 sliki',
      '3 slike',
      '5 slik',
      '101 slika',
      '4312 slik',
    ]);
  });

  it('write the day that a page was of, whatever the zone, and what is no date as it is', async () => {
    const date = (code: Language) =>
      new Words(createTranslate(code), code).date({ createdAt: '2018-07-01T23:30:00-11:00' });
    for (const code of ['fr', 'el', 'tr'] as const) await loadLanguage(code);
    expect([date('en'), date('sl'), date('fr'), date('el'), date('tr')]).toEqual([
      '1 July 2018',
      '1. 7. 2018',
      '1er juillet 2018',
      '1 Ιουλίου 2018',
      '1 Temmuz 2018',
    ]);
    expect(new Words(createTranslate('fr'), 'fr').date({ dateAsWritten: 'été 2018' })).toBe('été 2018');
  });

  it('begin a line with a capital of their language', async () => {
    const capital = async (code: Language, text: string) =>
      new Words(createTranslate(await loadLanguage(code)), code).capital(text);
    expect(await capital('el', 'έργο')).toBe('Έργο');
    expect(await capital('tr', 'ileti')).toBe('İleti');
    expect(await capital('sl', 'čestitka')).toBe('Čestitka');
    expect(await capital('en', 'image')).toBe('Image');
    expect(await capital('en', '')).toBe('');
  });

  it('have every text of the site in both languages', () => {
    const plain = (t: ReturnType<typeof createTranslate>) =>
      ['site.pupils', 'search.hint', 'report.elsewhereHint', 'report.column.why', 'sections.forum-posts'].map((key) =>
        t(`archive:${key}`),
      );
    expect(plain(createTranslate('sl')).filter((text) => /^[a-z]+\./.test(text))).toEqual([]);
    expect(plain(createTranslate('sl'))).not.toEqual(plain(createTranslate('en')));
  });
});

describe('plural forms for the search page', () => {
  it.each(LANGUAGES)(
    'are all there in %s, so that the browser finds a text for any number of results',
    async (code) => {
      const t = createTranslate(await loadLanguage(code));
      const locale = localeOf(code);
      const plural = new Intl.PluralRules(locale);
      const forms = new Map(numbersOfForms(locale));
      expect([...forms.keys()].sort()).toEqual([...plural.resolvedOptions().pluralCategories].sort());
      for (const number of [0, 1, 2, 3, 5, 11, 20, 21, 22, 100, 101, 104, 119, 1_000_000]) {
        const said = t('archive:search.found', { count: forms.get(plural.select(number)) ?? -1, n: '{n}' });
        expect(said.replace('{n}', String(number)), `${code} ${number}`).toBe(
          t('archive:search.found', { count: number, n: number }),
        );
      }
    },
  );

  it('differ where they must', async () => {
    const pl = createTranslate(await loadLanguage('pl'));
    const ro = createTranslate(await loadLanguage('ro'));
    const found = (t: typeof pl) => [1, 3, 5, 22, 25].map((count) => t('archive:search.found', { count, n: count }));
    expect(found(pl)).toEqual(['1 wynik', '3 wyniki', '5 wyników', '22 wyniki', '25 wyników']);
    expect(found(ro)).toEqual(['1 rezultat', '3 rezultate', '5 rezultate', '22 de rezultate', '25 de rezultate']);
  });
});

describe('folding for search', () => {
  it('finds words without their accents and in Latin letters', () => {
    expect(fold('ŠOLA Łódź Straße İzmir')).toBe('sola lodz strasse izmir');
    expect([...termsOf('Αθήνα')]).toEqual(['αθηνα', 'athina']);
    expect(latinForms('школа')).toEqual(['shkola', 'skola']);
    expect([...termsOf('Ευρώπη')]).toContain('evropi');
    expect([...termsOf('naïve café–bar, 2012')]).toEqual(['naive', 'cafe', 'bar', '2012']);
  });

  it('is the same in the browser', () => {
    interface Folding {
      fold(text: string): string;
      wordsOf(text: string): string[];
    }
    const window: { twinarkFold?: Folding } = {};
    vm.runInNewContext(SEARCH_SCRIPT, { window, document: { getElementById: () => null } });
    const browser = window.twinarkFold!;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('ß', 'Ø', 'Αθήνα', 'ς', "O'Neill", 'İ', 'ﬁ', '½', 'ქართული', 'عربي'),
        (text, word) => {
          expect(browser.fold(text + word)).toBe(fold(text + word));
          expect([...browser.wordsOf(`${text} ${word}`)]).toEqual(wordsOf(`${text} ${word}`));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the places of each term in order', () => {
    const postings = new Postings();
    for (let n = 0; n < 300_000; n += 1) postings.add(`t${n % 70_000}`, n);
    expect(postings.of('t5')).toEqual([5, 70_005, 140_005, 210_005, 280_005]);
    expect(postings.of('none')).toEqual([]);
  });
});

describe('mapOrdered', () => {
  it('keeps the order, never has more than its width under way, and stops at the first failure', async () => {
    let running = 0;
    let most = 0;
    const work = async (n: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 11));
      running -= 1;
      if (n === 30) throw new Error('thirty');
      return n;
    };
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const n of mapOrdered(
        Array.from({ length: 60 }, (_, index) => index),
        3,
        work,
      ))
        seen.push(n);
    };
    await expect(run()).rejects.toThrow('thirty');
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(most).toBe(3);
  });
});
