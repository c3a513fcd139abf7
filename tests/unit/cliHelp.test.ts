import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { exportCommand } from '../../electron/app/cliOptions.ts';
import { schoolCommands } from '../../electron/app/cliSchools.ts';
import { createTranslate, LANGUAGES, loadLanguage } from '../../shared/i18n/index.ts';

const scriptsSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = scriptsSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')));
const commands = Object.entries(scripts).flatMap(([name, script]) =>
  script.includes('electron/cliStart.mjs') ? [name] : [],
);

it.each(LANGUAGES)('the help in %s names every command, and every command can be called', async (language) => {
  expect(commands).toEqual(expect.arrayContaining(['export', 'verify', 'workshop', ...Object.keys(schoolCommands)]));
  const help = createTranslate(await loadLanguage(language))('cli:help');
  for (const command of commands) expect(help).toMatch(new RegExp(`npm run --silent ${command} `));
});

it.each(LANGUAGES)('every option of export is explained in %s', async (language) => {
  const { options } = exportCommand(createTranslate(await loadLanguage(language)));
  for (const { flags, description } of options) expect(description, flags).not.toMatch(/^$|options\.|\{\{/);
  expect(options.find(({ long }) => long === '--lang')?.description).toContain(LANGUAGES.join(', '));
});
