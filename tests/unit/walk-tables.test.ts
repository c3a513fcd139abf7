import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE, walkPages, type FakePage } from './support/fakeSource.ts';

const SPACE = `${TWINSPACE}/5`;
const base: Readonly<Record<string, FakePage>> = {
  [`${LIVE}/profile`]: '<h1>Ana Novak</h1><p>Teacher</p>',
  [`${LIVE}/projects`]: `<h1>My projects</h1><a href="/projects/project/5">Bees</a> 1. 2. 2019 <a href="${SPACE}/home">TwinSpace</a>`,
  [`${SPACE}/home`]: '<h1>Bees</h1><p>A project about bees and flowers.</p>',
};

async function told(pages: Readonly<Record<string, FakePage>>, kind: string): Promise<unknown[]> {
  const { items } = await walkPages({ ...base, ...pages });
  return items.flatMap(({ item }) =>
    item.kind === kind ? [[item.title, item.author ?? '-', item.createdAt?.slice(0, 10) ?? '-']] : [],
  );
}

describe('a table of two columns is no grid', () => {
  const meetings = [1, 2, 3, 4]
    .map(
      (n) => `<TR><TD><B>Chat ${n}</B><BR>${n}. ${n}. 2016 17:00<TD><FONT SIZE=1>Ana: hello ${n}<BR>Bob: OK bye</FONT>`,
    )
    .join('');
  const expected = [1, 2, 3, 4].map((n) => [`Chat ${n}`, '-', `2016-0${n}-0${n}`]);

  it.each([
    ['alone', `<h1>Meetings</h1><TABLE>${meetings}</TABLE>`],
    [
      'in a table for the page',
      `<TABLE><TR><TD COLSPAN=2>&nbsp;<TR><TD><A HREF=/5/home>Home</A><BR><A HREF=/5/pages>Pages</A><BR><A HREF=/5/forum>Forum</A>
       <TD><H2>Meetings</H2><TABLE>${meetings}</TABLE><TR><TD COLSPAN=2>&copy;</TABLE>`,
    ],
  ])('of meetings, %s', async (_name, html) => {
    expect(await told({ [`${SPACE}/meetings`]: html }, 'meeting')).toEqual(expected);
  });

  it('of meetings, in the page of a site whose menu leads to a calendar of the year', async () => {
    const page = (content: string): string =>
      `<TABLE><TR><TD><A HREF=/5/home>Home</A><BR><A HREF=/5/pages>Pages</A><BR><A HREF=/5/leave>Leave</A><BR>
       <A HREF=/5/calendar/2021/5>&#128197;</A><TD>${content}<TR><TD COLSPAN=2>&copy;</TABLE>`;
    const pages = {
      [`${SPACE}/home`]: page('<H2>Bees</H2><P>A project about bees and flowers.'),
      [`${SPACE}/pages`]: page('<H2>Pages</H2><P>Nothing yet'),
      [`${SPACE}/forum`]: page('<H2>Forum</H2><P>No posts'),
      [`${SPACE}/meetings`]: page(`<H2>Meetings</H2><TABLE>${meetings}</TABLE>`),
    };
    expect(await told(pages, 'meeting')).toEqual(expected);
  });

  it('of people', async () => {
    const row = (name: string, land: string): string =>
      `<TR><TD>${name}<BR>Primary School<TD>${land}<BR>since 1. 2. 2011`;
    const html = `<h1>Contacts</h1><TABLE>${row('Ana Novak', 'Slovenia')}${row('Carlo Rossi', 'Italy')}${row('Eva Schmidt', 'Germany')}</TABLE>`;
    expect(await told({ [`${LIVE}/people/contacts`]: html }, 'person')).toEqual([
      ['Ana Novak', '-', '2011-02-01'],
      ['Carlo Rossi', '-', '2011-02-01'],
      ['Eva Schmidt', '-', '2011-02-01'],
    ]);
  });

  it('unless each cell is a thing', async () => {
    const cell = (n: number): string => `<td><b>Chat ${n}</b><br>${n}. 3. 2016<br>Ana: hello number ${n}</td>`;
    const html = `<h1>Meetings</h1><table><tr>${cell(1)}${cell(2)}</tr><tr>${cell(3)}${cell(4)}</tr></table>`;
    expect((await told({ [`${SPACE}/meetings`]: html }, 'meeting')).length).toBe(4);
  });
});

