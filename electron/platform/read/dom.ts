import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';

/** Elements whose text is no text of the page. */
const SILENT = new Set([
  'script',
  'style',
  'template',
  'head',
  'title',
  'noembed',
  'noframes',
  'iframe',
  'select',
  'option',
  'textarea',
]);

/** Elements that end a line of text. */
const BLOCK = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'html', 'legend',
  'li', 'main', 'menu', 'nav', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul',
  'br', 'button', 'frameset', 'noscript', 'label',
]); // prettier-ignore

export function isBlock(node: AnyNode): boolean {
  return isTag(node) && BLOCK.has(node.name);
}

export function isSilent(node: AnyNode): boolean {
  return isTag(node) && SILENT.has(node.name);
}

/** White space folded to single spaces, ends trimmed. */
export function folded(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}

/**
 * Visits a tree in document order without recursion: 60,000 nested tags must not overflow the stack.
 * @param enter returns false to leave out what is below the node; `leave` is then not called for it
 */
export function traverse(
  root: AnyNode,
  enter: (node: AnyNode, depth: number) => boolean,
  leave: (node: AnyNode) => void = () => undefined,
): void {
  let node: AnyNode = root;
  let depth = 0;
  for (;;) {
    const inside = enter(node, depth);
    const first: AnyNode | null = inside && 'children' in node ? (node.children[0] ?? null) : null;
    if (first) {
      node = first;
      depth += 1;
      continue;
    }
    if (inside) leave(node);
    while (node !== root && !node.next) {
      const parent: AnyNode | null = node.parent;
      if (!parent) return;
      node = parent;
      depth -= 1;
      leave(node);
    }
    if (node === root || !node.next) return;
    node = node.next;
  }
}

/** Plain text of a node, folded to one line; blocks are separated by a space. */
export function textOf(node: AnyNode | undefined): string {
  if (!node) return '';
  if (isText(node)) return folded(node.data);
  const parts: string[] = [];
  traverse(
    node,
    (inner) => {
      if (isText(inner)) parts.push(inner.data);
      else if (isSilent(inner) || !('children' in inner)) return false;
      else if (isBlock(inner)) parts.push(' ');
      return true;
    },
    (inner) => {
      if (isBlock(inner)) parts.push(' ');
    },
  );
  return folded(parts.join(''));
}

/**
 * The text of every element below a node that says no more than `limit` characters, as `textOf` would give it; in one pass, so
 * that deep nesting costs no more than what is nested.
 */
export function shortTexts(root: AnyNode, limit: number): Map<Element, string> {
  const texts = new Map<Element, string>();
  // Raw text of each open element; undefined where it is too long to be of interest.
  const open: (string | undefined)[] = [''];
  const add = (text: string | undefined): void => {
    const top = open.at(-1);
    const sum = top === undefined || text === undefined ? undefined : top + text;
    open[open.length - 1] =
      sum !== undefined && sum.length > limit * 4 ? (folded(sum).length > limit ? undefined : folded(sum)) : sum;
  };
  traverse(
    root,
    (node) => {
      if (isText(node)) add(node.data);
      if (!('children' in node) || isSilent(node)) return false;
      open.push(isBlock(node) ? ' ' : '');
      return true;
    },
    (node) => {
      if (isText(node)) return;
      const raw = open.pop();
      const text = raw === undefined ? undefined : folded(raw);
      if (isTag(node) && text !== undefined && text.length <= limit) texts.set(node, text);
      add(raw === undefined ? undefined : isBlock(node) ? `${raw} ` : raw);
    },
  );
  return texts;
}

/** The first texts of some nodes, at most so many. */
export function firstTexts(nodes: readonly AnyNode[], pruned: ReadonlySet<Element>, limit: number): string[] {
  const found: string[] = [];
  for (const root of nodes) {
    let node: AnyNode | null = root;
    while (node && found.length < limit) {
      if (isText(node)) {
        const text = folded(node.data);
        if (text !== '') found.push(text);
      }
      const inside: boolean = 'children' in node && !isSilent(node) && !(isTag(node) && pruned.has(node));
      const first: AnyNode | null = inside && 'children' in node ? (node.children[0] ?? null) : null;
      if (first) {
        node = first;
        continue;
      }
      while (node && node !== root && !node.next) node = node.parent;
      node = node && node !== root ? node.next : null;
    }
  }
  return found;
}

/** Elements below a node in document order, itself excluded. Iterative: 60,000 nested tags must not overflow the stack. */
export function* elementsOf(root: ParentNode): Generator<Element> {
  let node: AnyNode | null = root.firstChild;
  while (node) {
    if (isTag(node)) yield node;
    if ('children' in node && node.firstChild) {
      node = node.firstChild;
      continue;
    }
    while (node && node !== root && !node.nextSibling) node = node.parentNode === root ? null : node.parentNode;
    node = node?.nextSibling ?? null;
  }
}

/** Element ancestors, nearest first. */
export function* ancestorsOf(node: AnyNode): Generator<Element> {
  for (let parent = node.parent; parent; parent = parent.parent) if (isTag(parent)) yield parent;
}

export function childElements(node: ParentNode): Element[] {
  return node.children.filter(isTag);
}

export function closest(node: AnyNode, names: ReadonlySet<string>): Element | undefined {
  for (const parent of ancestorsOf(node)) if (names.has(parent.name)) return parent;
  return undefined;
}
