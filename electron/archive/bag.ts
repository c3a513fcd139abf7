import type { LedgerEntry } from './bagLedger.ts';

/** The bag declaration, RFC 8493, 2.1.1: exactly these two lines. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Checksums that a bag made by others may use and that Node can compute (RFC 8493, 2.4). */
export const BAG_ALGORITHMS = ['sha512', 'sha256', 'sha1', 'md5'] as const;
export type BagAlgorithm = (typeof BAG_ALGORITHMS)[number];

const FOLD_AT = 78;

/** A path as a manifest writes it: CR, LF and % are percent-encoded, nothing else (RFC 8493, 2.1.3). */
export function encodeManifestPath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The path that a line of a manifest means. Bags by older tools leave a plain % alone, so only the three codes are decoded. */
export function decodeManifestPath(path: string): string {
  return path.replace(/%(?:25|0D|0A)/gi, (code) => decodeURIComponent(code));
}

/** One line of a manifest: two blanks between checksum and path, as `sha256sum -c` reads it. */
export function manifestLine(entry: Pick<LedgerEntry, 'path' | 'sha256'>): string {
  return `${entry.sha256}  ${encodeManifestPath(entry.path)}\n`;
}

/** A manifest in pieces of some kilobytes, so that 110,000 lines never stand in memory at once. */
export function* manifestChunks(entries: Iterable<LedgerEntry>): Generator<string> {
  let chunk = '';
  for (const entry of entries) {
    chunk += manifestLine(entry);
    if (chunk.length < 64 * 1024) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Reads one line of a manifest; undefined for blank lines and what is no such line. `*` and `./` are what md5sum and others put before a path. */
export function parseManifestLine(line: string): { readonly checksum: string; readonly path: string } | undefined {
  const found = /^([0-9a-fA-F]{32,128})[ \t]+\*?(?:\.\/)?(.+?)\r?$/.exec(line);
  const [, checksum, path] = found ?? [];
  return checksum === undefined || path === undefined
    ? undefined
    : { checksum: checksum.toLowerCase(), path: decodeManifestPath(path) };
}

/** The algorithm of `manifest-sha256.txt` or `tagmanifest-sha256.txt`, if it is one of those two and can be computed. */
export function manifestAlgorithm(
  file: string,
): { readonly tag: boolean; readonly algorithm: BagAlgorithm } | undefined {
  const [, tag, name] = /^(tag)?manifest-([a-z0-9]+)\.txt$/i.exec(file) ?? [];
  const algorithm = BAG_ALGORITHMS.find((one) => one === name?.toLowerCase());
  return algorithm === undefined ? undefined : { tag: tag !== undefined, algorithm };
}

/** Folds a long value: a line break and a tab where a blank stands (RFC 8493, 2.2.2). */
function folded(label: string, value: string): string {
  let line = `${label}:`;
  let result = '';
  for (const word of value.replace(/\s+/gu, ' ').trim().split(' ')) {
    if (line.length + 1 + word.length > FOLD_AT && line !== `${label}:`) {
      result += `${line}\n`;
      line = `\t${word}`;
    } else line += ` ${word}`;
  }
  return `${result}${line}\n`;
}

/** `bag-info.txt`, RFC 8493, 2.2.2. Empty values are left out. */
export function bagInfo(fields: readonly (readonly [label: string, value: string])[]): string {
  return fields
    .filter(([, value]) => value.trim() !== '')
    .map(([label, value]) => folded(label, value))
    .join('');
}

/** The labels and values of a `bag-info.txt`, unfolded. */
export function parseBagInfo(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  for (const line of unfolded.split('\n')) {
    const [, label, value] = /^([^:]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (label !== undefined && value !== undefined) fields.set(label.trim().toLowerCase(), value.trim());
  }
  return fields;
}

/** A size for people in `Bag-Size`: `42.6 GB`, decimal units as disks are sold. */
export function bagSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}
