import { load } from 'cheerio';
import { isTag, isText } from 'domhandler';
import type { AnyNode, Element } from 'domhandler';

/** The tree is cut here: a report is read by a person before it is sent. */
const MOST_LINES = 400;
const DEEPEST = 24;
/** Attributes whose values are words of HTML itself. */
const VALUES = new Set(['type', 'rel', 'method', 'role', 'scope', 'loading']);
/** Not part of what a page says. */
const LEFT_OUT = new Set(['script', 'style', 'svg', 'noscript', 'template']);

/**
 * An address without whom and what it is about: numbers become `{n}`, long hexadecimals `{hash}`, words that are no part of the
 * platform's own addresses `{x}`. A foreign one is only said to be foreign.
 *
 * @param known the words in the platform's own addresses
 */
export function addressShape(
  address: string,
  known: ReadonlySet<string>,
  isPlatform: (address: string) => boolean,
): string {
  if (!isPlatform(address)) return '{foreign}';
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return '{invalid}';
  }
  const path = url.pathname.split('/').map((segment) => segmentShape(segment, known));
  const query = [...url.searchParams.keys()].map((key) => (known.has(key.toLowerCase()) ? key : '{x}'));
  return path.join('/') + (query.length > 0 ? `?${query.join('&')}` : '');
}

function segmentShape(segment: string, known: ReadonlySet<string>): string {
  if (segment === '' || known.has(segment.toLowerCase())) return segment;
  if (/^\d+$/.test(segment)) return '{n}';
  const [, opt = '', ending = ''] = /^[0-9a-f]{6,64}(_opt)?(\.[a-z0-9]{1,5})?$/i.exec(segment) ?? [];
  return /^[0-9a-f]{6,64}(?:_opt)?(?:\.[a-z0-9]{1,5})?$/i.test(segment) ? `{hash}${opt}${ending}` : '{x}';
}

/** The structure of a page without anything that it says: tags, names of attributes, kinds of addresses, lengths of texts. */
export function pageShape(html: string, base: string, shapeOf: (address: string) => string): string {
  const $ = load(html);
  const lines: string[] = [];
  const visit = (element: Element, depth: number): void => {
    if (lines.length >= MOST_LINES || depth > DEEPEST) return;
    let before = '';
    let repeats = 0;
    const flush = (): void => {
      if (repeats > 0) lines.push(`${'  '.repeat(depth + 1)}… × ${repeats}`);
      repeats = 0;
    };
    lines.push(`${'  '.repeat(depth)}${tagShape(element, base, shapeOf)}`);
    for (const child of element.children) {
      if (!isTag(child) || LEFT_OUT.has(child.name)) continue;
      // Rows of a list look alike: the first one tells.
      const look = lookOf(child, base, shapeOf);
      if (look === before) repeats += 1;
      else {
        flush();
        visit(child, depth + 1);
      }
      before = look;
    }
    flush();
  };
  for (const node of $.root().contents().toArray()) if (isTag(node)) visit(node, 0);
  if (lines.length >= MOST_LINES) lines.push('…');
  return lines.join('\n');
}

/** What two rows of a list have in common: all but the lengths of their texts. */
function lookOf(element: Element, base: string, shapeOf: (address: string) => string): string {
  const inside = element.children.filter(isTag);
  return [element, ...inside].map((one) => tagShape(one, base, shapeOf).replace(/ text \d+$/, '')).join();
}

function tagShape(element: Element, base: string, shapeOf: (address: string) => string): string {
  const attributes = Object.entries(element.attribs).map(([name, value]) => attributeShape(name, value, base, shapeOf));
  const length = element.children.reduce((sum, child) => sum + textLength(child), 0);
  return `<${[element.name, ...attributes].join(' ')}>${length > 0 ? ` text ${length}` : ''}`;
}

function attributeShape(name: string, value: string, base: string, shapeOf: (address: string) => string): string {
  // Names may be made up by scripts and hold anything.
  const safe = /^[a-z][a-z-]{0,24}$/i.test(name) ? name : '{attribute}';
  if (VALUES.has(safe) && /^[a-z/ -]{1,20}$/i.test(value)) return `${safe}="${value}"`;
  if (/^(?:href|src|action|srcset|data-(?:src|href|url))$/.test(safe)) {
    try {
      return `${safe}="${/^(?:data|javascript|mailto|tel):/i.exec(value)?.[0] ?? shapeOf(new URL(value, base).href)}"`;
    } catch {
      return `${safe}="{invalid}"`;
    }
  }
  return safe;
}

function textLength(node: AnyNode): number {
  return isText(node) ? node.data.replace(/\s+/g, ' ').trim().length : 0;
}
