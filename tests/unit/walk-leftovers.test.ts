import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE, walkPages, type FakePage } from './support/fakeSource.ts';

const SPACE = `${TWINSPACE}/5`;
const base: Readonly<Record<string, FakePage>> = {
  [`${LIVE}/profile`]: '<h1>Ana Novak</h1><p>Teacher</p>',
  [`${LIVE}/projects`]: `<h1>My projects</h1><a href="/projects/project/5">Bees</a> 1. 2. 2019 <a href="${SPACE}/home">TwinSpace</a>`,
  [`${SPACE}/home`]: '<h1>Bees</h1><p>A project about bees and flowers.</p>',
};
const NOT_OURS = new Set(['profile', 'project', 'space', 'home']);

/** Kind, title, and the path of each item of the space. */
async function told(pages: Readonly<Record<string, string>>): Promise<string[]> {
  const all = Object.fromEntries(Object.entries(pages).map(([path, html]) => [SPACE + path, html]));
  const { items } = await walkPages({ ...base, ...all });
  return items.flatMap(({ item, content }) => {
    if (NOT_OURS.has(item.kind)) return [];
    const text = item.description ?? content?.text.join(' ') ?? '';
    return [`${item.kind} ${item.title} ${item.sourceUrl.replace(SPACE, '')}${text === '' ? '' : `: ${text}`}`];
  });
}

const member = (n: number, name: string): string => `<a href="/5/members/${n}">${name}</a>`;
const teachers = { '/members/1': '<h1>Ana Novak</h1><p>School</p>', '/members/2': '<h1>Carlo Rossi</h1><p>School</p>' };

describe('members without a page', () => {
  it.each([
    [
      'in a list beside the linked ones',
      `<h2>Teachers</h2><ul><li>${member(1, 'Ana Novak')} Slovenia<li>${member(2, 'Carlo Rossi')} Italy</ul>
       <h2>Pupils</h2><ul><li>Jan Kowalski, Poland<li>Eva Schmidt, Germany<li>Luka Horvat, Croatia</ul>`,
    ],
    [
      'in the same table',
      `<table><tr><th>Name<th>Land<tr><td>${member(1, 'Ana Novak')}<td>Slovenia<tr><td>Jan Kowalski<td>Poland<tr><td>${member(2, 'Carlo Rossi')}<td>Italy
       <tr><td>Eva Schmidt<td>Germany<tr><td>Luka Horvat<td>Croatia</table>`,
    ],
    [
      'in flat mark-up, with lines that belong to the linked ones',
      `<p>${member(1, 'Ana Novak')}</p><p>Osnovna Šola Koper</p><p>${member(2, 'Carlo Rossi')}</p><p>Scuola Elementare Verdi</p>
       <h2>Pupils</h2><p>Jan Kowalski</p><p>Eva Schmidt</p><p>Luka Horvat</p>`,
    ],
    [
      'beside a single linked one',
      `<ul><li>${member(1, 'Ana Novak')} Slovenia</ul>${member(2, 'Carlo Rossi').replace(/Carlo Rossi/, '')}
       <ul><li>Jan Kowalski, Poland<li>Eva Schmidt, Germany<li>Luka Horvat, Croatia</ul>`,
    ],
    [
      'in other boxes',
      `<div><section><h3>${member(1, 'Ana Novak')}</h3><p>A long text about her and about her school, which stands in the town.</p></section>
       <section><h3>${member(2, 'Carlo Rossi')}</h3><p>A long text about him and about his school, which stands in the town.</p></section></div>
       <div><p>Jan Kowalski</p><p>Eva Schmidt</p><p>Luka Horvat</p></div>`,
    ],
  ])('%s', async (_name, html) => {
    const members = (await told({ '/members': `<h1>Members</h1>${html}`, ...teachers })).map((line) =>
      line.replace(/:.*/, ''),
    );
    expect(members.sort()).toEqual([
      'member Ana Novak /members/1',
      'member Carlo Rossi /members/2',
      'member Eva Schmidt /members',
      'member Jan Kowalski /members',
      'member Luka Horvat /members',
    ]);
  });

  it('one of them, with a picture', async () => {
    const picture = '/files/collabspace/5/5/5/5/images/abcdef01.jpg';
    const html = `<ul><li>${member(1, 'Ana Novak')}<li>${member(2, 'Carlo Rossi')}<li><img src="${picture}" alt="">Jan Kowalski</ul>`;
    expect(await told({ '/members': `<h1>Members</h1>${html}`, ...teachers })).toEqual([
      'member Jan Kowalski /members: Jan Kowalski',
      `image  ${TWINSPACE}${picture}`,
      'member Ana Novak /members/1: Ana Novak School',
      'member Carlo Rossi /members/2: Carlo Rossi School',
    ]);
  });

  it('all of them, in a table of two columns', async () => {
    const row = (name: string, land: string): string =>
      `<tr><td><b>${name}</b><br>Teacher<td>${land}<br>Primary School ${land}`;
    const html = `<h1>Members</h1><table>${row('Ana Novak', 'Slovenia')}${row('Carlo Rossi', 'Italy')}</table>`;
    expect(await told({ '/members': html })).toEqual([
      'member Ana Novak /members: Ana Novak Teacher Slovenia Primary School Slovenia',
      'member Carlo Rossi /members: Carlo Rossi Teacher Italy Primary School Italy',
    ]);
  });

  it('in a sentence: the whole list is kept', async () => {
    const html = `<h1>Members</h1><ul><li>${member(1, 'Ana Novak')}<li>${member(2, 'Carlo Rossi')}</ul><p>Pupils: Jan, Eva, Luka and Mia</p>`;
    expect(await told({ '/members': html, ...teachers })).toContainEqual(
      'member Members /members: Members Ana Novak Carlo Rossi Pupils: Jan, Eva, Luka and Mia',
    );
  });
});

