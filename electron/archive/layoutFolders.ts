import { createHash } from 'node:crypto';
import { FolderNames, safeName } from './names.ts';

/** A folder's name is at most this long, however much room there is. */
const MAX_FOLDER_UNITS = 30;
/** Below this a folder's own name says nothing any more. */
const MIN_FOLDER_UNITS = 9;
/** A collapsed rest of a deep chain: `~` and six hexadecimal digits, behind two letters at least. */
const COLLAPSED_UNITS = 9;

/** Names that are written by us into any folder, so no item may take them. */
const OURS = ['index.html', 'captions.csv', 'thumbs', 'attachments'];

/** All folders of an archive and the names taken in them. */
export class FolderRegistry {
  readonly #folders = new Map<string, FolderNames>();

  in(folder: string): FolderNames {
    let names = this.#folders.get(folder);
    if (names === undefined) {
      names = new FolderNames(OURS);
      this.#folders.set(folder, names);
    }
    return names;
  }

  /** A new folder in `parent`, named after `title`; two of one title become two folders. Returns its path. */
  folder(parent: string, title: string, fallback: string, maxPath: number): string {
    const room = Math.max(1, maxPath - parent.length - 1);
    const units = Math.min(MAX_FOLDER_UNITS, room);
    return `${parent}/${this.in(parent).claim(safeName(title, { fallback, maxUnits: units }), units)}`;
  }
}

interface Node {
  readonly title: string;
  readonly children: Map<string, Node>;
  /** Levels below and including this one. */
  depth: number;
  path: string;
}

function node(title: string): Node {
  return { title, children: new Map(), depth: 1, path: '' };
}

/**
 * Nested folders below one place (`files/`, `videos/`, `forum/`), known by their titles. All chains are added first; then
 * `settle` shares the room out by depth, and where it is too short the deepest levels become one folder with a hash.
 */
export class FolderTree {
  readonly #root: Node;
  readonly #registry: FolderRegistry;
  readonly #maxPath: number;

  constructor(registry: FolderRegistry, base: string, maxPath: number) {
    this.#registry = registry;
    this.#maxPath = maxPath;
    this.#root = { ...node(''), path: base };
  }

  add(titles: readonly string[]): void {
    let at = this.#root;
    for (const [level, title] of titles.entries()) {
      at.depth = Math.max(at.depth, titles.length - level + 1);
      let child = at.children.get(title);
      if (child === undefined) {
        child = node(title);
        at.children.set(title, child);
      }
      at = child;
    }
  }

  settle(): void {
    this.#settle(this.#root);
  }

  /** The path of a chain that was added. */
  pathOf(titles: readonly string[]): string {
    let at = this.#root;
    for (const title of titles) {
      const child = at.children.get(title);
      if (child === undefined || child.path === '') break;
      at = child;
    }
    return at.path;
  }

  // Explicit stacks: a hostile account may nest its folders deeper than the call stack allows.
  #settle(root: Node): void {
    const stack = [root];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const room = this.#maxPath - at.path.length - 1;
      for (const child of at.children.values()) {
        const share = Math.floor((room + 1) / child.depth) - 1;
        const reserve = child.depth > 1 ? COLLAPSED_UNITS + 1 : 0;
        const units = share >= MIN_FOLDER_UNITS ? share : Math.min(MIN_FOLDER_UNITS, room - reserve);
        if (child.depth > 1 && units < MIN_FOLDER_UNITS) this.#collapse(child, at.path);
        else {
          child.path = this.#registry.folder(at.path, child.title, 'folder', at.path.length + 1 + Math.max(units, 1));
          stack.push(child);
        }
      }
    }
  }

  /** Every chain below gets a folder of its own directly here: its last title's beginning and a hash of the whole chain. */
  #collapse(top: Node, parent: string): void {
    const stack: { at: Node; chain: string }[] = [{ at: top, chain: top.title }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const room = Math.max(COLLAPSED_UNITS, Math.min(MAX_FOLDER_UNITS, this.#maxPath - parent.length - 1));
      const hash = createHash('sha256').update(next.chain).digest('hex').slice(0, 6);
      const head = safeName(next.at.title, { fallback: 'folder', maxUnits: room - hash.length - 1 });
      next.at.path = `${parent}/${this.#registry.in(parent).claim(`${head}~${hash}`, room)}`;
      for (const child of next.at.children.values()) {
        // A running hash: joining 60 titles for each of 60 levels would grow with the square.
        stack.push({ at: child, chain: `${createHash('sha256').update(next.chain).digest('hex')}\n${child.title}` });
      }
    }
  }
}
