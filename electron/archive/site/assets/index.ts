import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SEARCH_SCRIPT } from './searchScript.ts';
import { SHOW_SCRIPT } from './showScript.ts';
import { STYLES } from './styles.ts';

/**
 * MiniSearch as a classic script (its UMD build), read from the installed package: the same version that the tests ran with.
 * The package is a dependency that is never bundled, so it lies beside the app in every form of it.
 */
function miniSearch(): string {
  const main = createRequire(import.meta.url).resolve('minisearch');
  const file = path.join(path.dirname(main), '..', 'umd', 'index.js');
  return readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
}

/** Our own files below data/assets/, by name. */
export function assets(): ReadonlyMap<string, string> {
  return new Map([
    ['site.css', STYLES],
    ['minisearch.js', `/*! MiniSearch, https://github.com/lucaong/minisearch, MIT licence */\n${miniSearch()}`],
    ['search.js', SEARCH_SCRIPT],
    ['show.js', SHOW_SCRIPT],
  ]);
}