describe('what lists say beside their things', () => {
  it('is kept: descriptions, polls on the list itself, words above albums', async () => {
    const found = await told({
      '/materials/images': '<h1>Images</h1><p>Words above all albums</p><a href="/5/materials/images/7">Spring</a>',
      '/materials/images/7': '<h1>Spring</h1><p>Album description text here</p>',
      '/materials/files': '<h1>Files</h1><a href="/5/materials/files/1">One</a>',
      '/materials/files/1':
        '<h1>One</h1><p>Folder description text here</p><a href="/5/materials/files/1/9/download">plan.pdf</a>',
      '/forum': '<h1>Forum</h1><ul><li><a href="/5/forum/4">Chat</a><li><a href="/5/forum/6">Talk</a></ul>',
      '/forum/4': '<h1>Chat</h1><p>Forum description text here</p><a href="/5/forum/4/thread/5">Hello</a>',
      '/forum/4/thread/5': '<h1>Hello</h1><p>Post text</p>',
      '/forum/6': '<h1>Talk</h1><p>Nothing yet</p>',
      '/polls': '<h1>Polls</h1><h2>Who is best?</h2><p>Bees 12, Flowers 3</p>',
    });
    expect(found.sort()).toEqual([
      'album Spring /materials/images/7: Album description text here',
      'file plan.pdf /materials/files/1/9/download',
      'page Images /materials/images: Images Words above all albums Spring',
      'page One /materials/files/1: One Folder description text here plan.pdf',
      'poll Polls /polls: Polls Who is best? Bees 12, Flowers 3',
      'thread Chat /forum/4: Chat Forum description text here Hello',
      'thread Hello /forum/4/thread/5: Hello Post text',
    ]);
  });

  it('is no excerpt of what a thing’s own page says in full', async () => {
    const text = 'We meet on Thursday and talk about the questions of all the classes.';
    const pages = (full: string): Record<string, string> => ({
      '/boards': '<h1>Boards</h1><a href="/5/boards/1">Wall</a><p>We meet on Thursday and talk about the…</p>',
      '/boards/1': `<h1>Wall</h1><p>${full}</p>`,
    });
    expect((await told(pages(text))).length).toBe(1);
    expect((await told(pages('Something else.'))).length).toBe(2);
  });

  it('is nothing where it is the site’s', async () => {
    const load = (folder: number, file: number): string =>
      `<tr><td>${file % 2 ? '' : 'Here you find our plan '}<a href="/5/materials/files/${folder}/${file}/download">plan ${file}.pdf</a><td>Ana Novak<td>${file}. 2. 2019<td>${file} kB`;
    const folder = (n: number): string =>
      `<h1>Folder ${n}</h1><p><a href="/5/home">Home of the space</a> › <a href="/5/materials/files">All of our files</a> › Folder ${n}</p>
       <p>Click on a name to get the file. ${n + 2} files in this folder</p><table><tr><th>Name of the file<th>Who put it here and when<th>Date<th>Size${load(n, 1)}${load(n, 2)}${load(n, 3)}</table>`;
    const found = await told({
      '/materials/files':
        '<h1>Files</h1><ul><li><a href="/5/materials/files/1">Folder 1</a> made by Ana Novak<li><a href="/5/materials/files/2">Folder 2</a> made by Ana Novak</ul>',
      '/materials/files/1': folder(1),
      '/materials/files/2': folder(2),
      '/polls': '<h1>Polls</h1><p>There are no polls in this space yet.</p>',
      '/boards': '<h1>Boards</h1>',
      '/members': `<h1>Members</h1><p>2 members</p><ul><li>Sort by name<li>Teachers<li>Pupils</ul><ul><li>${member(1, 'Ana Novak')}<li>${member(2, 'Carlo Rossi')}</ul>`,
      ...teachers,
    });
    expect(found.filter((line) => !/^file /.test(line))).toEqual([
      'member Ana Novak /members/1: Ana Novak School',
      'member Carlo Rossi /members/2: Carlo Rossi School',
    ]);
  });
});
