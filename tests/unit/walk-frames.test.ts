import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE as T, walkPages, type FakePage, type FakeWalk } from './support/fakeSource.ts';

const S = `${T}/5`;
const home = (section: string): Record<string, FakePage> => ({
  [`${S}/home`]: `<h1>Bees</h1><p>A project about bees and flowers.</p><a href="/5/${section}">Here</a>`,
});
const texts = (numbers: readonly number[], rest = ''): Record<string, FakePage> =>
  Object.fromEntries(
    numbers.map((n) => [`${S}/pages/page/${n}`, `<h1>Page ${n}</h1><p>What page ${n} has to say.</p>${rest}`]),
  );
const space = (pages: Readonly<Record<string, FakePage>>): Promise<FakeWalk> =>
  walkPages(pages, { addSpaces: ['5'], choices: new Set(['twinspaces']) });
const titles = ({ items }: FakeWalk, kind: string): string[] =>
  items.filter(({ item }) => item.kind === kind && item.status === 'saved').map(({ item }) => item.title);
const lost = ({ items }: FakeWalk): unknown[] =>
  items.filter(({ item }) => item.status === 'missing').map(({ item }) => [item.kind, item.sourceUrl, item.reason]);

describe('a frame', () => {
  it('is asked for with its query, and so are its further pages', async () => {
    const walk = await space({
      ...home('pages'),
      ...texts([1, 2, 3, 4]),
      [`${S}/pages`]: '<iframe src="tree.php?part=1&PHPSESSID=9a8b7c"></iframe><iframe data-src="/5/tree.php?part=2">',
      [`${S}/tree.php?part=1`]:
        '<a href="pages/page/1">Page 1</a> <a rel="next" href="?part=1&page=2&PHPSESSID=9a8b7c">next</a>',
      [`${S}/tree.php?part=1&page=2`]: '<a href="pages/page/2">Page 2</a>',
      [`${S}/tree.php?part=2`]: '<a href="pages/page/3">Page 3</a> <a rel="next" href="?page=2">2</a>',
      [`${S}/tree.php?page=2`]: '<a href="pages/page/4">Page 4</a>',
    });
    expect(titles(walk, 'page')).toEqual(['Page 1', 'Page 2', 'Page 3', 'Page 4']);
    expect(lost(walk)).toEqual([]);
    // What was opened is not told to be unopened, and nothing tells of the session.
    expect(walk.mentions).toEqual([]);
    expect(JSON.stringify([walk.asked, walk.items])).not.toContain('9a8b7c');
  });

  it('that is not there is a loss, once, wherever it stands', async () => {
    const walk = await space({
      ...home('pages'),
      ...texts([1, 2], '<iframe src="/5/comments/box"></iframe>'),
      [`${S}/pages`]:
        '<p><a href="/5/pages/page/1">Page 1</a><p><a href="/5/pages/page/2">Page 2</a><iframe src="tree">',
    });
    expect(titles(walk, 'page')).toEqual(['Page 1', 'Page 2']);
    expect(lost(walk)).toEqual([
      ['page', `${S}/tree`, 'not-found'],
      ['page', `${S}/comments/box`, 'not-found'],
    ]);
    expect(walk.mentions).toEqual([]);
  });

  it('of a letter is a loss, too', async () => {
    const walk = await walkPages(
      {
        [`${LIVE}/messages/inbox`]: '<h1>Inbox</h1><ul><li><a href="/messages/1">Letter 1</a> 1. 2. 2018</ul>',
        [`${LIVE}/messages/1`]: '<h1>Letter 1</h1><p>Read on:</p><iframe src="/letter-body/1">',
        [`${LIVE}/letter-body/1`]: { reason: 'server-error' },
      },
      { choices: new Set(['mailbox']) },
    );
    expect(lost(walk)).toContainEqual(['message', `${LIVE}/letter-body/1`, 'server-error']);
  });

  it('is not opened where it may change something, and the report says so', async () => {
    const walk = await space({
      ...home('pages'),
      ...texts([1], '<iframe src="1/delete.php"></iframe><iframe src="1/view?action=deletePage"></iframe>'),
      [`${S}/pages`]: '<a href="/5/pages/page/1">Page 1</a>',
    });
    expect(walk.asked.filter((address) => /delete|view/.test(address))).toEqual([]);
    expect(walk.mentions.map(({ type, address }) => [type, address])).toEqual([
      ['unknown-link', `${S}/pages/page/1/delete.php`],
      ['unknown-link', `${S}/pages/page/1/view`],
    ]);
  });
});

describe('what a button loads', () => {
  const row = (n: number): string => `<li><a href="pages/page/${n}">Page ${n}</a></li>`;
  const rows = ['Page 1', 'Page 2', 'Page 3', 'Page 4'];

  it('leans on the base of the page that it is loaded into', async () => {
    const more = (n: number): string => `<button data-load="?offset=${n}">more</button>`;
    const walk = await space({
      ...home('pages'),
      ...texts([1, 2, 3, 4]),
      [`${S}/pages`]: `<!doctype html><base href="/5/"><ul>${row(1)}${row(2)}</ul>${more(2)}`,
      [`${S}/pages?offset=2`]: row(3) + more(3),
      [`${S}/pages?offset=3`]: row(4),
    });
    expect(titles(walk, 'page')).toEqual(rows);
    expect(walk.mentions).toEqual([]);
  });

  it('but a whole page on its own', async () => {
    const walk = await space({
      ...home('pages'),
      ...texts([1, 2, 3, 4]),
      [`${S}/pages`]: `<html><base href="/5/"><ul>${row(1)}${row(2)}</ul><a href="/5/pages?page=2" rel="next">2</a>`,
      [`${S}/pages?page=2`]: `<html><ul>${[3, 4].map((n) => `<li><a href="/5/pages/page/${n}">Page ${n}</a>`).join('')}<li><a href="pages/x">x</a></ul>`,
    });
    expect(titles(walk, 'page')).toEqual(rows);
    expect(walk.mentions.map(({ address }) => address)).toEqual([`${S}/pages/x`]);
  });
});
