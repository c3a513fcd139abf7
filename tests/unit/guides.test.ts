import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

// What the guides promise must be there: files and headings they link to, buttons they name.
const FOLDER = 'docs/guide';
const GUIDES = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
/** Guides are written in fewer languages than the app speaks. */
const LANGUAGES = [...new Set(GUIDES.map(languageOf))];
const read = (file: string): string => readFileSync(file, 'utf8');
/** Without blocks and pieces of code. */
const prose = (text: string): string => text.replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '');

function textsOf(language: string): Set<string> {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  const folder = join('shared/i18n', language);
  for (const file of readdirSync(folder)) visit(JSON.parse(read(join(folder, file))));
  return texts;
}

function languageOf(guide: string): string {
  return /\.(\w+)\.md$/.exec(guide)?.[1] ?? '';
}

/** As GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const headings = [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

function deadLinks(file: string): string[] {
  return [...prose(read(file)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^https?:/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const there = path === '' ? file : join(dirname(file), path);
    if (!existsSync(there)) return [target];
    return anchor === undefined || anchorsOf(read(there)).has(anchor) ? [] : [target];
  });
}

describe.each(GUIDES)('%s', (name) => {
  const file = join(FOLDER, name);
  const text = read(file);
  const language = languageOf(name);

  it('quotes only what stands on the screen', () => {
    const known = textsOf(language);
    const quoted = [...prose(text).matchAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/g)].map(([, words]) => words ?? '');
    // The first two of each guide say how it is written.
    expect(quoted.filter((words) => !known.has(words) && !/^(?:slanted letters|poševnem tisku)$/.test(words))).toEqual(
      [],
    );
    expect(quoted.length).toBeGreaterThan(5);
  });

  it('links to what is there, and says what is on its pictures', () => {
    expect(deadLinks(file)).toEqual([]);
    for (const [, alt] of text.matchAll(/!\[([^\]]*)\]/g)) expect(alt?.length).toBeGreaterThan(15);
  });

  it('is there in every language, with the same steps', () => {
    const shape = (of: string): string[] => [...of.matchAll(/^(#+|\d+\.|!\[|- |\| )/gm)].map(([, mark]) => mark ?? '');
    for (const other of LANGUAGES)
      expect(shape(read(join(FOLDER, name.replace(`.${language}.md`, `.${other}.md`))))).toEqual(shape(text));
  });
});

it('the README links to all of them, and to nothing that is not there', () => {
  const readme = read('README.md');
  for (const guide of GUIDES) expect(readme).toContain(`${FOLDER}/${guide}`);
  expect(deadLinks('README.md')).toEqual([]);
});
