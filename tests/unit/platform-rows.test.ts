import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage, type Depth, type Reading } from '../../electron/platform/read/reading.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const L = 'https://live.etwinning.net';
const T = 'https://twinspace.etwinning.net/5';

function read(address: string, html: string, depth: Depth): Reading {
  return readPage(html, address, classifier, undefined, depth);
}

/** The same three people in every mark-up that lists of that time were written in. */
const PEOPLE = [
  ['Ana Novak', 'OŠ Žužemberk', 'Slovenia'],
  ['Jürgen Weiß', 'Gymnasium am See', 'Germany'],
  ['Ελένη Παπαδοπούλου', '1ο Δημοτικό', 'Greece'],
] as const;
const each = (write: (name: string, school: string, country: string) => string): string =>
  PEOPLE.map(([name, school, country]) => write(name, school, country)).join('\n');

const MARKUPS: Readonly<Record<string, string>> = {
  'a list': `<ul>${each((n, s, c) => `<li><b>${n}</b><p>${s}</p><p>${c}</p></li>`)}</ul>`,
  'a list with bare lines': `<ul>${each((n, s, c) => `<li>${n}<br>${s}<br>${c}`)}</ul>`,
  cards: `<div class=x>${each((n, s, c) => `<div><div>${n}</div><div><span>School</span> ${s}</div><div><span>Country</span> ${c}</div></div>`)}</div>`,
  'a table with a head': `<table><tr><th>Name<th>School<th>Country</tr>${each((n, s, c) => `<tr><td>${n}<td>${s}<td>${c}`)}</table>`,
  'a layout table with tables of fields': `<table><tr><td>menu<td><h2>Contacts</h2><table>${each((n, s, c) => `<tr><td><img src=x><td><b>${n}</b><table><tr><td>School:<td>${s}<tr><td>Country:<td>${c}</table>`)}</table></table>`,
  'a grid of cells': `<table><tr>${each((n, s, c) => `<td><b>${n}</b><br>${s}<br>${c}</td>`)}</tr></table>`,
  'terms and definitions': `<dl>${each((n, s, c) => `<dt>${n}</dt><dd>${s}</dd><dd>${c}</dd>`)}</dl>`,
  'flat headings': each((n, s, c) => `<h3>${n}</h3><p>${s}</p><p>${c}</p>`),
  'flat lines between rules': `<hr>${each((n, s, c) => `<b>${n}</b><br>${s}, ${c}<hr>`)}`,
  paragraphs: each((n, s, c) => `<p><b>${n}</b><br>${s}<br>${c}</p>`),
  'boxes in boxes': `<section><div><div>${each((n, s, c) => `<div><div><div><h4>${n}</h4></div><div><dl><dt>School<dd>${s}<dt>Country<dd>${c}</dl></div></div></div>`)}</div></div></section>`,
  'articles without ends': each((n, s, c) => `<article><h2>${n}<p>${s}<p>${c}</article>`),
};

describe('people without addresses of their own', () => {
  it.each(Object.entries(MARKUPS))('%s', (_name, html) => {
    const { rows } = read(`${L}/people/contacts`, `<body><h1>Contacts</h1>${html}</body>`, { rows: 'things' });
    expect(rows.map(({ facts }) => facts.title)).toEqual(PEOPLE.map(([name]) => name));
    for (const [index, [, school, country]] of PEOPLE.entries()) {
      const text = rows[index]?.text.join(' ') ?? '';
      expect(text).toContain(school);
      expect(text).toContain(country);
    }
  });

  it('a single one, told by its number', () => {
    const card =
      '<div data-id="u5017"><b>Ana Novak</b><div>School: OŠ Žužemberk</div><div>Country: Slovenia</div></div>';
    const { rows } = read(`${L}/people/contacts`, `<h1>Contacts</h1><div>${card}</div>`, { rows: 'things' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ number: '5017', facts: { title: 'Ana Novak' } });
  });

  it('numbers out of links that would change a thing, which are not followed', () => {
    const { rows } = read(
      `${L}/people/contacts`,
      `<h1>Contacts</h1><ul>${PEOPLE.map(([n, s], i) => `<li>${n} <i>${s}</i> <a href="/people/${700 + i}/remove">x</a>`).join('')}</ul>`,
      { rows: 'things' },
    );
    expect(rows.map(({ number }) => number)).toEqual(['700', '701', '702']);
    expect(rows.flatMap(({ text }) => text)).not.toContain('x');
  });
});

