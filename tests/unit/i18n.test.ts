import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  createTranslate,
  LANGUAGE_NAMES,
  LANGUAGES,
  loadLanguage,
  pickFirst,
  pickLanguage,
  spokenLanguage,
} from '../../shared/i18n/index.ts';
import { formatsOf } from '../../shared/i18n/formats.ts';
import { localeOf } from '../../shared/i18n/languages.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { MISSING_REASONS } from '../../shared/reasons.ts';
import { errorText } from '../../renderer/state/errorText.ts';

const CATALOGUES = 'shared/i18n';
const NAMESPACES = readdirSync(join(CATALOGUES, 'en')).map((file) => file.replace(/\.json$/, ''));
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Texts = ReadonlyMap<string, string>;
function load(language: string, namespace: string): Texts {
  const texts = new Map<string, string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') texts.set(key, value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) visit(inner, key === '' ? name : `${key}.${name}`);
  };
  visit(JSON.parse(readFileSync(join(CATALOGUES, language, `${namespace}.json`), 'utf8')), '');
  return texts;
}
const base = (key: string): string => key.replace(PLURAL, '');
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{[^}]*\}\}|<\/?\w+>/g)].map(([found]) => found).sort();

/** Sources in which keys are looked for. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

describe.each(NAMESPACES)('catalogue %s', (namespace) => {
  const english = load('en', namespace);

  it.each(LANGUAGES)('%s has every text, and no other', (language) => {
    const theirs = load(language, namespace);
    const keys = (texts: Texts) => [...new Set([...texts.keys()].map(base))].sort();
    expect(keys(theirs)).toEqual(keys(english));
  });

  it.each(LANGUAGES)('%s has the plural forms of its language, all of them', (language) => {
    const theirs = load(language, namespace);
    const wanted = new Intl.PluralRules(localeOf(language)).resolvedOptions().pluralCategories;
    // What is counted in English is counted everywhere, and nothing else.
    const counted = new Set([...english.keys(), ...theirs.keys()].filter((key) => PLURAL.test(key)).map(base));
    const wrong = [...counted].filter((key) => {
      const forms = [...theirs.keys()].filter((other) => base(other) === key && PLURAL.test(other));
      // `_zero` is i18next's own: a text for none at all, beside the forms of the language.
      const needed = forms.filter((form) => !form.endsWith('_zero'));
      return needed.length !== wanted.length || !wanted.every((form) => theirs.has(`${key}_${form}`));
    });
    expect(wrong).toEqual([]);
  });

  it.each(LANGUAGES)('%s says the number where a form stands for several', (language) => {
    const plural = new Intl.PluralRules(localeOf(language));
    const several = new Map<string, number>();
    for (let number = 0; number <= 120; number += 1)
      several.set(plural.select(number), (several.get(plural.select(number)) ?? 0) + 1);
    const theirs = load(language, namespace);
    const numbered = /\{\{(?:n|count|number|files)\}\}/;
    const wrong = [...theirs].filter(([key, text]) => {
      const form = PLURAL.exec(key)?.[1] ?? '';
      return (
        (several.get(form) ?? 0) > 1 && numbered.test(english.get(`${base(key)}_other`) ?? '') && !numbered.test(text)
      );
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(LANGUAGES)('%s has the placeholders and tags of the English text', (language) => {
    const wrong = [...load(language, namespace)].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(`${base(key)}_other`) ?? '';
      // The number itself may be left out where a form says it in words ("one", "both").
      const found = new Set(placeholders(text));
      const expected = new Set(placeholders(original));
      for (const number of ['{{n}}', '{{count}}']) {
        found.delete(number);
        expected.delete(number);
      }
      return [...found].join() !== [...expected].join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(LANGUAGES)('%s has no empty text, and on screens no three dots for an ellipsis', (language) => {
    const dots = /\.\.\./;
    const wrong = [...load(language, namespace)].filter(
      ([, text]) => text.trim() === '' || (['app', 'tools'].includes(namespace) && dots.test(text)),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

describe.each(['app', 'tools'])('texts of the screens: %s', (namespace) => {
  const app = load('en', namespace);
  const code = [...sources('renderer'), ...sources('electron/app'), ...sources('electron/hosts')].join('\n');
  const after = namespace.length + 1;
  const literal = [...code.matchAll(new RegExp(`['"\`](${namespace}:[\\w.-]+)['"\`]`, 'g'))].map(
    ([, key]) => key?.slice(after) ?? '',
  );
  /** `app:held.${cause}.title` → /^held\.[\w-]+\.title$/ */
  const patterns = [...code.matchAll(new RegExp(`\`(${namespace}:[^\`]*\\$\\{[^\`]*)\``, 'g'))].map(([, key]) => {
    const escaped = (key ?? '')
      .slice(after)
      .replace(/\$\{[^}]*\}/g, '\u0000')
      .replace(/[.]/g, '\\.');
    return new RegExp(`^${escaped.replaceAll('\u0000', '[\\w-]+')}$`);
  });
  const known = new Set([...app.keys()].map(base));

  it('are all there', () => {
    expect(literal.length).toBeGreaterThan(60);
    expect(literal.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are all used', () => {
    const used = (key: string) => literal.includes(key) || patterns.some((pattern) => pattern.test(key));
    expect([...known].filter((key) => !used(key))).toEqual([]);
  });
});

