import { describe, expect, it } from 'vitest';
import { LIVE, TWINSPACE, walkPages, type FakePage } from './support/fakeSource.ts';

const home = (number: number): string => `${TWINSPACE}/${number}/home`;
const link = (number: number): string => `<a href="${home(number)}">TwinSpace</a>`;
const list = (...rows: readonly string[]): Record<string, FakePage> => ({
  [`${LIVE}/projects`]: `<h1>Projects</h1><ul>${rows.map((row) => `<li>${row}</li>`).join('')}</ul>`,
});
const row = (number: number): string =>
  `<a href="/projects/project/${number}">Project ${number}</a> 1. 9. 201${number}`;
const project = (number: number, html: string): Record<string, FakePage> => ({
  [`${LIVE}/projects/project/${number}`]: `<h1>Project ${number}</h1><p>About it, at some length.</p>${html}`,
});
const space = (number: number): Record<string, FakePage> => ({
  [home(number)]: `<h1>Space ${number}</h1><p>Welcome to our space.</p>`,
});

async function walked(pages: Record<string, FakePage>): Promise<{ spaces: unknown[]; asked: readonly string[] }> {
  const { items, asked } = await walkPages(pages);
  const spaces = items
    .filter(({ item }) => item.kind === 'space')
    .map(({ item }) => [item.space, item.status, item.createdAt]);
  return { spaces, asked };
}

describe('a TwinSpace that only the page of its project links', () => {
  it('is walked, and the page is asked for once', async () => {
    const { spaces, asked } = await walked({ ...list(row(1)), ...project(1, link(11)), ...space(11) });
    expect(spaces).toEqual([['11', 'saved', '2011-09-01']]);
    expect(asked.filter((address) => address.endsWith('/projects/project/1'))).toHaveLength(1);
  });

  it('is told from others that are only spoken of', async () => {
    const others = `<p>See also ${link(12)} and ${link(99)}.</p>`;
    const { spaces } = await walked({
      ...list(row(1), `${row(2)} ${link(12)}`, row(3)),
      ...project(1, `${others}${link(11)}`),
      ...project(2, others),
      ...project(3, `${others}${link(13)}`),
      ...space(11),
      ...space(12),
      ...space(13),
      ...space(99),
    });
    expect(spaces).toEqual([
      ['11', 'saved', '2011-09-01'],
      ['12', 'saved', '2012-09-01'],
      ['13', 'saved', '2013-09-01'],
    ]);
  });

  it('and if it refuses, it is missing', async () => {
    const { spaces } = await walked({
      ...list(row(1)),
      ...project(1, link(11)),
      [home(11)]: { reason: 'not-visible' },
    });
    expect(spaces).toEqual([['11', 'missing', '2011-09-01']]);
  });

  it('but no page is read before its turn where the list says it all', async () => {
    const { spaces, asked } = await walked({
      ...list(`${row(1)} ${link(11)}`),
      ...project(1, link(99)),
      ...space(11),
      ...space(99),
    });
    expect(spaces).toEqual([['11', 'saved', '2011-09-01']]);
    expect(asked.indexOf(`${LIVE}/projects/project/1`)).toBeGreaterThan(asked.indexOf(`${LIVE}/groups`));
  });
});
