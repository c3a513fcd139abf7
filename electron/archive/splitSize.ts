const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
  K: 1e3,
  M: 1e6,
  G: 1e9,
};
/** Below this a part would hold little more than its own styles and search. */
const SMALLEST = 1e6;
/** FAT32 takes one byte less than 4 GiB; whoever writes 4GiB means just that disk. */
const FAT32_FILE = 2 ** 32 - 1;

/** `4GB`, `700 MB`, `3.9GiB` in bytes; undefined where it is no size of at least 1 MB. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit] = /^\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = UNITS[(unit ?? '').toUpperCase()];
  if (digits === undefined || factor === undefined) return undefined;
  const bytes = Math.floor(Number(digits.replace(',', '.')) * factor);
  if (bytes < SMALLEST) return undefined;
  return bytes === FAT32_FILE + 1 ? FAT32_FILE : bytes;
}