describe('one file beside one folder', () => {
  const files = (html: string): Record<string, FakePage> => ({
    [`${SPACE}/materials/files`]: '<h1>Files</h1><a href="/5/materials/files/1">One</a>',
    [`${SPACE}/materials/files/1`]: `<h1>One</h1>${html}`,
    [`${SPACE}/materials/files/2`]: '<h1>Sub folder</h1>',
    [`${SPACE}/materials/files/3`]: '<h1>All</h1>',
  });
  const sub = '<a href="/5/materials/files/2">Sub folder</a>';
  const load = '<a href="/5/materials/files/1/9/download"><img src="/img/dl.gif"></a>';

  it.each([
    [
      'rows',
      `<table><tr><td>${sub}<td>Marko Kos<td>1. 2. 2015<tr><td>Our plan<td>Ana Novak<td>3. 4. 2016<td>${load}</table>`,
    ],
    ['boxes', `<div><div>${sub} Marko Kos</div><div><h3>Our plan</h3><p>Ana Novak, 3. 4. 2016</p>${load}</div></div>`],
    ['flat', `<h3>${sub}</h3><p>Marko Kos, 1. 2. 2015</p><h3>Our plan</h3><p>Ana Novak, 3. 4. 2016</p>${load}`],
    [
      'a way up',
      `<div><div><a href="/5/materials/files/3">..</a></div><div><h3>Our plan</h3><p>Ana Novak, 3. 4. 2016</p>${load}</div></div>`,
    ],
    [
      'a path',
      `<p><a href="/5/materials/files/3">All</a> › One</p><h3>Our plan</h3><p>Ana Novak, 3. 4. 2016</p>${load}`,
    ],
  ])('has its own facts (%s)', async (_name, html) => {
    expect(await told(files(html), 'file')).toEqual([['Our plan', 'Ana Novak', '2016-04-03']]);
  });
});

describe('authors', () => {
  it('all files of one teacher keep her', async () => {
    const rows = [1, 2, 3, 4].map(
      (n) =>
        `<tr><td><a href="/5/materials/files/1/${n}/download">Plan ${n}</a><td>Open Report<td>Ana Novak<td>${n}. 2. 2019<td><a href="/5/materials/files/1/${n}/download">Download File</a>`,
    );
    const pages = {
      [`${SPACE}/materials/files`]: '<h1>Files</h1><a href="/5/materials/files/1">One</a>',
      [`${SPACE}/materials/files/1`]: `<h1>One</h1><table>${rows.join('')}</table>`,
    };
    expect(await told(pages, 'file')).toEqual([1, 2, 3, 4].map((n) => [`Plan ${n}`, 'Ana Novak', `2019-02-0${n}`]));
  });

  const mail = (from: string, to: string): string =>
    `<h1>Hello</h1><table><tr><th>From<td>${from}<tr><th>To<td>${to}<tr><th>Date<td>1.2.2019 10:00</table><pre>Dear colleague,\nthis is the text of it.</pre>`;
  const list = (name: string): string =>
    `<h1>Mail</h1><table>${[1, 2, 3].map((n) => `<tr><td>${name}<td><a href="/messages/${n}">Hello</a><td>${n}.2.2019`).join('')}</table>`;

  it.each([
    ['inbox', 'Carlo Rossi', 'Ana Novak', 'Carlo Rossi'],
    ['inbox', 'Carlo Rossi', 'Ana Novak, Eva Schmidt', 'Carlo Rossi'],
    ['sent', 'Ana Novak', 'Carlo Rossi', 'Ana Novak'],
  ])('of a message in %s from %s to %s', async (box, from, to, author) => {
    const pages = {
      [`${LIVE}/messages/${box}`]: list('Carlo Rossi'),
      ...Object.fromEntries([1, 2, 3].map((n) => [`${LIVE}/messages/${n}`, mail(from, to)])),
    };
    expect((await told(pages, 'message')).map((line) => (line as string[])[1])).toEqual([author, author, author]);
  });
});
