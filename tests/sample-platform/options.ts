import type { Language } from './languages.ts';

/** The ways in which the same content is written as HTML; they share no structure. `mosaic` is many in one. */
export type Markup = 'lists' | 'tables' | 'lazy' | 'flat' | 'mosaic';

/** Everything that can be turned about the replica. All have defaults. */
export interface SampleOptions {
  seed: number;
  /** TwinSpaces of the account. */
  spaces: number;
  /** Groups of the account. */
  groups: number;
  /** Pictures in the albums of each space (a few more stand only in pages and posts). */
  picturesPerSpace: number;
  /** Files in the folders of each space; the hard names come first. */
  filesPerSpace: number;
  pagesPerSpace: number;
  /** Messages, contacts and the like on live. */
  messages: number;
  people: number;
  language: Language;
  markup: Markup;
  username: string;
  password: string;
  fullName: string;
  userId: number;
  /** Approximate bytes of an original picture; 0 leaves the natural size (100-300 KB). */
  pictureBytes: number;
  /** Approximate bytes of a file; 0 leaves a varied natural size. */
  fileBytes: number;
  /** How many things a page of a list or album shows. */
  pageSize: number;
  /** Each answer waits this long. */
  latencyMs: number;
  /** Ports of portal, live, twinspace, groups and the foreign server; 0 lets the system choose. */
  ports: readonly [number, number, number, number, number];
  /** Share of pages in a legacy charset, where the language has one. */
  legacyCharsets: number;
  /** One list repeats its last page for ever and another claims more pages than it has. */
  oddLists: boolean;
  /** The inbox loses a message from its first page when the first page has been read. */
  shrinkingList: boolean;
  /** Adds a space full of hostile content. */
  hostile: boolean;
  /** One more space in "My projects" that answers 403. */
  refusedSpace: boolean;
  /** One more space in "My projects" that redirects to /unauthorized. */
  unauthorizedSpace: boolean;
  /** A page of the first space that is for other roles: 403. */
  rolePage: boolean;
  /** Prefixes such as `live:/messages` that always lead back to the log-in page although the session lives. */
  closedSections: readonly string[];
  /** The session's cookie is renewed after so many answers (0: never); the old one lives on for a few requests. */
  rotateCookies: number;
  /** Binaries answer ranges, with an ETag. */
  ranges: boolean;
}

export const defaults: SampleOptions = {
  seed: 1,
  spaces: 3,
  groups: 1,
  picturesPerSpace: 12,
  filesPerSpace: 10,
  pagesPerSpace: 5,
  messages: 14,
  people: 13,
  language: 'en',
  markup: 'lists',
  username: 'majanovak',
  password: 'Geslo-2018!',
  fullName: 'Maja Novak',
  userId: 482913,
  pictureBytes: 0,
  fileBytes: 0,
  pageSize: 5,
  latencyMs: 0,
  ports: [0, 0, 0, 0, 0],
  legacyCharsets: 0.3,
  oddLists: true,
  shrinkingList: false,
  hostile: false,
  refusedSpace: false,
  unauthorizedSpace: false,
  rolePage: false,
  closedSections: [],
  rotateCookies: 0,
  ranges: true,
};

/** Ready-made accounts. */
export const presets = {
  /** A pleasant account to show: what `npm run demo` exports. */
  demo: {
    seed: 2018,
    spaces: 5,
    groups: 2,
    picturesPerSpace: 24,
    filesPerSpace: 14,
    pagesPerSpace: 7,
    pageSize: 12,
    messages: 18,
    people: 16,
    language: 'en',
    markup: 'lists',
    legacyCharsets: 0,
  },
  /** A busy account for measuring requests and memory. */
  large: {
    seed: 7,
    spaces: 30,
    groups: 8,
    picturesPerSpace: 400,
    filesPerSpace: 60,
    pagesPerSpace: 40,
    pageSize: 24,
    messages: 200,
    people: 120,
  },
  /** Everything unpleasant at once. */
  nasty: {
    seed: 13,
    markup: 'lazy',
    language: 'sl',
    hostile: true,
    refusedSpace: true,
    unauthorizedSpace: true,
    rolePage: true,
    rotateCookies: 40,
  },
} satisfies Record<string, Partial<SampleOptions>>;
