import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, loadLanguage } from '../../shared/i18n/index.ts';
import en from '../../shared/i18n/en/report.json' with { type: 'json' };
import sl from '../../shared/i18n/sl/report.json' with { type: 'json' };
import type { InventoryItem } from '../../shared/model/index.ts';
import { albumCaptions } from '../../electron/archive/captions.ts';
import { countItems, Report } from '../../electron/archive/report.ts';
import { workbook } from '../../electron/archive/reportXlsx.ts';
import { reportWords } from '../../electron/archive/reportWords.ts';
import { planParts } from '../../electron/archive/split.ts';
import { parseSize } from '../../electron/archive/splitSize.ts';
import { startPage } from '../../electron/archive/startPage.ts';
import { START_STYLES } from '../../electron/archive/startStyles.ts';
import { itemDate } from '../../electron/archive/writePack.ts';
import { zipEntries } from '../../electron/archive/zipRead.ts';
import { item, scratch, source, Staging } from './archive-support.ts';

await loadLanguage('sl');

const base = scratch();
const staging = new Staging(base);

function entry(kind: 'image' | 'file', number: number, more: Partial<InventoryItem> = {}): InventoryItem {
  const { id, title, sourceUrl, verdict, rule } = item(kind, number, { space: '1' });
  const path = `data/twinspaces/1-x/images/Album/${number}.jpg`;
  const common = { bytes: 5, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', fetchedAt: '2022-03-01T10:00:00Z' };
  return { id, kind, title, space: '1', sourceUrl, path, ...common, verdict, rule, status: 'saved', ...more };
}

const items = [
  entry('image', 1, {
    title: '=HYPERLINK("http://evil")',
    author: '+1',
    description: 'čšž; "quoted", and\nmore',
    original: false,
  }),
  entry('image', 2, { createdAt: '2014-05-06T10:00:00Z', damaged: true }),
  entry('file', 3, { status: 'missing', reason: 'not-found', attempts: 5, path: '', bytes: 0, sha256: '' }),
];
const mentions = [
  {
    address: 'https://youtube.com/x',
    foundOn: 'https://twinspace.etwinning.net/1/home',
    text: '@video',
    type: 'embed',
    space: '1',
  },
  { address: 'https://live.etwinning.net/odd', foundOn: '', text: '', type: 'unknown-link' },
] as const;
const from = source(staging, [item('space', '1', { space: '1', title: 'Naš projekt' })], { mentions });

describe('report.csv', () => {
  it.each(LANGUAGES)('opens right in the Excel of %s, with no formula in it', async (language) => {
    await loadLanguage(language);
    const csv = [...new Report(from, items, reportWords(language)).csv()].join('');
    // Of our languages, English alone has a decimal point.
    const separator = language === 'en' ? ',' : ';';
    const [head, ...rows] = csv.split('\r\n');
    expect(head).toMatch(new RegExp(`^\ufeff[^"${separator}]+(${separator}[^${separator}]+)+$`));
    expect(rows).toHaveLength(4);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(csv).toContain(`${separator}'+1${separator}`);
    expect(csv).toContain('Naš projekt');
    expect(csv).not.toMatch(/report:|common:|columns\.|results\./);
  });
});

describe('report.xlsx', () => {
  it('is a workbook of six sheets whose texts are never formulas', async () => {
    const path = join(base, 'report.xlsx');
    await writeFile(path, await workbook(new Report(from, items, reportWords('en')).sheets(), new Date()));
    const parts = new Map<string, string>();
    for await (const part of zipEntries(path, new AbortController().signal)) {
      let text = '';
      for await (const chunk of await part.open())
        if (chunk instanceof Uint8Array) text += Buffer.from(chunk).toString();
      parts.set(part.name, text);
    }
    expect([...parts.keys()].filter((name) => name.startsWith('xl/worksheets/'))).toHaveLength(6);
    const all = [...parts.values()].join('\n');
    expect(all).not.toContain('<f>');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain(
      't="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://evil&quot;)</t>',
    );
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="Not saved" sheetId="3"');
    expect(parts.get('xl/worksheets/sheet3.xml')).toContain('tried 5 times');
    expect(parts.get('xl/worksheets/sheet5.xml')).toContain('@video');
    expect(parts.get('xl/worksheets/sheet6.xml')).toContain('live.etwinning.net/odd');
    for (const part of parts.values())
      expect(part).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n</);
  });
});

describe('captions.csv', () => {
  it('keeps what people wrote beside the pictures of each album', () => {
    const [only, ...others] = [...albumCaptions(items, reportWords('en'))];
    expect(others).toEqual([]);
    expect(only?.path).toBe('data/twinspaces/1-x/images/Album/captions.csv');
    expect(only?.text).toContain('2.jpg,image 2,,2014-05-06');
  });
});

