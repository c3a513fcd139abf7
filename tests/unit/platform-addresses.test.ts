import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage, type Reading } from '../../electron/platform/read/reading.ts';
import { LIVE, TWINSPACE, walkPages } from './support/fakeSource.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));

function read(html: string, path = '/5/home'): Reading {
  return readPage(`<h1>Bees</h1><p>Words of the page</p>${html}`, TWINSPACE + path, classifier);
}

describe('addresses in attributes that usually hold words', () => {
  it.each([
    ['<button type="button" value="/5/home?offset=2">More</button>'],
    ['<button name="/5/home?offset=2">More</button>'],
    ['<div id="home?offset=2">More</div>'],
    ['<input type="button" value="+" alt="?offset=2">'],
    ['<select><option value="https://twinspace.etwinning.net/5/home?page=1&amp;offset=2">2</option></select>'],
    ['<div data-more="home?offset=2">More</div>'],
  ])('a list goes on: %s', (html) => {
    const { paging } = read(html);
    expect(paging.pages.map((page) => page.replace('page=1&', ''))).toEqual([`${TWINSPACE}/5/home?offset=2`]);
  });

  it.each([
    ['<select><option value="/5/pages/page/6">Six</option></select>', '/5/pages/page/6'],
    ['<td id="pages/page/6">Six</td>', '/5/pages/page/6'],
    [
      '<form action="/5/materials/files/1/9/download"><button>plan.pdf</button></form>',
      '/5/materials/files/1/9/download',
    ],
  ])('a thing is linked: %s', (html, path) => {
    const base = `<base href="${TWINSPACE}/5/">`;
    expect([...read(`${base}<table><tr>${html}</table>`).listed.keys()]).toEqual([TWINSPACE + path]);
  });

  it.each([
    ['<input value="/srv/data/plan.doc">'],
    ['<button value="/5/pages/page/6/delete">x</button>'],
    ['<select><option value="1/2">half</option><option value="https://example.org/a">a</option></select>'],
    ['<form method="post" action="/5/materials/files/1/9/download"><button>x</button></form>'],
    ['<form action="/5/pages/page/6"><button>Save</button></form>'],
    ['<div class="w-1/2 home?offset=2">x</div>'],
    ['<b title="?action=delete&amp;page=2">x</b>'],
  ])('but words are no address: %s', (html) => {
    const { listed, paging, mentions } = read(html, '/5/materials/images');
    expect([[...listed.keys()], paging.pages, mentions]).toEqual([[], [], []]);
  });

  it('certificates that are chosen from a list', async () => {
    const certificate = (name: string): string => `/projects/project/7/certificate/${name}`;
    const { items } = await walkPages({
      [`${LIVE}/projects`]: `<table><tr><td><a href="/projects/project/7">Bees</a><td>1. 9. 2014<td><select>
        <option value="">-<option value="${certificate('national')}">a<option value="${certificate('european')}">b</select></table>`,
      [`${LIVE}/projects/project/7`]: '<h1>Bees</h1><p>About bees.</p>',
    });
    const saved = items
      .filter(({ item }) => item.kind === 'certificate')
      .map(({ want }) => want?.candidates[0]?.address);
    expect(saved).toEqual([LIVE + certificate('national'), LIVE + certificate('european')]);
  });
});
