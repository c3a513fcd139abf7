import { load } from 'cheerio';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { htmlWithout } from '../../electron/app/removeHtml.ts';
import { makeTraces } from '../../electron/app/removeTraces.ts';
import { referencedItems } from '../../electron/archive/site/content/addresses.ts';
import type { Surroundings } from '../../electron/archive/site/content/rewrite.ts';
import { sanitise } from '../../electron/archive/site/content/sanitise.ts';
import { createClassifier } from '../../electron/platform/classify.ts';
import { inlineAddress, readDataAddress } from '../../electron/platform/read/dataAddress.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage, type Reading } from '../../electron/platform/read/reading.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { LIVE, TWINSPACE, walkPages } from './support/fakeSource.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const png = async (width: number, background: string): Promise<string> => {
  const bytes = await sharp({ create: { width, height: 9, channels: 3, background } })
    .png()
    .toBuffer();
  return bytes.toString('base64');
};
const RED = await png(9, 'red');
const BLUE = await png(8, 'blue');
const PDF = Buffer.from('%PDF-1.4 small').toString('base64');
const SVG = `data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>`;
const DOT = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const read = (html: string): Reading =>
  readPage(`<h1>Data</h1><p>Words</p>${html}`, `${TWINSPACE}/5/pages/page/6`, classifier);
const addressOf = (uri: string): string => readDataAddress(uri)?.address ?? '';
const red = addressOf(`data:image/png;base64,${RED}`);

describe('pictures and files that stand in a page itself', () => {
  it.each([
    ['src', `<img src="data:image/png;base64,${RED}">`],
    ['spelled otherwise', `<img src=" DATA:image/png;charset=utf-8;base64,${RED.replace(/\+/g, '%2B')} ">`],
    ['lazy', `<img data-src="data:image/png;base64,${RED}" src="${DOT}">`],
    ['srcset', `<img srcset="data:image/png;base64,${RED} 2x, /a.png 1x">`],
    ['style', `<div style="background: url(data:image/png;base64,${RED}) no-repeat">x</div>`],
    ['style, quoted', `<div style='background: url("data:image/png;base64,${RED}")'>x</div>`],
    ['script', `<div onclick="show('data:image/png;base64,${RED}')">x</div>`],
    ['old attribute', `<table><tr><td background="data:image/png;base64,${RED}">x</table>`],
    ['link', `<a href="data:image/png;base64,${RED}">x</a>`],
  ])('are found and keep their place: %s', (_where, html) => {
    const { inline, html: content } = read(html);
    expect(inline.map(({ address, picture }) => [address, picture])).toEqual([[red, true]]);
    expect(content).toContain(red);
    expect(content).not.toContain(RED);
  });

  it('whatever they are: documents, drawings, small ones', () => {
    const smiley = `data:image/gif;base64,${Buffer.from('GIF89a\x10\0\x10\0', 'latin1').toString('base64')}`;
    const { inline } = read(
      `<a href="data:application/pdf;base64,${PDF}" download="plan.pdf">Get</a><img alt="drawing" src="${SVG}"><img src="${smiley}">
       <iframe src="data:text/html,<p>Hello</p>"></iframe>`,
    );
    expect(inline.map(({ picture, text }) => [picture, text])).toEqual([
      [false, 'plan.pdf'],
      [true, 'drawing'],
      [true, ''],
      [false, ''],
    ]);
  });

  it('but not blanks, what holds the place of another picture, and the site’s machinery', () => {
    const stored = '/files/collabspace/5/05/005/5/images/aaaaaaa1.jpg';
    const { inline, pictures } = read(
      `<img src="${DOT}"><img src="data:image/svg+xml,%3Csvg viewBox='0 0 3 2'/%3E"><img src="data:image/png;base64,${RED}" data-src="${stored}">
       <nav><img src="data:image/png;base64,${BLUE}"></nav><link href="data:text/css,p{}"><img src="data:,"><img src="data:">`,
    );
    expect([inline, pictures.length]).toEqual([[], 1]);
  });
});

