import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage, type Depth, type Reading } from '../../electron/platform/read/reading.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const T = 'https://twinspace.etwinning.net';
const L = 'https://live.etwinning.net';

function read(address: string, html: string, depth: Depth = {}): Reading {
  return readPage(html, address, classifier, undefined, depth);
}
const listed = (reading: Reading): string[] => [...reading.listed.keys()].map((address) => address.replace(T, ''));

describe('addresses', () => {
  it.each([
    ['<a href="6">x</a>'],
    ['<a href=/5/pages/page/6>x</a>'],
    ["<A HREF='//twinspace.etwinning.net/5/pages/page/6'>x</A>"],
    ['<a href="http://new-twinspace.etwinning.net/5/pages/page/6/?ref=menu">x</a>'],
    ['<div data-href="/5/pages/page/6">x</div>'],
    ['<div data-target="../page/6">x</div>'],
    ['<b onclick="location.href=\'/5/pages/page/6\'">x</b>'],
    ['<b onclick="location.href=\'../../pages/page/6\'">x</b>'],
    ['<b onclick=\'open("6/../6", 1)\'>x</b>'],
    ['<div data-options=\'{"id":6,"url":"\\/5\\/pages\\/page\\/6"}\'>x</div>'],
    ['<tr link="/5/pages/page/6"><td>x</tr>'],
  ])('%s', (html) => {
    expect(listed(read(`${T}/5/pages/page/7`, `<h1>Pages</h1><p>words</p><table>${html}</table>`))).toEqual([
      '/5/pages/page/6',
    ]);
  });

  it('under a base, except a query in a script, which belongs to the page', () => {
    const reading = read(
      `${T}/5/materials/images/9`,
      `<base href="//twinspace.etwinning.net/"><a href="5/pages/page/6">x</a><div data-more="?offset=10">more</div>`,
    );
    expect(listed(reading)).toEqual(['/5/pages/page/6']);
    expect(reading.paging.pages).toEqual([`${T}/5/materials/images/9?offset=10`]);
  });

  it('of pictures, wherever they stand', () => {
    const at = (hash: string): string => `/files/collabspace/5/05/005/5/images/${hash}.jpg`;
    const { pictures } = read(
      `${T}/5/pages/page/7`,
      `<h1>x</h1><img src="${at('aaaaaaa1')}"><img src="data:image/gif;base64,R0lGOD" data-src="${at('aaaaaaa2')}">
       <img srcset="${at('aaaaaaa3')} 1x, ${at('aaaaaaa4')} 2x"><div style="background:url('${at('aaaaaaa5')}')"></div>
       <noscript><img src="${at('aaaaaaa6')}"></noscript><picture><source srcset="${at('aaaaaaa7')}"></picture>
       <div data-full="${at('aaaaaaa8')}"></div><video poster="${at('aaaaaaa9')}"></video>`,
    );
    expect(pictures.map(({ target }) => target.stored?.hash)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `aaaaaaa${n}`),
    );
  });

  it('that are none are not taken for some', () => {
    const reading = read(
      `${T}/5/pages/page/7`,
      `<!-- <a href="/5/pages/page/8">old</a> --><p class="5/pages/page/9" title="/5/pages/page/10" data-ratio="16/9">x
       <a href="#top">a</a><a href="javascript:void(0)">b</a><a href="mailto:a@b.c">c</a><form action="/5/pages/page/11"></form></p>`,
    );
    expect(listed(reading)).toEqual([]);
    expect(reading.mentions).toEqual([]);
  });

  it('on other servers, and unknown ones, are told', () => {
    const { mentions, embeds, links } = read(
      `${T}/5/pages/page/7`,
      `<h1>x</h1><iframe data-src="https://www.youtube.com/embed/abc" title="Film"></iframe><img src="https://example.org/p.png" alt="P">
       <a href="https://padlet.com/x">Our Padlet</a><a href="/5/unheard-of/3">Odd</a><a href="/projects?status=closed">Closed</a>`,
    );
    expect(mentions.map(({ type, address }) => `${type} ${address}`)).toEqual([
      'embed https://www.youtube.com/embed/abc',
      'picture https://example.org/p.png',
      'link https://padlet.com/x',
      `unknown-link ${T}/5/unheard-of/3`,
      `unknown-link ${T}/projects`,
    ]);
    expect(embeds).toEqual([{ address: 'https://www.youtube.com/embed/abc', service: 'youtube.com', title: 'Film' }]);
    expect(links).toContainEqual({ address: 'https://padlet.com/x', text: 'Our Padlet' });
  });
});

describe('where a list goes on', () => {
  const paging = (html: string, address = `${L}/messages/inbox`): Reading['paging'] => read(address, html).paging;
  const pages = (...numbers: number[]): string[] => numbers.map((n) => `${L}/messages/inbox?page=${n}`);

  it.each([
    ['numbers from 1', '<a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=40">40</a>', pages(1, 2, 40), 1],
    ['numbers from 0', '<b>1</b> <a href="?page=1">2</a> <a href="?page=2">3</a>', pages(1, 2), 0],
    ['only the next one', '<link rel=next href="?page=2">', pages(2), 1],
    ['only the next one, from 0', '<a rel="nofollow next" href="?page=1">›</a>', pages(1), 0],
    ['arrows that say nothing', '<a href="?page=1">›</a>', pages(1), undefined],
  ])('%s', (_name, html, expected, first) => {
    const found = paging(`<h1>Inbox</h1>${html}`);
    expect([...found.pages].sort()).toEqual([...expected].sort());
    expect(found.first).toBe(first === undefined ? undefined : `${L}/messages/inbox?page=${first}`);
  });

  it('not in another list', () => {
    expect(paging('<a href="/messages/sent?page=2">2</a>').pages).toEqual([]);
  });

  it.each([
    '<div data-more="?offset=5">',
    '<div data-next="/messages/inbox?offset=5">',
    `<div onclick="load('?offset=5')">`,
    '<input type=button alt="?offset=5">',
  ])('%s', (html) => {
    expect(paging(html).pages).toEqual([`${L}/messages/inbox?offset=5`]);
  });
});

