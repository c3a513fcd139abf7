import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { NO_FRAME, readPage, type Depth, type Frame } from '../../electron/platform/read/reading.ts';
import { personName } from '../../electron/platform/read/names.ts';
import { createPageSigns } from '../../electron/platform/signs.ts';

const SPACE = 'https://twinspace.etwinning.net/197644';
const LIVE = 'https://live.etwinning.net';
const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const read = (html: string, address: string, depth: Depth = {}, frame: Frame = NO_FRAME, cameFrom = address) =>
  readPage(html, address, classifier, frame, depth, cameFrom);

describe('who and when before the title', () => {
  const entry = (who: string, when: string, id: number, title: string): string =>
    `<p>${who}, ${when}</p><h4><a href="/messages/${id}">${title}</a></h4>`;

  it('belong to what follows, where the list begins with them', () => {
    const html = `<h1>Inbox</h1>${entry('Ana Novak', '1.2.2015', 1, 'Bees')}${entry('Jan van der Berg', '3.4.2016', 2, 'Trees')}${entry('Eva Rossi', '5.6.2017', 3, 'Seas')}`;
    const { listed } = read(html, `${LIVE}/messages/inbox`);
    const facts = [...listed.values()].map(({ facts: { title, author, dates } }) => [title, author, dates[0]?.iso]);
    expect(facts).toEqual([
      ['Bees', 'Ana Novak', '2015-02-01'],
      ['Trees', 'Jan van der Berg', '2016-04-03'],
      ['Seas', 'Eva Rossi', '2017-06-05'],
    ]);
  });

  it('belong to what is above them, where the list ends with them', () => {
    const signed = (id: number, title: string, day: string): string =>
      `<h4><a href="/messages/${id}">${title}</a></h4><p>Some words that go on for a while, and then end.</p><p>Ana Novak, ${day}</p>`;
    const html = `<h1>Inbox</h1>${signed(1, 'Bees', '1.2.2015')}${signed(2, 'Trees', '3.4.2016')}`;
    const days = [...read(html, `${LIVE}/messages/inbox`).listed.values()].map(({ facts }) => facts.dates[0]?.iso);
    expect(days).toEqual(['2015-02-01', '2016-04-03']);
  });
});

describe('names', () => {
  it.each([
    ['Posted by Maria Rossi on |', 'Maria Rossi'],
    ['Femke in ’t Veld', 'Femke in ’t Veld'],
    ['Máire Mac an tSaoir', 'Máire Mac an tSaoir'],
    ['მარიამ ჯაფარიძე', 'მარიამ ჯაფარიძე'],
    ['— Љубица Петровска', 'Љубица Петровска'],
  ])('%s', (text, name) => {
    expect(personName(text, [{ iso: '2018-07-01', written: '1. 7. 2018', index: 0 }])).toBe(name);
  });

  it('have an element to themselves beside a word before them', () => {
    expect(personName('From Maria Rossi', [], ['From', 'Maria Rossi'])).toBe('Maria Rossi');
  });
});

