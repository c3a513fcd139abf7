import { encodeHtml, legacyCharsetOf } from '../charsets.ts';
import { hash32 } from '../random.ts';
import type { View } from '../view.ts';
import type { World } from '../world/world.ts';
import { html } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { renderFlat } from './flat.ts';
import { renderLazy } from './lazy.ts';
import { renderLists } from './lists.ts';
import { renderMosaic } from './mosaic.ts';
import { renderTables } from './tables.ts';

const renderers = {
  lists: renderLists,
  tables: renderTables,
  lazy: renderLazy,
  flat: renderFlat,
  mosaic: renderMosaic,
};

/** Writes a view in the account's mark-up, some pages in the old charset of the language. */
export function renderView(world: World, view: View): Reply {
  const { options } = world;
  const legacy = legacyCharsetOf(options.language);
  const chance = hash32(`${options.seed} ${view.path} charset`);
  const old =
    legacy !== undefined &&
    view.space !== undefined &&
    !view.fragment &&
    (chance % 1000) / 1000 < options.legacyCharsets;
  const charset = old ? legacy : 'utf-8';
  // Declared in the header, in <meta>, or (UTF-8 only) in both.
  const inMeta = !old || (chance >>> 10) % 2 === 0;
  const text = renderers[options.markup](world, view, inMeta ? charset : undefined);
  if (view.lies) return html(encodeHtml(text, 'utf-8'), 200, 'windows-1253');
  return html(encodeHtml(text, charset), 200, old && inMeta ? null : charset);
}
