import type { Album, Picture, Role, Space, StoredFile } from './model.ts';
import type { LabelKey } from './languages.ts';

/** A piece of running text: plain, or a link. Addresses are full. */
export type Inline = string | { text: string; href: string };

/** What an entry of a list shows. */
export interface Item {
  href?: string;
  title: string;
  /** An anchor for things that have no address of their own. */
  anchor?: string;
  texts?: string[];
  author?: string;
  dateIso?: string;
  /** A date of another meaning, with its label. */
  dates?: { label: LabelKey; iso: string }[];
  fields?: [LabelKey, string][];
  picture?: Picture;
  links?: { href: string; text: string; size?: number }[];
  blocks?: Block[];
  /** The thing's own path for the traps that stand beside it. */
  trap?: string;
}

/** The parts of a view, free of any markup. Three renderers turn them into three kinds of HTML. */
export type Block =
  | { t: 'heading'; text: string }
  | { t: 'para'; inlines: Inline[] }
  | { t: 'bullets'; items: string[] }
  | {
      t: 'byline';
      author?: string;
      dateIso?: string;
      fields?: [LabelKey, string][];
      dates?: { label: LabelKey; iso: string }[];
    }
  | { t: 'picture'; picture: Picture; link?: 'view' | 'original'; view?: string }
  /** A stored file by its direct address; a file of a folder by its download; the pictures of an album. */
  | { t: 'attachment'; file: StoredFile }
  | { t: 'download'; file: StoredFile; folder: number }
  | { t: 'album'; album: Album }
  /** Pictures of other places: an old host, another of the account's spaces, a space of strangers, a data: address. */
  | { t: 'oldhost'; picture: Picture }
  | { t: 'neighbour' }
  | { t: 'stranger' }
  | { t: 'data'; subject: string }
  | { t: 'rawpicture'; src: string; alt: string }
  | { t: 'file'; href: string; text: string; size?: number; author?: string; dateIso?: string }
  | { t: 'embed'; src: string; title: string }
  | { t: 'frame'; src: string }
  | { t: 'items'; items: Item[]; look: 'list' | 'cards' | 'thumbs'; label?: LabelKey }
  | { t: 'tree'; nodes: TreeNode[]; label?: LabelKey }
  | { t: 'remarks'; remarks: { author: string; dateIso?: string; text: string }[]; label: LabelKey }
  | { t: 'pager'; path: string; page: number; claimed: number; real: number }
  | { t: 'more'; path: string; offset: number; real: boolean }
  | { t: 'html'; html: string };

export interface TreeNode {
  href: string;
  title: string;
  children: TreeNode[];
}

/** One page of the site. */
export interface View {
  role: Role;
  path: string;
  title: string;
  space?: Space;
  blocks: Block[];
  /** The answer to load-more: blocks only. */
  fragment?: boolean;
  /** The header names another charset than the bytes are in. */
  lies?: true;
  /** A page of nothing but frames. */
  frameset?: string[];
}
