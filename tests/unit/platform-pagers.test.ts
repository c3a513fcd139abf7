import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage } from '../../electron/platform/read/reading.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const THREAD = 'https://twinspace.etwinning.net/5/forum/7/thread/9';
const read = (pager: string) =>
  readPage(`<h1>Our schools</h1><p>What does your school look like?</p>${pager}`, THREAD, classifier);

describe('ways to the other pages of a thing', () => {
  it.each([
    ['<p>1 <a href="?page=2">2</a> <a rel="next" href="?page=2">Next »</a></p>'],
    [
      '<ul><li>1</li><li><a href="?page=2">2</a></li><li>…</li><li><a href="/5/forum/7/thread/9?page=9">Last</a></li></ul>',
    ],
    ['<div><button data-href="?offset=5">Load more</button></div>'],
  ])('are none of its text, but followed: %s', (pager) => {
    const { text, html, paging } = read(pager);
    expect(text).toEqual(['Our schools', 'What does your school look like?']);
    expect(html).not.toMatch(/Next|Last|Load/);
    expect(paging.pages.length).toBeGreaterThan(0);
  });

  it.each([
    ['words beside them', '<p>I asked this <a href="?page=2">on the second page</a> as well, dear friends.</p>'],
    ['a link to something else', '<p><a href="?page=2">2</a> <a href="/5/pages/page/3">Our garden</a></p>'],
    ['a picture', '<p><a href="?page=2">2</a> <img src="/files/collabspace/5/05/005/5/images/abcdef12.jpg"></p>'],
    ['another thing', '<p><a href="/5/forum/7/thread/8?page=2">The older thread</a></p>'],
  ])('stay with %s', (_what, pager) => {
    expect(read(pager).html).toMatch(/second page|garden|<img|older thread/);
  });
});
