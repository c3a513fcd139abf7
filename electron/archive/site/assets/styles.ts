import { BASE } from './stylesBase.ts';
import { PAGES } from './stylesPages.ts';
import { PARTS } from './stylesParts.ts';

/** `data/assets/site.css`: one quiet design for screens of any width, light and dark, and paper. */
export const STYLES = `${BASE}${PARTS}${PAGES}`;
