import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { PageDocument } from './document.ts';
import { childElements, elementsOf, folded, isBlock, isSilent, textOf } from './dom.ts';

/** A block of text: a paragraph, a cell, a line of a list. `element` is the block it stands in. */
export interface TextBlock {
  readonly text: string;
  readonly element: ParentNode;
}

/** Depth beyond which mark-up is no document any more but made to overflow a stack; its text is kept flat. */
const MAX_DEPTH = 800;

/** The blocks of text below some nodes in reading order, without what belongs to the site. */
export function textBlocks(nodes: readonly AnyNode[], pruned: ReadonlySet<Element>): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: string[] = [];
  let owner: ParentNode | undefined;
  const close = (): void => {
    const text = folded(open.join(''));
    if (text !== '' && owner) blocks.push({ text, element: owner });
    open = [];
    owner = undefined;
  };
  const visit = (node: AnyNode, block: ParentNode, depth: number): void => {
    if (isText(node)) {
      open.push(node.data);
      owner ??= block;
      return;
    }
    if (!('children' in node) || isSilent(node) || (isTag(node) && pruned.has(node))) return;
    if (depth > MAX_DEPTH) {
      open.push(' ', textOfDeep(node));
      owner ??= block;
      return;
    }
    const ends = isBlock(node);
    if (ends) close();
    for (const child of node.children) visit(child, ends ? node : block, depth + 1);
    if (ends) close();
  };
  for (const node of nodes) visit(node, 'children' in node ? node : (node.parent ?? (node as never)), 0);
  close();
  return blocks;
}

function textOfDeep(node: ParentNode): string {
  const parts: string[] = [];
  for (const element of elementsOf(node)) {
    if (isSilent(element)) continue;
    for (const child of element.children) if (isText(child)) parts.push(child.data);
  }
  return parts.join(' ');
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
  for (const node of nodes)
    render(document, node, out, 0, isTag(node) && /^(?:body|html|main|frameset)$/.test(node.name));
  return out.join('').trim();
}

function render(document: PageDocument, node: AnyNode, out: string[], depth: number, inside: boolean): void {
  if (isText(node)) {
    out.push(escapeText(node.data));
    return;
  }
  if (!('children' in node)) return;
  if (isTag(node)) {
    if (document.pruned.has(node) || (isSilent(node) && !/^(?:iframe|object|select|option)$/.test(node.name))) return;
    if (depth > MAX_DEPTH) {
      out.push(escapeText(textOfDeep(node)));
      return;
    }
  }
  if (inside || !isTag(node)) {
    for (const child of node.children) render(document, child, out, depth + 1, false);
    return;
  }
  const { open, close } = tags(document, node);
  out.push(open);
  if (!VOID.has(node.name) && node.name !== 'iframe')
    for (const child of node.children) render(document, child, out, depth + 1, false);
  out.push(close);
}

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
  const address = best && 'address' in best.target ? best.target.address : undefined;
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
      const source =
        address ?? (/^data:image\//i.test(element.attribs['src'] ?? '') ? element.attribs['src'] : undefined);
      if (source !== undefined) attributes.push(` src="${escapeAttribute(source)}"`);
      const name = element.name === 'frame' || element.name === 'object' ? 'iframe' : element.name;
      return {
        open: `<${name}${attributes.join('')}>`,
        close: name === 'img' || name === 'source' || name === 'embed' ? '' : `</${name}>`,
      };
    }
    default: {
      const open = `<${element.name}${attributes.join('')}>`;
      if (best === undefined || address === undefined || /^(?:form|input|button)$/.test(element.name))
        return { open, close };
      // A picture in a style, or a link in a script, becomes what it is.
      if (
        best.target.type === 'binary' &&
        best.target.binary === 'image' &&
        (best.attribute === 'style' || best.loads)
      ) {
        return { open: `${open}<img src="${escapeAttribute(address)}" alt="">`, close };
      }
      if (best.target.type !== 'view' && best.target.type !== 'binary') return { open, close };
      return { open: `${open}<a href="${escapeAttribute(address)}">`, close: `</a>${close}` };
    }
  }
}