describe('the start page', () => {
  const counts = countItems(items, mentions);
  const page = (language: string, parts: Parameters<typeof startPage>[0]['parts'] = []) =>
    startPage({
      source: { ...from, language },
      words: reportWords(language),
      name: "eTwinning_o'neill_2022-03-01",
      counts: { ...counts, saved: 4312, missing: 3 },
      parts,
    });

  it('says what must be said, in both languages', () => {
    const english = page('en');
    expect(english).toContain(
      'Saved: 4,312 of 4,315. Not saved: 3. <a href="data/report.html">See why and try again.</a>',
    );
    expect(english).toContain('Not unpacked yet: close this page, right-click the ZIP and choose “Extract All”.');
    expect(english).toContain(
      'This archive contains pupils&#39; names and pictures; don&#39;t publish or share it without your school&#39;s permission.',
    );
    const slovenian = page('sl');
    expect(slovenian).toContain('<html lang="sl">');
    expect(slovenian).toContain(
      'Shranjeno: 4312 od 4315. Ni shranjeno: 3. <a href="data/report.html">Poglejte, zakaj, in poskusite znova.</a>',
    );
    expect(slovenian).toContain(
      'ZIP še ni razširjen: zaprite to stran, z desno tipko kliknite ZIP in izberite »Ekstrahiraj vse«.',
    );
    expect(slovenian).toContain(
      'V arhivu so imena in slike učencev; brez dovoljenja šole ga ne objavljajte in ne delite.',
    );
    for (const text of [english, slovenian])
      expect(text).not.toMatch(/report:|start\.(?!css)[a-z]|\{\{|<script|http:|https:/);
  });

  it('shows the message of sentence 4 unless its styles are there, and hides it by them', () => {
    expect(page('en')).toMatch(
      /<style>[^<]*\.not-unpacked\{(?!display)[^}]*\}<\/style>\n<link rel="stylesheet" href="data\/assets\/start\.css">/,
    );
    expect(START_STYLES).toContain('.not-unpacked { display: none; }');
  });

  it('names all parts and what lies in them', () => {
    const text = page('sl', [
      { name: 'a_part1of2', spaces: ['Prvi <b>'], account: true },
      { name: 'a_part2of2', spaces: ['Drugi'], account: false },
    ]);
    expect(text).toContain('Arhiv ima 2 dela');
    expect(text).toContain('Prvi &lt;b&gt;');
    expect(text).toContain('a_part2of2.zip');
  });

  it('quotes names for each command line', () => {
    const text = page('en');
    expect(text).toContain('&#39;eTwinning_o&#39;&#39;neill_2022-03-01.zip&#39;');
    expect(text).toContain(String.raw`&#39;eTwinning_o&#39;\&#39;&#39;neill_2022-03-01.zip.sha256&#39;`);
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      rules: { 'require-sri': 'off' },
    });
    const report = await validator.validateString(
      page('en', [
        { name: 'x_part1of2', spaces: ['A'], account: true },
        { name: 'y', spaces: [], account: false },
      ]),
    );
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
    ).toEqual([]);
  });
});

describe('texts', () => {
  const keys = (node: object, prefix = ''): string[] =>
    Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? keys(value, `${prefix}${key}.`)
        : [prefix + key.replace(/_(?:one|two|few|other)$/, '')],
    );
  it('exist in both languages, with dual and plural', () => {
    expect(new Set(keys(sl))).toEqual(new Set(keys(en)));
    const forms = Object.keys(sl.verify).filter((key) => key.startsWith('damaged'));
    expect(forms).toEqual(['damaged_one', 'damaged_two', 'damaged_few', 'damaged_other']);
  });
});

describe('sizes, dates, parts', () => {
  it.each([
    ['4GB', 4e9],
    ['700 MB', 700e6],
    ['3,9GiB', Math.floor(3.9 * 2 ** 30)],
    ['4GiB', 2 ** 32 - 1],
    ['1000000', 1e6],
    ['1KB', undefined],
    ['x', undefined],
    ['-4GB', undefined],
  ])('%s is %s bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it('a day stays that day in every time zone', () => {
    expect(itemDate({ createdAt: '2012-06-01' })?.getDate()).toBe(1);
    expect(itemDate({ createdAt: '1970-01-01' })).toBeUndefined();
    expect(itemDate({ createdAt: 'nonsense' })).toBeUndefined();
    expect(itemDate({})).toBeUndefined();
  });

  it('one part where all fits, none lost where not', () => {
    const list = [
      item('profile', 1, { role: 'live' }),
      ...['1', '2', '3'].flatMap((space) => [item('space', space, { space }), item('page', 1, { space })]),
    ];
    expect(planParts(list, 1e9)).toHaveLength(1);
    const parts = planParts(list, 60_000);
    expect(parts.length).toBeGreaterThan(1);
    expect(new Set(parts.flatMap(({ ids }) => [...ids])).size).toBe(list.length);
    expect(planParts([], 1e9)).toHaveLength(1);
  });
});
