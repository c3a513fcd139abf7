import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE, walkPages, type FakePage, type FakeWalk } from './support/fakeSource.ts';

const INBOX = `${LIVE}/messages/inbox`;
const row = (n: number): string => `<li><a href="/messages/${n}">Letter ${n}</a> 1. 2. 2018</li>`;
const list = (numbers: readonly number[], rest = ''): string =>
  `<h1>Inbox</h1><ul>${numbers.map(row).join('')}</ul>${rest}`;
const next = (page: number): string => `<a rel="next" href="?page=${page}">next</a>`;

function letters(count: number): Record<string, FakePage> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `${LIVE}/messages/${n + 1}`,
      `<h1>Letter ${n + 1}</h1><p>Ana Novak, 1. 2. 2018</p><p>This is what I wanted to tell you, number ${n + 1}.</p>`,
    ]),
  );
}
async function messages(pages: Readonly<Record<string, FakePage>>): Promise<{ numbers: number[]; walk: FakeWalk }> {
  const walk = await walkPages({ ...letters(9), ...pages }, { choices: new Set(['mailbox']) });
  const numbers = walk.items.filter(({ item }) => item.kind === 'message').map(({ item }) => Number(item.number));
  return { numbers, walk };
}

describe('lists are read to their end', () => {
  it('numbered pages in a window that moves', async () => {
    const { numbers } = await messages({
      [INBOX]: list([1, 2], '<b>1</b> <a href="?page=2">2</a> … <a href="?page=4">4</a>'),
      [`${INBOX}?page=2`]: list(
        [3, 4],
        '<a href="?page=1">1</a> <b>2</b> <a href="?page=3">3</a> … <a href="?page=4">4</a>',
      ),
      [`${INBOX}?page=3`]: list([5], '<a href="?page=2">2</a> <b>3</b> <a href="?page=4">4</a>'),
      [`${INBOX}?page=4`]: list([6]),
    });
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('pages counted from 0', async () => {
    const { numbers, walk } = await messages({
      [INBOX]: list([1, 2], '<b>1</b> <a href="?page=1">2</a> <a href="?page=2">3</a>'),
      [`${INBOX}?page=0`]: list([1, 2], '<b>1</b> <a href="?page=1">2</a> <a href="?page=2">3</a>'),
      [`${INBOX}?page=1`]: list([3], '<a href="?page=0">1</a> <b>2</b> <a href="?page=2">3</a>'),
      [`${INBOX}?page=2`]: list([4], '<a href="?page=0">1</a> <a href="?page=1">2</a>'),
    });
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(walk.asked.filter((address) => address.startsWith(INBOX))).toEqual([
      INBOX,
      `${INBOX}?page=1`,
      `${INBOX}?page=2`,
      `${INBOX}?page=0`,
    ]);
  });

  it('a button whose next offset stands only in what it loads', async () => {
    const more = (offset: number): string => `<div role="button" data-more="?offset=${offset}">more</div>`;
    const { numbers } = await messages({
      [INBOX]: list([1, 2], more(2)),
      [`${INBOX}?offset=2`]: `${row(3)}${row(4)}${more(4)}`,
      [`${INBOX}?offset=4`]: row(5),
    });
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('a list that repeats its last page for ever', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`${INBOX}?page=${n + 2}`, list(n === 0 ? [3] : [3], next(n + 3))]),
    );
    const { numbers, walk } = await messages({ [INBOX]: list([1, 2], next(2)), ...pages });
    expect(numbers).toEqual([1, 2, 3]);
    expect(walk.asked.filter((address) => address.startsWith(INBOX)).length).toBeLessThan(7);
  });

  it('a list that repeats one page and goes on', async () => {
    const { numbers } = await messages({
      [INBOX]: list([1, 2], next(2)),
      [`${INBOX}?page=2`]: list([1, 2], next(3)),
      [`${INBOX}?page=3`]: list([3]),
    });
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('a list that claims more pages than it has', async () => {
    const { numbers, walk } = await messages({
      [INBOX]: list([1], next(2)),
      [`${INBOX}?page=2`]: list([2], next(3)),
      [`${INBOX}?page=3`]: list([], next(4)),
    });
    expect(numbers).toEqual([1, 2]);
    expect(walk.items.filter(({ item }) => item.status === 'missing' && item.sourceUrl.startsWith(INBOX))).toEqual([]);
  });

  it('a page of it that cannot be had is a hole that is told', async () => {
    const { numbers, walk } = await messages({
      [INBOX]: list([1], '<a href="?page=2">2</a> <a href="?page=3">3</a>'),
      [`${INBOX}?page=2`]: { reason: 'server-error' },
      [`${INBOX}?page=3`]: list([3]),
    });
    expect(numbers.filter((number) => number > 0)).toEqual([1, 3]);
    expect(walk.items.find(({ item }) => item.sourceUrl === `${INBOX}?page=2`)?.item).toMatchObject({
      status: 'missing',
      reason: 'server-error',
    });
  });

  it('what slid to the first page while the second was read is still found, and what slid further too', async () => {
    // Each look at the list comes one deletion later.
    let gone = 0;
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const part = (page: number): string => {
      const left = all.slice(gone);
      const html = list(left.slice((page - 1) * 3, page * 3), page < 3 ? next(page + 1) : '');
      gone = Math.min(gone + 1, 2);
      return html;
    };
    const { numbers } = await messages({
      [INBOX]: () => part(1),
      [`${INBOX}?page=1`]: () => part(1),
      [`${INBOX}?page=2`]: () => part(2),
      [`${INBOX}?page=3`]: () => part(3),
    });
    expect([...numbers].sort()).toEqual(all);
  });
});

describe('frames', () => {
  it('a section put together from frames at addresses that only it tells', async () => {
    const members = [1, 2, 3].map((n) => `<tr><td><a href="../members/${n}">Member ${n}</a>`).join('');
    const pages: Record<string, FakePage> = {
      [`${TWINSPACE}/5/home`]: `<h1>Bees</h1><p>A project about bees and flowers.</p><a href="/5/members">Members</a>`,
      [`${TWINSPACE}/5/members`]: `<frameset><frame src="members/list"><frame src="/5/settings"><frame src="https://example.org/ad"></frameset>`,
      [`${TWINSPACE}/5/members/list`]: `<table>${members}</table><a href="?page=2">2</a>`,
      [`${TWINSPACE}/5/members/list?page=2`]: `<table><tr><td><a href="../members/4">Member 4</a></table>`,
      ...Object.fromEntries(
        [1, 2, 3, 4].map((n) => [`${TWINSPACE}/5/members/${n}`, `<h1>Member ${n}</h1><p>OŠ Škofja Loka</p>`]),
      ),
    };
    const { items, asked } = await walkPages(pages, { addSpaces: ['5'], choices: new Set(['twinspaces']) });
    expect(items.filter(({ item }) => item.kind === 'member').map(({ item }) => item.title)).toEqual(
      [1, 2, 3, 4].map((n) => `Member ${n}`),
    );
    expect(asked.filter((address) => address.includes('list')).length).toBe(2);
    expect(asked.some((address) => /settings|example/.test(address))).toBe(false);
  });
});
