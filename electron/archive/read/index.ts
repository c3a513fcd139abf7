/** Reading an existing archive: as data, and as the source of a new one. */
export { hashOf, openArchive } from './archive.ts';
export type { OpenArchive } from './archive.ts';
export { languageOf, rebuildSource } from './source.ts';
export type { Chosen, Filter, RebuildOptions, Rebuilt } from './source.ts';
export { copyOut, Workspace } from './workspace.ts';