describe('texts of the screens', () => {
  it('are none of them written into the code', () => {
    const texts = sources('renderer').flatMap((source) =>
      [...source.matchAll(/>\s*([^<>{}\n]*[A-Za-zÀ-ž]{3,}[^<>{}\n]*)\s*<\//g)].map(([, text]) => text?.trim() ?? ''),
    );
    const attributes = sources('renderer').flatMap((source) =>
      [...source.matchAll(/(?:aria-label|title|alt|placeholder|label)="([^"]+)"/g)].map(([, text]) => text ?? ''),
    );
    // Comparisons and generics look like tags to so simple a search; texts have a space or stand alone.
    expect([...texts, ...attributes].filter((text) => !/[=;()?&|]/.test(text))).toEqual([]);
  });

  it.each(LANGUAGES)('%s has words for every error and every reason', async (language) => {
    const t = createTranslate(await loadLanguage(language));
    for (const code of ERROR_CODES) {
      const { title, what, todo, code: phone } = errorText({ code, params: {} }, t);
      for (const text of [title, what, todo]) expect(text).not.toMatch(/errors\.|\{\{/);
      expect(phone).toMatch(/^TA-[A-Z-]+$/);
    }
    for (const reason of MISSING_REASONS) expect(t(`common:reasons.${reason}`)).not.toContain('reasons.');
  });

  it('says the sentences of the design word for word', async () => {
    const en = createTranslate('en');
    const sl = createTranslate(await loadLanguage('sl'));
    expect(en('app:promise.password')).toBe(
      "You type your password on eTwinning's own page; TwinArk neither reads nor stores it.",
    );
    expect(sl('app:promise.password')).toBe('Geslo vpišete na strani eTwinning; TwinArk ga ne prebere in ne shrani.');
    expect(sl('app:promise.onlyCopies')).toBe(
      'TwinArk samo kopira; na platformi eTwinning ničesar ne spremeni in ne izbriše.',
    );
    expect(en('app:done.titleSome', { count: 3, n: '3', saved: '4,312', items: '4,315' })).toBe(
      'Saved: 4,312 of 4,315. Not saved: 3.',
    );
    expect(sl('app:done.titleSome', { count: 3, n: '3', saved: '4312', items: '4315' })).toBe(
      'Shranjeno: 4312 od 4315. Ni shranjeno: 3.',
    );
    expect(sl('app:done.seeWhy')).toBe('Poglejte, zakaj, in poskusite znova.');
    expect(sl('app:promise.pupils')).toBe(
      'V arhivu so imena in slike učencev; brez dovoljenja šole ga ne objavljajte in ne delite.',
    );
  });
});

describe('languages', () => {
  it('are picked by what a system, a browser or a person says', () => {
    const wishes = {
      sl: 'sl',
      'pt-BR': 'pt',
      'pt_PT.UTF-8': 'pt',
      'de-AT': 'de',
      EL: 'el',
      'tr_TR@euro': 'tr',
      pseudo: 'pseudo',
    };
    for (const [wish, language] of Object.entries(wishes)) expect(pickLanguage(wish), wish).toBe(language);
    for (const wish of [undefined, '', 'nb', 'C', 'C.UTF-8', 'POSIX', 'x-klingon', 'slk', 'e', '../de'])
      expect(pickLanguage(wish), wish).toBe('en');
    expect(pickFirst(['nb-NO', 'fr-BE', 'en'])).toBe('fr');
    expect(pickFirst(['en-US', 'fr'])).toBe('en');
    expect(pickFirst(['nb', undefined])).toBe('en');
  });

  it('have a catalogue and their own name each, in the order of the list', () => {
    const folders = readdirSync(CATALOGUES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...LANGUAGES].sort());
    expect(Object.keys(LANGUAGE_NAMES)).toEqual([...LANGUAGES]);
    for (const [code, name] of Object.entries(LANGUAGE_NAMES))
      expect(new Intl.DisplayNames(code, { type: 'language' }).of(code)?.toLowerCase(), code).toBe(name.toLowerCase());
  });

  it('are never half there: texts, dates and numbers are English until a language is loaded', async () => {
    // A copy of the module in which nothing was loaded yet.
    vi.resetModules();
    const fresh = await import('../../shared/i18n/index.ts');
    const { reportWords } = await import('../../electron/archive/reportWords.ts');
    expect(fresh.spokenLanguage('de')).toBe('en');
    expect(fresh.createTranslate('de')('app:settings.language')).toBe('Language');
    const before = reportWords('de');
    expect([before.language, before.date('2018-07-01'), before.number(4312), before.separator]).toEqual([
      'en',
      '1 July 2018',
      '4,312',
      ',',
    ]);
    expect(await fresh.loadLanguage('de-CH')).toBe('de');
    const after = reportWords('de');
    expect([after.language, after.date('2018-07-01'), after.number(4312), after.separator]).toEqual([
      'de',
      '1. Juli 2018',
      '4.312',
      ';',
    ]);
    expect(fresh.createTranslate('de')('app:settings.language')).toBe('Sprache');
    expect(fresh.spokenLanguage('fr')).toBe('en');
  });

  it.each(LANGUAGES)('%s: what a text lacks would be said in English, not as a key', async (language) => {
    expect(await loadLanguage(language)).toBe(language);
    expect(spokenLanguage(language)).toBe(language);
    const t = createTranslate(language);
    for (const namespace of NAMESPACES)
      for (const key of load('en', namespace).keys()) {
        const count = PLURAL.test(key) ? { count: 5 } : {};
        expect(t(`${namespace}:${base(key)}`, count), key).not.toBe(base(key));
      }
  });

  it('write dates, numbers and sizes in their own ways', () => {
    const written = Object.fromEntries(
      LANGUAGES.map((language) => {
        const { date, number, bytes, percent } = formatsOf(language);
        const all = [date('2018-03-01'), number(4312), bytes(3_412_000_000), percent(0.999)];
        return [language, all.join(' | ').replace(/[\u00a0\u202f]/g, ' ')];
      }),
    );
    expect(written).toEqual({
      de: '1. März 2018 | 4.312 | 3,4 GB | 99 %',
      el: '1 Μαρτίου 2018 | 4.312 | 3,4 GB | 99%',
      en: '1 March 2018 | 4,312 | 3.4 GB | 99%',
      es: '1 de marzo de 2018 | 4312 | 3,4 GB | 99 %',
      fr: '1er mars 2018 | 4 312 | 3,4 Go | 99 %',
      hr: '1. ožujka 2018. | 4.312 | 3,4 GB | 99 %',
      it: '1 marzo 2018 | 4312 | 3,4 GB | 99%',
      pl: '1 marca 2018 | 4312 | 3,4 GB | 99%',
      pt: '1 de março de 2018 | 4312 | 3,4 GB | 99%',
      ro: '1 martie 2018 | 4.312 | 3,4 GB | 99 %',
      sl: '1. 3. 2018 | 4312 | 3,4 GB | 99 %',
      tr: '1 Mart 2018 | 4.312 | 3,4 GB | %99',
    });
    expect(formatsOf('pl').date('sometime in 2018')).toBe('sometime in 2018');
  });
});
