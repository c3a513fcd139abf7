import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { PageDocument } from './document.ts';
import { childElements, elementsOf, folded, isBlock, isSilent, textOf, traverse } from './dom.ts';

/** A block of text: a paragraph, a cell, a line of a list. `element` is the block it stands in. */
export interface TextBlock {
  readonly text: string;
  readonly element: AnyNode;
  /** The text nodes that it is made of: a name or a date often has an element to itself. */
  readonly parts: readonly string[];
  /** How much of it is not the text of links: a path through the site ("Home › Images › Trip") is no text of a person. */
  readonly free: number;
}

/** The blocks of text below some nodes in reading order, without what belongs to the site. */
export function textBlocks(nodes: readonly AnyNode[], pruned: ReadonlySet<Element>): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: string[] = [];
  let owner: AnyNode | undefined;
  let free = 0;
  let links = 0;
  const close = (): void => {
    const text = folded(open.join(''));
    // What is left between links that were taken out (`| | |`) says nothing.
    if (text !== '' && owner && !/^[|·•/,\s]+$/.test(text))
      blocks.push({ text, element: owner, parts: open.map(folded).filter((part) => part !== ''), free });
    open = [];
    owner = undefined;
    free = 0;
  };
  for (const root of nodes) {
    const above = isBlock(root) || !root.parent ? root : root.parent;
    const around: AnyNode[] = [above];
    traverse(
      root,
      (node) => {
        if (isText(node)) {
          open.push(node.data);
          if (links === 0) free += folded(node.data).length;
          owner ??= around.at(-1);
          return true;
        }
        if (!('children' in node) || isSilent(node) || (isTag(node) && pruned.has(node))) return false;
        if (isTag(node) && node.name === 'a') links += 1;
        if (isBlock(node)) {
          close();
          around.push(node);
        }
        return true;
      },
      (node) => {
        if (isTag(node) && node.name === 'a') links -= 1;
        if (!isBlock(node)) return;
        close();
        around.pop();
      },
    );
  }
  close();
  return blocks;
}

/** Label and value pairs: definition lists, two-cell rows with a heading cell, `<b>Label:</b> value` lines. */
export function readFields(
  nodes: readonly ParentNode[],
  pruned: ReadonlySet<Element>,
): { label: string; value: string }[] {
  const fields: { label: string; value: string }[] = [];
  const add = (label: string, value: string): void => {
    const clean = label.replace(/\s*[:：]\s*$/, '');
    if (clean !== '' && value !== '' && clean.length <= 80) fields.push({ label: clean, value });
  };
  for (const root of nodes) {
    for (const element of elementsOf(root)) {
      if (pruned.has(element)) continue;
      if (element.name === 'dt') {
        const next = nextTag(element);
        if (next?.name === 'dd') add(textOf(element), textOf(next));
      } else if (element.name === 'tr') {
        const cells = childElements(element).filter(({ name }) => name === 'td' || name === 'th');
        const [first, second] = cells;
        if (cells.length === 2 && first && second && (first.name === 'th' || /[:：]\s*$/.test(textOf(first)))) {
          if (![...elementsOf(second)].some(({ name }) => name === 'tr')) add(textOf(first), textOf(second));
        }
      } else if (
        /^(?:b|strong|span|label)$/.test(element.name) &&
        /[:：]\s*$/.test(textOf(element)) &&
        element.parent
      ) {
        const whole = textOf(element.parent);
        const label = textOf(element);
        if (whole.startsWith(label) && whole.length < 400) add(label, whole.slice(label.length).trim());
      }
    }
  }
  return fields;
}

function nextTag(element: Element): Element | undefined {
  for (let next = element.next; next; next = next.next) if (isTag(next)) return next;
  return undefined;
}

const VOID = new Set(['br', 'hr', 'img', 'wbr', 'col']);
const KEPT_ATTRIBUTES = new Set([
  'alt',
  'title',
  'datetime',
  'colspan',
  'rowspan',
  'lang',
  'dir',
  'align',
  'start',
  'type',
  'width',
  'height',
  'srcdoc',
]);

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;');
}

/**
 * The content as HTML with absolute addresses, lazy pictures and scripted links turned into plain ones. It is faithful, not
 * safe: `archive/` sanitises it by an allow-list.
 */
