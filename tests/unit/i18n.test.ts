import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslate, LANGUAGES } from '../../shared/i18n/index.ts';
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
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = new Set([...theirs.keys()].filter((key) => PLURAL.test(key)).map(base));
    const wrong = [...counted].filter((key) => {
      const forms = [...theirs.keys()].filter((other) => base(other) === key && PLURAL.test(other));
      // `_zero` is i18next's own: a text for none at all, beside the forms of the language.
      const needed = forms.filter((form) => !form.endsWith('_zero'));
      const dead = ['app', 'tools'].includes(namespace) && needed.length !== wanted.length;
      return dead || !wanted.every((form) => theirs.has(`${key}_${form}`));
    });
    expect(wrong).toEqual([]);
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

  it.each(LANGUAGES)('%s has words for every error and every reason', (language) => {
    const t = createTranslate(language);
    for (const code of ERROR_CODES) {
      const { title, what, todo, code: phone } = errorText({ code, params: {} }, t);
      for (const text of [title, what, todo]) expect(text).not.toMatch(/errors\.|\{\{/);
      expect(phone).toMatch(/^TA-[A-Z-]+$/);
    }
    for (const reason of MISSING_REASONS) expect(t(`common:reasons.${reason}`)).not.toContain('reasons.');
  });

  it('says the sentences of the design word for word', () => {
    const en = createTranslate('en');
    const sl = createTranslate('sl');
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
