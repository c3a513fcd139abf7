import { join } from 'node:path';
import { createTranslate, loadLanguage } from '../shared/i18n/index.ts';
import { systemLanguage } from './app/shellLanguage.ts';
import { endWithStarter } from './app/shellStarter.ts';
import { hasDisplay } from './hosts/chromiumFind.ts';
import { ensureBuilt } from './shellBuild.mjs';

/** Builds what `npm start` starts, where it is missing or old, and says so; Ctrl-C gives it up. */
async function main(): Promise<number> {
  endWithStarter();
  const t = createTranslate(await loadLanguage(systemLanguage()));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  // Nobody should wait for a build that cannot be shown.
  if (!hasDisplay()) {
    say(t('shell:launch.noDisplay'));
    return 1;
  }
  const stopping = new AbortController();
  process.on('SIGINT', () => stopping.abort());
  try {
    await ensureBuilt(join(import.meta.dirname, '..'), stopping.signal, () => say(t('shell:launch.building')));
    return 0;
  } catch (error) {
    say(t('shell:launch.noBuild', { why: error instanceof Error ? error.message : String(error) }));
    return 1;
  }
}

process.exitCode = await main();