describe('records of a list', () => {
  const at = `${T}/5/materials/files/3`;
  const file = (n: number): string => `/5/materials/files/3/${n}/download`;
  const markups: Readonly<Record<string, (title: string, who: string, when: string, n: number) => string>> = {
    rows: (title, who, when, n) =>
      `<tr><td>${title}<td>${who}<td>${when}<td>12 KB<td><a href="${file(n)}">Download</a>`,
    cards: (title, who, when, n) =>
      `<div><div><b>${title}</b></div><div>${who} · ${when}</div><a href="${file(n)}">Download</a> <i>12 KB</i></div>`,
    flat: (title, who, when, n) => `<h4>${title}</h4><p>${who}, ${when}</p><a href="${file(n)}">Download</a>`,
    links: (title, who, when, n) => `<li><a href="${file(n)}">${title}</a> (12 KB) ${who}, ${when}`,
    terms: (title, who, when, n) => `<dt>${title}<dd>${who}, ${when} <a href="${file(n)}">Download</a>`,
  };
  it.each(Object.entries(markups))('%s', (name, write) => {
    const all = [
      ['Plan', 'Ana Novak', '1. 7. 2018'],
      ['Report', 'Luca Verdi', '2. 7. 2018'],
      ['Song', 'Zoë Blanc', '3. 7. 2018'],
    ].map(([title = '', who = '', when = ''], index) => write(title, who, when, index + 1));
    const body = name === 'rows' ? `<table>${all.join('')}</table>` : `<section>${all.join('')}</section>`;
    for (const shown of [all.length, 1]) {
      const part = shown === 1 ? body.replace(all.slice(1).join(''), '') : body;
      const reading = read(at, `<h1>Documents</h1>${part}`);
      const facts = [...reading.listed.values()].map(({ facts }) => [facts.title, facts.author, facts.dates[0]?.iso]);
      expect(facts).toEqual(
        [
          ['Plan', 'Ana Novak', '2018-07-01'],
          ['Report', 'Luca Verdi', '2018-07-02'],
          ['Song', 'Zoë Blanc', '2018-07-03'],
        ].slice(0, shown),
      );
    }
  });

  it('that all bear one title keep it', () => {
    const html = [1, 2, 3]
      .map((n) => `<li><a href="/5/pages/page/${n}">Our school</a><span>Active</span></li>`)
      .join('');
    const titles = [...read(`${T}/5/pages`, `<ul>${html}</ul>`).listed.values()].map(({ facts }) => facts.title);
    expect(titles).toEqual(['Our school', 'Our school', 'Our school']);
  });

  it('in a tree know what is above them', () => {
    const link = (n: number): string => `<a href="/5/pages/page/${n}">Page ${n}</a>`;
    for (const tree of [
      `<ul><li>${link(1)}<ul><li>${link(2)}<ul><li>${link(3)}</ul></ul><li>${link(4)}</ul>`,
      `<div>${link(1)}<div>${link(2)}<div>${link(3)}</div></div></div><div>${link(4)}</div>`,
    ]) {
      const parents = [...read(`${T}/5/pages`, `<h1>Pages</h1><div>${tree}</div>`).listed.values()].map(({ parent }) =>
        parent?.at(-1),
      );
      expect(parents).toEqual([undefined, '1', '2', undefined]);
    }
  });

  it('are not the menus of the site', () => {
    const menu = ['home', 'pages', 'forum', 'members'].map((word) => `<td><a href="/5/${word}">${word}</a>`).join('');
    const reading = read(`${T}/5/pages`, `<table><tr>${menu}</table><p><a href="/5/pages/page/1">One</a>`);
    expect(listed(reading)).toEqual(['/5/pages/page/1']);
    expect(reading.text).toEqual(['One']);
    expect(reading.sections.has(`${T}/5/members`)).toBe(true);
  });
});

describe('the content as HTML', () => {
  it('has absolute addresses, plain links for scripted ones, each lazy picture once, and no ways through the site', () => {
    const picture = '/files/collabspace/5/05/005/5/images/aaaaaaa1_opt.jpg';
    const { html } = read(
      `${T}/5/pages/page/7`,
      `<nav><a href="/5/home">Home</a></nav><main><h1>Bees</h1><p onclick="location.href='/5/pages/page/8'">next <b>one</b></p>
       <noscript><img src="${picture}" alt="A bee"></noscript><div data-background="${picture}"></div>
       <a href="/5/pages/page/7/delete">Delete</a><script>evil()</script><iframe data-src="https://www.youtube.com/embed/abc" src="about:blank"></iframe></main>`,
    );
    expect(html).toContain(`<a href="${T}/5/pages/page/8">next <b>one</b></a>`);
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain(`src="${T}${picture}"`);
    expect(html).toContain('<iframe src="https://www.youtube.com/embed/abc"></iframe>');
    expect(html).not.toMatch(/delete|script|onclick|Home/);
  });
});