describe('what is a thing and what is a way through the site', () => {
  it('a group whose row is one link, beside links that change it', () => {
    const row = (id: number): string =>
      `<div><a href="https://groups.etwinning.net/${id}/home"><b>Rivers</b> 30.11.2021</a> <a href="/groups/${id}/leave">Leave</a> <a href="/groups/${id}/delete">Delete</a></div>`;
    const { listed } = read(`<h2>My groups</h2>${row(8231)}`, `${LIVE}/groups`);
    expect([...listed.keys()]).toEqual(['https://groups.etwinning.net/8231/home']);
  });

  it('a list of the latest that stands on every page dates nothing, however its dates are written', () => {
    const links = [1, 2].map(
      (id) => `<li><a href="/197644/twinblog/${id}">Entry ${id}</a> <time datetime="2020-01-0${id}">ago</time></li>`,
    );
    const frame = { texts: new Set<string>(), addresses: new Set([1, 2].map((id) => `${SPACE}/twinblog/${id}`)) };
    const html = `<div><h2>Eva Rossi</h2><p>Country: Italy</p></div><div><h3>Latest</h3><ul>${links.join('')}</ul></div>`;
    const reading = read(html, `${SPACE}/members/7`, {}, frame);
    expect(reading.dates).toEqual([]);
    // They are things of the space all the same.
    expect(reading.sections.has(`${SPACE}/twinblog/1`)).toBe(true);
  });

  it('a short page beside such a list keeps its words', () => {
    const links = [1, 2].map((id) => `<li><a href="/197644/twinblog/${id}">Entry ${id}</a></li>`).join('');
    const frame = {
      texts: new Set(['Latest']),
      addresses: new Set([1, 2].map((id) => `${SPACE}/twinblog/${id}`)),
    };
    const html = `<div><div><h5>Latest</h5><ul>${links}</ul></div><div><h1>Bees</h1><p>Few words.</p></div></div>`;
    expect(read(html, `${SPACE}/pages/page/9`, {}, frame).text).toEqual(['Bees', 'Few words.']);
  });

  it('a path through the site is no text: a date behind it is the page’s own', () => {
    const html = `<p><a href="/197644/home">A space with quite a long name, longer than most</a> › Bees</p><h2>Bees</h2><p>From <a href="${LIVE}/people/5">Ana Novak</a> · 1.2.2019</p><p>Words that are written by a person and go on for some time.</p>`;
    const { created, author } = read(html, `${SPACE}/twinblog/9`);
    expect([created?.iso, author]).toEqual(['2019-02-01', 'Ana Novak']);
  });
});

describe('rows without addresses', () => {
  it('people in a grid, three abreast', () => {
    const card = (name: string): string =>
      `<div><div><h5>${name}</h5><dl><dt>School</dt><dd>Primary</dd></dl></div></div>`;
    const names = ['Ana Novak', 'Eva Rossi', 'Jan Berg', 'Iva Kos', 'Ole Dahl'];
    const html = `<h1>Contacts</h1><div><div>${names.slice(0, 3).map(card).join('')}</div><div>${names.slice(3).map(card).join('')}</div></div>`;
    const { rows } = read(html, `${LIVE}/people/contacts`, { rows: 'things' });
    expect(rows.map(({ facts }) => facts.title)).toEqual(names);
  });

  it('a label that all rows hold is no title, one that all rows begin with is', () => {
    const row = `<section><h6>Meeting</h6><h4>Comments (2)</h4><p>Words that somebody wrote in the chat, and more.</p></section>`;
    const { rows } = read(`<h2>Space</h2><div>${row}${row}${row}</div>`, `${SPACE}/meetings`, { rows: 'things' });
    expect(rows.map(({ facts }) => facts.title)).toEqual(['Meeting', 'Meeting', 'Meeting']);
  });
});

describe('addresses', () => {
  it('lean on the address as the server has it, with its slash', () => {
    const { listed } = read(
      '<h2>Members</h2><a href="75309">Eva Rossi</a>',
      `${SPACE}/members`,
      {},
      NO_FRAME,
      `${SPACE}/members/`,
    );
    expect([...listed.keys()]).toEqual([`${SPACE}/members/75309`]);
  });

  it('a page of nothing but frames is the platform’s', () => {
    const signs = createPageSigns(classifier);
    for (const section of ['home', 'pages', 'forum'])
      signs.looksLikePlatform(`<a href="/logout">x</a><a href="/197644/pages">y</a>`, `${SPACE}/${section}`);
    const frames =
      '<html><head><base href="/a/"></head><frameset><frame src="../197644/members/list"></frameset></html>';
    expect(signs.isStranger(frames, `${SPACE}/members`)).toBe(false);
    expect(signs.isStranger('<p>Something went wrong.</p>', `${SPACE}/members`)).toBe(true);
  });

  it('a picture is called by its caption', () => {
    const src = '/files/collabspace/4/44/644/197644/images/ba77953d8_opt.jpg';
    const { pictures } = read(
      `<figure><img src="${src}" alt=""><figcaption>Bees</figcaption></figure>`,
      `${SPACE}/home`,
    );
    expect(pictures[0]?.alt).toBe('Bees');
  });
});
