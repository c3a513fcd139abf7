import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE, walkPages, type FakePage } from './support/fakeSource.ts';

const stored = (hash: string, folder = 'images', ending = 'jpg'): string =>
  `/files/collabspace/5/5/5/5/${folder}/aabbccdd${hash}.${ending}`;
const ACCOUNT = {
  [`${LIVE}/projects`]: `<h1>Projects</h1><a href="/projects/project/5">Bees</a> <a href="${TWINSPACE}/5/home">Space</a>`,
  [`${TWINSPACE}/5/home`]: '<h1>Bees</h1><p>We are six schools from five countries.</p>',
} as const;

/** What a walk finds that has bytes: kind, title, folder. */
async function found(pages: Readonly<Record<string, FakePage>>): Promise<string[]> {
  const under = Object.entries(pages).map(([path, page]) => [`${TWINSPACE}/5/${path}`, page] as const);
  const { items } = await walkPages({ ...ACCOUNT, ...Object.fromEntries(under) });
  const binary = items.filter(({ item }) => item.kind === 'image' || item.kind === 'file');
  return binary.map(({ item }) => [item.kind, item.title, ...item.folder].join(' / ')).sort();
}

describe('an album', () => {
  const albums = '<h1>Images</h1><a href="/5/materials/images/7">Spring</a>';
  const view = (hash: string): string => `<h1>zero</h1><img src="${stored(hash)}">`;

  it('of which some pictures have a view and others have none loses neither, and none is there twice', async () => {
    const pages = {
      'materials/images': albums,
      'materials/images/7': `<h1>Spring</h1><ul>
        <li><a href="/5/materials/images/7/70"><img src="${stored('0')}" alt="zero"></a>
        <li><img src="${stored('1')}" alt="one"><li><img src="${stored('2')}" alt="two"></ul>`,
      'materials/images/7/70': view('0'),
    };
    expect(await found(pages)).toEqual(['image / one / Spring', 'image / two / Spring', 'image / zero / Spring']);
  });

  it('whose pictures stand beside the links to their views has no more than these', async () => {
    const card = (id: number): string =>
      `<div><img src="${stored(String(id))}" alt=""><a href="/5/materials/images/7/7${id}">Picture ${id}</a></div>`;
    const pages = {
      'materials/images': albums,
      'materials/images/7': `<h1>Spring</h1>${card(0)}${card(1)}`,
      'materials/images/7/70': view('0'),
      'materials/images/7/71': view('1'),
    };
    expect(await found(pages)).toHaveLength(2);
  });
});

describe('stored things', () => {
  it('outside of the content are found, wherever they stand, once each', async () => {
    const logo = `<header><a href="/5/home"><img src="${stored('0')}" alt="logo"></a><p>Bees</p></header>`;
    const pages = {
      home: `${logo}<h1>Bees</h1><p>We are six schools from five countries.</p>`,
      pages: `${logo}<h1>Pages</h1><a href="/5/pages/page/9">Nine</a>`,
      forum: `${logo}<h1>Forum</h1>`,
      members: `${logo}<h1>Members</h1>`,
      'pages/page/9': `${logo}<main><h1>Nine</h1></main><div><img src="${stored('1')}" alt="side"></div>
        <footer>Bees<a href="/5/materials/files/1/2/download">plan.pdf</a></footer>`,
    };
    expect(await found(pages)).toEqual(['file / plan.pdf', 'image / logo', 'image / side']);
  });

  it('that a list shows beside what it lists are found', async () => {
    const pages = {
      'materials/files': '<h1>Files</h1><a href="/5/materials/files/1">One</a>',
      'materials/files/1': `<h1>One</h1><a href="${stored('3', 'files', 'doc')}">plan.doc</a>`,
      forum: `<h1>Forum</h1><p>Rules: <a href="${stored('4', 'files', 'pdf')}">rules.pdf</a></p>`,
    };
    expect(await found(pages)).toEqual(['file / plan.doc / One', 'file / rules.pdf']);
  });
});
