import type { DispositionStyle } from './disposition.ts';
import type { Language } from './languages.ts';
import type { Block } from './view.ts';

export type Role = 'portal' | 'live' | 'twinspace' | 'groups';
export type SpaceRole = 'twinspace' | 'groups';
export type Verdict = 'deleted' | 'moved' | 'uncertain';

/**
 * How a picture is stored. `plain`: h.jpg and h_opt.jpg. `jpeg-opt`: h.png or h.gif beside h_opt.jpg. `lying-opt`: h.png
 * beside h_opt.png that holds a JPEG. `no-opt`: the original itself is shown. `only-opt`: nothing but h_opt.jpg.
 * `same`: the view names h_opt.jpg as the original. `lost`: the view links to an original that answers 404.
 * `html`: the original answers with an HTML page. `lying`: h.jpg holds a PNG.
 */
export type PictureVariant =
  'plain' | 'jpeg-opt' | 'lying-opt' | 'no-opt' | 'only-opt' | 'same' | 'lost' | 'html' | 'lying';

export interface Picture {
  number: number;
  role: SpaceRole;
  /** The space in whose folder it is stored. */
  space: number;
  hash: string;
  /** The ending of the original's address. */
  ending: 'jpg' | 'png' | 'gif' | 'jpeg';
  variant: PictureVariant;
  /** What the bytes are drawn from; two pictures with one subject are the same bytes. */
  subject: string;
  title: string;
  description: string[];
  author?: string;
  dateIso?: string;
  comments: Remark[];
}

export interface Remark {
  author: string;
  dateIso?: string;
  text: string;
}

export interface StoredFile {
  number: number;
  name: string;
  style: DispositionStyle;
  title: string;
  author: string;
  dateIso?: string;
  subject: string;
  bytes: number;
  /** Its download redirects to the direct address. */
  moved?: true;
  /** A direct address among the stored binaries instead of a download view. */
  hash?: string;
  role: SpaceRole;
  space: number;
}

export interface Folder {
  number: number;
  title: string;
  files: StoredFile[];
  folders: Folder[];
}

export interface Album {
  number: number;
  title: string;
  pictures: Picture[];
}

/** A journal entry, bulletin note, forum post, mail: somebody's words of some day. */
export interface Post {
  number: number;
  title: string;
  author: string;
  dateIso?: string;
  blocks: Block[];
  comments: Remark[];
}

export interface SpacePage extends Post {
  archived: boolean;
  /** For other roles: answers 403. */
  hidden?: true;
  children: SpacePage[];
}

export interface Thread {
  number: number;
  title: string;
  posts: Post[];
}

export interface Forum {
  number: number;
  title: string;
  threads: Thread[];
}

export interface Meeting {
  number: number;
  title: string;
  dateIso?: string;
  log: Remark[];
}

export interface Member {
  number: number;
  name: string;
  school: string;
  country: string;
  kind: 'teacher' | 'pupil' | 'visitor';
  picture?: Picture;
}

export interface Video {
  title: string;
  url: string;
  text: string;
  dateIso?: string;
}

export interface VideoFolder {
  number: number;
  title: string;
  videos: Video[];
}

export interface Poll extends Post {
  choices: { text: string; votes: number }[];
}

/** Everything inside one space. */
export interface SpaceContent {
  logo: Picture;
  description: string[];
  journal: Post[];
  bulletin: Post[];
  pages: SpacePage[];
  albums: Album[];
  /** Pictures that stand only in texts, and the direct files linked there. */
  loose: Picture[];
  looseFiles: StoredFile[];
  folders: Folder[];
  videoFolders: VideoFolder[];
  forums: Forum[];
  meetings: Meeting[];
  members: Member[];
  mails: Post[];
  polls: Poll[];
  boards: Post[];
}

export interface Space {
  role: SpaceRole;
  number: number;
  title: string;
  language: Language;
  verdict: Verdict;
  state: 'active' | 'closed' | 'archived';
  /** Of a project: its registration and its start. */
  registered?: string;
  started?: string;
  /** Of a group. */
  lastActivity?: string;
  moderator: boolean;
  labels: ('national' | 'european' | 'pupils')[];
  refusal?: 'forbidden' | 'unauthorized';
  hostile: boolean;
  /** Built when first looked into, since a large account has sixty of them. */
  content(): SpaceContent;
}