export function contentHtml(document: PageDocument, nodes: readonly AnyNode[] = document.content): string {
  const out: string[] = [];
  const closing: string[] = [];
  for (const root of nodes) {
    const shell = isTag(root) && /^(?:body|html|main|frameset)$/.test(root.name) ? root : undefined;
    traverse(
      root,
      (node, depth) => {
        if (isText(node)) out.push(escapeText(node.data));
        if (!('children' in node)) return false;
        if (!isTag(node) || node === shell) return true;
        if (document.pruned.has(node) || (isSilent(node) && !/^(?:iframe|select|option)$/.test(node.name)))
          return false;
        if (node.name === 'noscript' && isShownElsewhere(document, node)) return false;
        // What is nested deeper was made to overflow whatever reads it: its text is kept, its tags are not.
        if (depth > MAX_DEPTH) {
          closing.push('');
          return true;
        }
        const { open, close } = tags(document, node);
        out.push(open);
        if (VOID.has(node.name) || node.name === 'iframe') {
          out.push(close);
          return false;
        }
        closing.push(close);
        return true;
      },
      (node) => {
        if (isTag(node) && node !== shell) out.push(closing.pop() ?? '');
      },
    );
  }
  return out.join('').trim();
}
/** A lazy picture stands twice in its page: once for browsers without scripts. */
function isShownElsewhere(document: PageDocument, noscript: Element): boolean {
  const inside = new Set(elementsOf(noscript));
  const shown = [...inside].flatMap((element) => document.byElement.get(element) ?? []);
  return (
    shown.length > 0 &&
    shown.every(({ target }) =>
      document.addresses.some(
        (other) =>
          !inside.has(other.element) &&
          'address' in target &&
          'address' in other.target &&
          other.target.address === target.address,
      ),
    )
  );
}

/** Nesting that browsers' parsers, and the archive's, put up with. */
const MAX_DEPTH = 500;

function tags(document: PageDocument, element: Element): { open: string; close: string } {
  const found = document.byElement.get(element) ?? [];
  const attributes = Object.entries(element.attribs)
    .filter(([name]) => KEPT_ATTRIBUTES.has(name.toLowerCase()))
    .map(([name, value]) => ` ${name.toLowerCase()}="${escapeAttribute(value)}"`);
  const usable = found.filter(({ target }) => target.type !== 'unsafe');
  const best =
    usable.find(({ target }) => target.type === 'binary') ??
    usable.find(({ target }) => target.type === 'view') ??
    usable.find(({ attribute }) => attribute === 'src' || attribute === 'href' || attribute === 'data') ??
    usable[0];
  const inline = document.inline.get(element)?.[0];
  // What stands in the page itself is told by its own short address: its bytes are an item.
  const isOwn =
    best?.target.type === 'binary' || (best?.target.type === 'view' && !(inline?.picture && element.name === 'img'));
  const linked = best && 'address' in best.target ? best.target.address : undefined;
  const address = isOwn ? linked : (inline?.address ?? linked);
  if (element.name === 'noscript') return { open: '', close: '' };
  const close = VOID.has(element.name) ? '' : `</${element.name}>`;
  switch (element.name) {
    case 'a':
      if (address !== undefined) attributes.push(` href="${escapeAttribute(address)}"`);
      else if (/^(?:mailto|tel):/i.test(element.attribs['href'] ?? '')) {
        attributes.push(` href="${escapeAttribute(element.attribs['href'] ?? '')}"`);
      }
      return { open: `<a${attributes.join('')}>`, close };
    case 'img':
    case 'iframe':
    case 'frame':
    case 'embed':
    case 'object':
    case 'video':
    case 'audio':
    case 'source': {
      if (address !== undefined) attributes.push(` src="${escapeAttribute(address)}"`);
      // What stands in an object is shown instead of it; in a frame nobody would ever see it.
      if (element.name === 'object')
        return { open: address === undefined ? '' : `<iframe${attributes.join('')}></iframe>`, close: '' };
      const name = element.name === 'frame' ? 'iframe' : element.name;
      return {
        open: `<${name}${attributes.join('')}>`,
        close: name === 'img' || name === 'source' || name === 'embed' ? '' : `</${name}>`,
      };
    }
    default: {
      const shown = inline?.picture ? `<img src="${escapeAttribute(inline.address)}" alt="">` : '';
      const open = `<${element.name}${attributes.join('')}>${shown}`;
      if (/^(?:form|input|button)$/.test(element.name)) return { open, close };
      if (inline !== undefined && !inline.picture && !isOwn)
        return { open: `${open}<a href="${escapeAttribute(inline.address)}">`, close: `</a>${close}` };
      if (best === undefined || linked === undefined) return { open, close };
      // A picture in a style, or a link in a script, becomes what it is.
      if (
        best.target.type === 'binary' &&
        best.target.binary === 'image' &&
        (best.attribute === 'style' || best.loads || element.children.length === 0)
      ) {
        return { open: `${open}<img src="${escapeAttribute(linked)}" alt="">`, close };
      }
      if (best.target.type !== 'view' && best.target.type !== 'binary') return { open, close };
      return { open: `${open}<a href="${escapeAttribute(linked)}">`, close: `</a>${close}` };
    }
  }
}
