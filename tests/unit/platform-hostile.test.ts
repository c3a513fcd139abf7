import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage } from '../../electron/platform/read/reading.ts';
import { frameOf } from '../../electron/walk/sections.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const AT = 'https://twinspace.etwinning.net/1234/home';
const ALL = { rows: 'dated', entries: true, stored: true, elsewhere: true } as const;

/** Processor time, since the machine may be busy with other things. */
function cost(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

const MANY = 60_000;
const pages: Readonly<Record<string, string>> = {
  'nested boxes': `<h1>x</h1>${'<div>'.repeat(MANY)}deep <a href="/1234/pages/page/5">a</a> 1.2.2018${'</div>'.repeat(MANY)}`,
  'nested letters': `<h1>x</h1>${'<b>'.repeat(MANY)}deep <time>1.2.2018</time>`,
  'nested lists': `${'<ul><li>x '.repeat(MANY / 2)}deep 3. 4. 2019`,
  'nested tables': `${'<table><tr><td>x '.repeat(5_000)}deep 3. 4. 2019`,
  'nested fonts': `${'<font><p>'.repeat(3_000)}deep 3. 4. 2019`,
  'many dated boxes': Array.from(
    { length: 3_000 },
    (_, i) => `<div><b>t${i}</b> <span>1.${(i % 12) + 1}.2018</span><p>text number ${i} deep and more words</p></div>`,
  ).join(''),
  'many links': Array.from({ length: 10_000 }, (_, i) => `<a href="/1234/pages/page/${i}">deep ${i}</a>`).join(' '),
  'many links to one': Array.from({ length: 10_000 }, (_, i) => `<a href="${AT}?x=${i}#${i}">deep ${i}</a>`).join(' '),
  'many attributes': `<a ${Array.from({ length: 5_000 }, (_, i) => `data-x${i}="/1234/pages/page/${i}"`).join(' ')}>deep</a>`,
  'a title of a million characters': `<title>${'ž'.repeat(1e6)}</title><h1>${'ž'.repeat(1e6)}</h1><p>deep 1.2.2018</p>`,
  'half a million digits': `${'1.2.'.repeat(100_000)} ${'12 '.repeat(200_000)} deep`,
  'a long string in an attribute': `<a data-x='${'{"a":"/1/b",'.repeat(30_000)}'>deep</a>`,
  'broken mark-up': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;"><svg><p>deep</svg></table><select><option>x<template><tr>`,
  'nothing but frames': `<frameset>${'<frame src="/1234/x">'.repeat(2_000)}<noframes>deep</noframes></frameset>`,
};

describe('pages made to exhaust whatever reads them', () => {
  it.each(Object.entries(pages))('%s', (name, html) => {
    let text = '';
    const spent = cost(() => {
      text = readPage(html, AT, classifier, undefined, ALL).text.join(' ');
    });
    if (name !== 'nothing but frames') expect(text).toContain('deep');
    expect(spent).toBeLessThan(8_000);
  });

  it('the frame around such pages', () => {
    const nested = pages['nested boxes'] ?? '';
    const spent = cost(() => {
      const raw = [1, 2, 3, 4].map((n) => ({
        shape: 'home',
        address: AT,
        final: AT,
        html: `${nested}<div>foot</div><p>${n}`,
      }));
      const frame = frameOf(raw, classifier);
      expect(frame.texts.has('foot')).toBe(true);
      readPage(nested, AT, classifier, frame, ALL);
    });
    expect(spent).toBeLessThan(8_000);
  });
});

describe('any page at all', () => {
  const tag = fc.constantFrom('div', 'p', 'ul', 'li', 'table', 'tr', 'td', 'dl', 'dt', 'dd', 'h1', 'h3', 'a', 'b', 'time', 'main', 'nav', 'article', 'iframe', 'select', 'svg', 'template', 'noscript', 'base', 'frameset', 'body', 'form', 'button'); // prettier-ignore
  const attribute = fc.constantFrom(
    ' href="/1234/pages/page/7"',
    ' href="?page=2"',
    ' href=":"',
    ' datetime="2018-13-40"',
    ' data-id="n12"',
    ' role="heading"',
    ' rel=next',
    ` onclick="go('a/b', &quot;`,
    ' src=//',
    ' style="x:url("',
    ' itemprop=author',
    '',
  );
  const text = fc.constantFrom(
    'Ana Novak',
    '1. 7. 2018',
    'A sentence about bees.',
    ' ',
    '|',
    '31.2.2018',
    '&#x0;&#99999999;',
    '\u202e',
    '12 KB',
  );
  const piece = fc.oneof(
    fc.tuple(tag, attribute).map(([name, said]) => `<${name}${said}>`),
    tag.map((name) => `</${name}>`),
    text,
    fc.string({ maxLength: 12 }),
  );

  it('is read without a throw, and twice alike', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        const first = readPage(html, AT, classifier, undefined, ALL);
        expect(readPage(html, AT, classifier, undefined, ALL)).toEqual(first);
        expect(readPage(html, AT, classifier, undefined, { rows: 'things' }).text).toEqual(first.text);
      }),
      { numRuns: 400 },
    );
  });

  it('loses no visible text', () => {
    const word = fc.stringMatching(/^[a-z]{6,9}$/);
    const box = fc.constantFrom('div', 'p', 'li', 'td', 'dd', 'b', 'h3', 'article', 'font');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, box), { minLength: 1, maxLength: 20 }), (all) => {
        const html = all.map(([text, name]) => `<${name}>${text}</${name}>`);
        const said = readPage(`<h1>x</h1>${html.join('')}`, AT, classifier).text.join(' ');
        for (const [text] of all) expect(said).toContain(text);
      }),
      { numRuns: 300 },
    );
  });
});
