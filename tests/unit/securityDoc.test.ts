import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^\d+$/.test(cells[1] ?? ''));
/** `shellGuards.ts` without its folder, where a row says it for the second time. */
const files = new Map(
  ['electron', 'shared', 'renderer', 'tests', 'docs']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))))
    .map((path) => [basename(path), path]),
);

/** Electron's checklist has twenty points; each names a place, and the place has to be there. */
describe('docs/security.md', () => {
  it('has a line for each of the twenty points', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each(rows)('%s%s: %s', (...cells) => {
    const where = cells[4] ?? '';
    const named = [...where.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
    const paths = named
      .filter((name) => /\.(ts|md|html|yml|json)$/.test(name))
      .map((name) => (existsSync(join(root, name)) ? name : (files.get(name) ?? `missing: ${name}`)));
    // The table says `shellGuards.ts` once and its constant in many lines.
    const text = [...paths, 'electron/app/shellGuards.ts', 'electron/main.ts']
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n');
    for (const name of named.filter((one) => !/\.(ts|md|html|yml|json)$/.test(one)))
      expect(text, name).toContain(name.replace('()', ''));
  });
});