describe('items of them', () => {
  it('one each, however often a space shows it, and on the account’s own pages too', async () => {
    const shows = `<img alt="Our bees" src="data:image/png;base64,${RED}">`;
    const { items } = await walkPages({
      [`${LIVE}/profile`]: `<h1>Ana</h1><p>Teacher</p><img src="data:image/png;base64,${BLUE}">`,
      [`${LIVE}/projects`]: `<ul><li><a href="/projects/project/7">Bees</a> 1. 9. 2014 <a href="${TWINSPACE}/5/home">Space</a></ul>`,
      [`${TWINSPACE}/5/home`]: `<h1>Bees</h1><p>A project about bees.</p>`,
      [`${TWINSPACE}/5/pages`]: '<h1>Pages</h1><a href="/5/pages/page/6">Six</a><a href="/5/pages/page/7">Seven</a>',
      [`${TWINSPACE}/5/pages/page/6`]: `<h1>Six</h1><p>Words of six</p>${shows}<a href="data:application/pdf;base64,${PDF}">plan</a>`,
      [`${TWINSPACE}/5/pages/page/7`]: `<h1>Seven</h1><p>Words of seven</p>${shows}`,
    });
    const data = items.filter(({ data }) => data !== undefined);
    expect(data.map(({ item, addresses }) => [item.kind, item.space, item.title, addresses.length])).toEqual([
      ['image', undefined, '', 1],
      ['image', '5', 'Our bees', 1],
      ['file', '5', 'plan', 1],
    ]);
    expect(data[1]?.addresses).toEqual([red]);
  });
});

describe('in the archive', () => {
  const record = (kind: 'image' | 'file', id: string, path: string): ItemRecord & { path: string } =>
    ({ id, kind, title: id, sourceUrl: '', status: 'saved', folder: [], path }) as unknown as ItemRecord & {
      path: string;
    };
  const svg = addressOf(SVG);
  const pdf = addressOf(`data:application/pdf;base64,${PDF}`);
  const page = addressOf('data:text/html,<p>Hello</p>');
  const known = new Map([
    [red, record('image', 'red', 'images/red.png')],
    [svg, record('image', 'svg', 'images/svg.svg')],
    [pdf, record('file', 'pdf', 'files/plan.pdf')],
    [page, record('file', 'page', 'files/page.html')],
  ]);
  const byId = new Map([...known.values()].map((item) => [item.id, item]));
  const around: Surroundings = {
    resolve: (address) => known.get(address)?.id,
    item: (id) => byId.get(id),
    href: ({ id }) => (/svg|html/.test(byId.get(id)?.path ?? '') ? undefined : byId.get(id)?.path),
    thumbnail: () => undefined,
    path: ({ id }) => byId.get(id)?.path,
    title: ({ title }) => title,
    reason: () => 'why',
    t: (key, params) => `${key} ${typeof params?.['path'] === 'string' ? params['path'] : ''}`,
    labelled: (label, value) => `${label}: ${value}`,
    prefix: 'c-',
    level: 1,
    own: 'own',
    heading: '',
  };

  it('they stand where they stood; what may act is named, not opened', () => {
    const { html } = read(
      `<img src="data:image/png;base64,${RED}"><img src="${SVG}"><a href="data:application/pdf;base64,${PDF}">plan</a>
       <a href="data:text/html,<p>Hello</p>">page</a>`,
    );
    expect(referencedItems(html, (address) => around.resolve(address), 'own')).toEqual(['red', 'svg', 'pdf', 'page']);
    const $ = load(sanitise(html, around).markup);
    expect(
      $('img')
        .map((_, element) => $(element).attr('src'))
        .get(),
    ).toEqual(['images/red.png']);
    expect(
      $('a:not(.pic)')
        .map((_, element) => $(element).attr('href'))
        .get(),
    ).toEqual(['files/plan.pdf']);
    expect($.text()).toContain('images/svg.svg');
    expect($.text()).toContain('files/page.html');
    expect($.html()).not.toContain('data:');
  });

  it.each([
    ['as the reader wrote it', `<img src="${red}">`],
    ['in a style', `<div style="background:url('data:image/png;base64,${RED}')">x</div>`],
    ['in another attribute', `<img data-src="DATA:image/png;base64,${RED}">`],
    ['in a srcset', `<img srcset="data:image/png;base64,${RED} 2x">`],
  ])('are gone with their item: %s', (_where, html) => {
    const binary = { sha256: red.slice(inlineAddress('').length), url: red };
    const gone = { ...record('image', 'red', ''), binary } as unknown as ItemRecord;
    const traces = makeTraces([{ item: gone, addresses: [red] }], []);
    expect(traces.mayBeIn(html)).toBe(true);
    const rest = htmlWithout(`<p>Words</p>${html}`, traces, { base: TWINSPACE, list: false, document: false });
    expect(rest).toMatch(/^<p>Words<\/p>(?:<div>x<\/div>)?$/);
  });
});
