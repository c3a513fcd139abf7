import { describe, expect, it } from 'vitest';
import { GROUPS, LIVE, TWINSPACE, walkPages, type FakePage } from './support/fakeSource.ts';

const PROJECTS = `<h1>My projects</h1><ul>
  <li><a href="/projects/project/5">Bees</a> registered 1. 2. 2017, starts 1. 3. 2017 <a href="${TWINSPACE}/5/home">TwinSpace</a></li>
  <li><a href="/projects/project/6">Birds</a> registered 1. 2. 2019, starts 1. 3. 2019 <a href="${TWINSPACE}/6/home">TwinSpace</a></li></ul>`;
const home = (title: string, menu: string, body = '<p>We are six schools from five countries.</p>'): string =>
  `<ul>${menu}</ul><h1>${title}</h1>${body}`;

async function missing(pages: Readonly<Record<string, FakePage>>, addSpaces: string[] = []): Promise<string[]> {
  const { items } = await walkPages(pages, { choices: new Set(['twinspaces', 'groups']), addSpaces });
  return items.flatMap(({ item }) =>
    item.reason === undefined || item.role === 'live'
      ? []
      : [`${item.kind} ${item.sourceUrl.replace(TWINSPACE, '')} ${item.status} ${item.reason}`],
  );
}

describe('a space of the person’s own', () => {
  it.each([
    ['not-visible', 'missing space-refused'],
    ['not-found', 'missing space-refused'],
    ['section-closed', 'missing section-closed'],
    ['log-in-page', 'missing section-closed'],
  ] as const)('that answers %s is %s', async (reason, told) => {
    const lost = await missing({
      [`${LIVE}/projects`]: PROJECTS,
      [`${TWINSPACE}/5/home`]: { reason },
      [`${TWINSPACE}/6/home`]: home('Birds', ''),
    });
    expect(lost).toEqual([`space /5/home ${told}`]);
  });

  it('that nobody lists and that is not visible is just that', async () => {
    expect(await missing({ [`${TWINSPACE}/7/home`]: { reason: 'not-visible' } }, ['7'])).toEqual([
      'space /7/home skipped not-visible',
    ]);
  });

  it('that has nothing although its menu counts something is empty', async () => {
    const menu =
      '<li><a href="/6/pages">Pages (12)</a><li><a href="/6/materials/images">Images</a> 240<li><a href="/6/forum">Forum</a>';
    const pages = {
      [`${LIVE}/projects`]: PROJECTS,
      [`${TWINSPACE}/5/home`]: home('Bees', '<li><a href="/5/pages">Pages</a>'),
      [`${TWINSPACE}/6/home`]: home('Birds', menu),
      [`${TWINSPACE}/6/pages`]: '<h1>Birds</h1>',
      [`${TWINSPACE}/6/materials/images`]: '<h1>Birds</h1>',
      [`${TWINSPACE}/6/forum`]: '<h1>Birds</h1>',
      [`${TWINSPACE}/5/pages`]: '<h1>Bees</h1>',
    };
    expect(await missing(pages)).toEqual(['home /6/home missing space-empty']);
    // With one page found, only the other section that counts something has lost anything.
    const found = {
      ...pages,
      [`${TWINSPACE}/6/pages`]: '<h1>Birds</h1><a href="/6/pages/page/1">One</a>',
      [`${TWINSPACE}/6/pages/page/1`]: '<h1>One</h1><p>Text of the page.</p>',
    };
    expect(await missing(found)).toEqual(['album /6/materials/images missing list-incomplete']);
  });

  it('that shows nothing at all is empty', async () => {
    expect(
      await missing({
        [`${LIVE}/projects`]: PROJECTS,
        [`${TWINSPACE}/5/home`]: home('Bees', ''),
        [`${TWINSPACE}/6/home`]: '<html></html>',
      }),
    ).toEqual(['home /6/home missing space-empty']);
  });

  it('whose section leads to the log-in page while the session lives', async () => {
    const pages: Record<string, FakePage> = {
      [`${LIVE}/projects`]: PROJECTS,
      [`${TWINSPACE}/5/home`]: home('Bees', '<li><a href="/5/forum">Forum</a>'),
      [`${TWINSPACE}/6/home`]: home('Birds', ''),
      [`${TWINSPACE}/5/forum`]: { reason: 'log-in-page' },
      [`${TWINSPACE}/6/forum`]: { reason: 'log-in-page' },
    };
    // Where nobody links it, nothing says that there was one.
    expect(await missing(pages)).toEqual(['thread /5/forum missing section-closed']);
  });

  it('whose page is for others is told as not visible', async () => {
    const pages: Record<string, FakePage> = {
      [`${LIVE}/groups`]: `<h1>My groups</h1><p><a href="${GROUPS}/8/home">Readers</a> last activity 2. 2. 2022</p>`,
      [`${GROUPS}/8/home`]: home('Readers', '<li><a href="/8/pages">Pages</a>'),
      [`${GROUPS}/8/pages`]: '<a href="/8/pages/page/1">For teachers</a> <a href="/8/pages/page/2">For all</a>',
      [`${GROUPS}/8/pages/page/1`]: { reason: 'not-visible' },
      [`${GROUPS}/8/pages/page/2`]: '<h1>For all</h1><p>Text.</p>',
    };
    const { items } = await walkPages(pages, { choices: new Set(['groups']) });
    expect(items.map(({ item }) => [item.kind, item.title, item.status, item.verdict])).toEqual([
      ['space', 'Readers', 'saved', 'moved'],
      ['home', 'Readers', 'saved', 'uncertain'],
      ['page', 'For teachers', 'skipped', 'uncertain'],
      ['page', 'For all', 'saved', 'uncertain'],
    ]);
  });
});

describe('the account', () => {
  it('knows a project by its registration, the space by its project, and walks first what dies first', async () => {
    const { items, account } = await walkPages({
      [`${LIVE}/profile`]: '<h1>Ana Novak</h1><dl><dt>Number</dt><dd>482913</dd></dl>',
      [`${LIVE}/projects`]: PROJECTS,
      [`${TWINSPACE}/5/home`]: home('Bees', ''),
      [`${TWINSPACE}/6/home`]: home('Birds', ''),
    });
    expect(account).toMatchObject({ userId: '482913', displayName: 'Ana Novak' });
    const spaces = items.filter(({ item }) => item.kind === 'space').map(({ item }) => item);
    expect(
      spaces.map(({ title, verdict, createdAt, facts }) => [title, verdict, createdAt, facts?.['starts']]),
    ).toEqual([
      ['Bees', 'deleted', '2017-02-01', '2017-03-01'],
      ['Birds', 'moved', '2019-02-01', '2019-03-01'],
    ]);
  });

  it('with a space given twice, or as nonsense', async () => {
    const pages = { [`${TWINSPACE}/5/home`]: home('Bees', '') };
    const { items } = await walkPages(pages, {
      addSpaces: ['5', `${TWINSPACE}/5/pages`],
      choices: new Set(['twinspaces']),
    });
    expect(items.filter(({ item }) => item.kind === 'space')).toHaveLength(1);
    await expect(walkPages(pages, { addSpaces: ['not a space'] })).rejects.toThrow(/bad-option|--space/);
  });
});
