/** The archive room: from a settled run to a verified ZIP, and from any ZIP to a verdict on it. */
export { createLayout } from './layout.ts';
export type { PackLayout } from './layout.ts';
export { archiveName } from './layoutName.ts';
export type { ArchiveEntry, ArchiveLayout, ArchiveSource, ReceivedView } from './types.ts';
export { verifyArchive } from './verify.ts';
export type { Verification, VerifyOptions } from './verify.ts';
export { verificationText } from './verifyText.ts';
export { writeArchive } from './write.ts';
export type { WriteOptions, WrittenArchive, WrittenPart } from './write.ts';
export type { RenderSite, SiteOptions } from './writePack.ts';
export { parseSize } from './splitSize.ts';