describe('dated things', () => {
  const notes = [
    ['Trip', 'Ana Novak', '12. 3. 2019', 'We meet at the station at eight; bring your passports.'],
    ['Logo', 'Luca Verdi', '14/03/2019', 'Please vote for the logo until Friday, all classes.'],
    ['Party', 'Zoë Blanc', '', 'Whoever wants to bring a cake should tell me in time.'],
  ] as const;
  const markups: Readonly<Record<string, string>> = {
    list: notes.map(([t, a, d, x]) => `<li><h4>${t}</h4><p>${a} ${d}</p><p>${x}</p></li>`).join(''),
    cards: notes
      .map(([t, a, d, x]) => `<div><strong>${t}</strong><div>${a} · <span>${d}</span></div><div>${x}</div></div>`)
      .join(''),
    table: `<table>${notes.map(([t, a, d, x]) => `<tr><td>${a}<br>${d}<td><b>${t}</b><p>${x}`).join('')}</table>`,
  };

  it.each(Object.entries(markups))('%s: with their brother that carries no date', (_name, html) => {
    const home = `<h1>Bees</h1><p>A project about bees, flowers and friends from six countries.</p><h2>Journal</h2><ul><li><a href="/5/twinblog/1">First day</a> 2. 2. 2019</ul><h2>Notes</h2><div>${html}</div>`;
    const { rows } = read(`${T}/home`, home, { rows: 'dated' });
    const found = rows.filter(({ targets }) => targets.length === 0);
    expect(found.map(({ facts }) => facts.dates[0]?.iso)).toEqual(['2019-03-12', '2019-03-14', undefined]);
    for (const [index, [title, , , text]] of notes.entries()) {
      expect(found[index]?.text.join(' ')).toContain(text);
      expect(found[index]?.text.join(' ')).toContain(title);
    }
  });

  it('are not the sections that hold them', () => {
    const section = (name: string, from: number): string =>
      `<section><h2>${name}</h2><ul>${[0, 1].map((i) => `<li>${name} number ${from + i} of my school <time>1. 2. 201${from + i}</time></li>`).join('')}</ul></section>`;
    const { rows } = read(
      `${L}/profile/portfolio`,
      `<h1>Portfolio</h1>${section('Projects', 1)}${section('Events', 4)}`,
      {
        rows: 'dated',
      },
    );
    expect(rows.map(({ facts }) => facts.dates[0]?.iso)).toEqual([
      '2011-02-01',
      '2012-02-01',
      '2014-02-01',
      '2015-02-01',
    ]);
    expect(rows.map(({ section: heading }) => heading)).toEqual(['Projects', 'Projects', 'Events', 'Events']);
  });
});

describe('entries: what others said', () => {
  it('comments, without the thing itself', () => {
    const { entries, created, author } = read(
      `${T}/twinblog/9`,
      `<h1>Our trip</h1><p>by Ana Novak, 1 July 2018</p><p>We went to the mountains and saw a great many birds.</p>
       <h2>Comments</h2><ul><li><b>Luca Verdi</b> 2. 7. 2018<p>What a day that must have been!</p></li>
       <li><b>Zoë Blanc</b> 3. 7. 2018<p>Ours was on Thursday, in the rain.</p></li></ul>`,
      { entries: true },
    );
    expect(created?.iso).toBe('2018-07-01');
    expect(author).toBe('Ana Novak');
    expect(entries).toEqual([
      {
        author: 'Luca Verdi',
        createdAt: '2018-07-02',
        dateAsWritten: '2. 7. 2018',
        text: ['What a day that must have been!'],
      },
      {
        author: 'Zoë Blanc',
        createdAt: '2018-07-03',
        dateAsWritten: '3. 7. 2018',
        text: ['Ours was on Thursday, in the rain.'],
      },
    ]);
  });

  it('a comment is no date of a thing that has none', () => {
    const { created } = read(
      `${T}/polls/9`,
      `<h1>Which logo?</h1><p>The swallow or the bridge? Please choose, all of you, until Friday.</p><div>Luca Verdi · 2. 7. 2018</div><div>The swallow, of course, what else.</div>`,
      { entries: true },
    );
    expect(created).toBeUndefined();
  });

  it('a signature behind the text is the author', () => {
    const { created, author } = read(
      `${T}/pages/page/9`,
      `<h1>Rules</h1><p>Nobody is to touch the bees without asking the teacher first.</p><p>Ana Novak, 5. 5. 2017</p>`,
      {},
    );
    expect(created?.iso).toBe('2017-05-05');
    expect(author).toBe('Ana Novak');
  });
});
