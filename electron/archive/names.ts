import { endingToAdd } from './nameTypes.ts';

/** Longest name of one file or folder in UTF-16 units, before the layout shortens it further. */
export const MAX_NAME_UNITS = 100;
/** What Linux, macOS and ZIP readers allow for one segment. */
export const MAX_NAME_BYTES = 255;
/** A name is read no further than this: titles may be a million characters long. */
const READ_UNITS = 1024;
const LONGEST_ENDING = 12;

const LONE_SURROGATES = /\p{Surrogate}/gu;
/** Line breaks and separators of all kinds: one space. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Control and bidi-override characters, zero-width spaces, soft hyphens, noncharacters: nothing. ZWJ and ZWNJ stay (emoji, Persian). */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
/** Not allowed on Windows; the slash nowhere. */
const RESERVED = /[<>:/\\|?*]/g;
/** Device names of Windows, with any ending and with superscript digits too (`NUL.tar.gz`, `COM¹`). */
const DEVICE = /^(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])$/i;
/** Names that Windows and macOS write, hide or overwrite by themselves. */
const SYSTEM_FILE = /^(?:thumbs\.db|desktop\.ini|autorun\.inf|\.ds_store|icon\r?)$/i;
const ENDING = /\.([A-Za-z0-9]{1,10})$/;
const DOUBLE_ENDING = /\.tar\.[A-Za-z0-9]{1,4}$/i;

export interface NameOptions {
  /** Used where nothing of the wish is left. */
  readonly fallback: string;
  /** Type of the bytes: gives the ending where the name has none, or a wrong one. Leave out for folders. */
  readonly mediaType?: string | undefined;
  /** Upper limit in UTF-16 units, ending included; never more than MAX_NAME_UNITS. */
  readonly maxUnits?: number;
}

let segmenter: Intl.Segmenter | undefined;

/** The longest beginning of a text within both limits that cuts no character, accent or emoji in two. */
function cut(text: string, units: number, bytes: number): string {
  if (text.length <= units && Buffer.byteLength(text) <= bytes) return text;
  // Nearly all names: no need to look for what belongs together.
  const head = text.slice(0, units + 1);
  if (/^[\x20-\x7e]*$/.test(head)) return head.slice(0, Math.min(units, bytes));
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let result = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text.slice(0, units + 64))) {
    used += Buffer.byteLength(segment);
    if (result.length + segment.length > units || used > bytes) break;
    result += segment;
  }
  if (result !== '') return result;
  // A single letter under 200 accents: cut between code units rather than lose it, but not within a surrogate pair.
  return text.slice(0, Math.min(units, Math.floor(bytes / 3))).replace(LONE_SURROGATES, '');
}

/** Splits `report.final.tar.gz` into `report.final` and `.tar.gz`; the ending is empty where there is none. */
export function splitEnding(name: string): { readonly stem: string; readonly ending: string } {
  const found = DOUBLE_ENDING.exec(name) ?? ENDING.exec(name);
  if (found === null || found.index === 0) return { stem: name, ending: '' };
  return { stem: name.slice(0, found.index), ending: found[0] };
}

/** Trailing dots and spaces are dropped by Windows without a word, leading spaces are lost by people. */
function trimmed(name: string): string {
  return name.replace(/^\s+/u, '').replace(/[\s.]+$/u, '');
}

function guarded(name: string): string {
  const visible = name.replace(/^\.+/, '_');
  const base = (visible.split('.', 1)[0] ?? '').trimEnd();
  return DEVICE.test(base) || SYSTEM_FILE.test(visible) ? `_${visible}` : visible;
}

/** Everything that no file system may see goes; what can be read stays, in any script. */
function cleaned(wish: string): string {
  const whole = wish.length <= READ_UNITS ? wish : `${wish.slice(0, READ_UNITS - 32)}${wish.slice(-32)}`;
  return trimmed(
    whole
      .replace(LONE_SURROGATES, '')
      .normalize('NFC')
      .replace(BREAKS, ' ')
      .replace(INVISIBLE, '')
      .replace(RESERVED, '_')
      .replaceAll('"', "'")
      // Manifests write % as %25 (RFC 8493, 2.1.3), which sha256sum does not read: its full-width twin looks the same.
      .replaceAll('%', '\uff05')
      .replace(/\s+/gu, ' '),
  );
}

/** A name shortened to both limits; its ending stays whole, and it is still safe afterwards. */
export function shortened(name: string, maxUnits: number): string {
  const units = Math.max(1, Math.min(maxUnits, MAX_NAME_UNITS));
  if (name.length <= units && Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const { stem, ending } = splitEnding(name);
  const kept = ending.length <= Math.min(LONGEST_ENDING, units - 1) ? ending : '';
  const head = trimmed(cut(kept === '' ? name : stem, units - kept.length, MAX_NAME_BYTES - kept.length));
  return head === '' ? '_' : head + kept;
}

/**
 * One safe name for one file or folder, out of whatever a person or a server wrote: no reserved names or characters, no
 * trailing dots or spaces, nothing hidden or invisible, NFC, at most 255 UTF-8 bytes, readable in any script. Paths become
 * single names that still tell where they came from (`a/b.pdf` → `a_b.pdf`). Never empty, and safe names stay as they are.
 */
export function safeName(wish: string, options: NameOptions): string {
  const maxUnits = Math.min(options.maxUnits ?? MAX_NAME_UNITS, MAX_NAME_UNITS);
  let name = cleaned(wish);
  // `.jpg` alone, or only dots and underscores: nothing a person could know it by.
  if (!/[^._\s]/u.test(name)) name = cleaned(options.fallback);
  // Leading dots go before the ending is looked for: `..jpg` has none left.
  name = guarded(name === '' ? '_' : name);
  const added = endingToAdd(splitEnding(name).ending.replace(/^.*\./, '').toLowerCase(), options.mediaType);
  const fit = shortened(added === undefined ? name : `${name}.${added}`, maxUnits);
  // Guarded again: cutting may bring a device name forth.
  return shortened(guarded(fit), maxUnits);
}

/** Short, lower-case words for a folder's name: `Naša šola, naš svet!` → `naša-šola-naš-svet`. Empty where no letter is left. */
export function slug(title: string, maxUnits: number): string {
  const words = title
    .slice(0, READ_UNITS)
    .replace(LONE_SURROGATES, '')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+/, '');
  return cut(words, maxUnits, MAX_NAME_BYTES - 20).replace(/-+$/, '');
}

/** What two names must differ in on every system: not only in case, nor in how an accent is written. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** The names of one folder: gives each wish a free one, numbered before its ending (`photo (2).jpg`), in the order asked. */
export class FolderNames {
  readonly #taken = new Set<string>();
  /** The next number to try by name, so that 3,000 pictures called `image.jpg` stay quick. */
  readonly #next = new Map<string, number>();

  constructor(reserved: Iterable<string> = []) {
    for (const name of reserved) this.#taken.add(nameKey(name));
  }

  has(name: string): boolean {
    return this.#taken.has(nameKey(name));
  }

  /** Takes a safe name, or the next free one like it, within `maxUnits`. */
  claim(name: string, maxUnits: number = MAX_NAME_UNITS): string {
    const wanted = shortened(name, maxUnits);
    const key = nameKey(wanted);
    if (!this.#taken.has(key)) {
      this.#taken.add(key);
      return wanted;
    }
    const { stem, ending } = splitEnding(wanted);
    for (let number = this.#next.get(key) ?? 2; ; number += 1) {
      const mark = ` (${number})`;
      const room = Math.min(maxUnits, MAX_NAME_UNITS) - ending.length - mark.length;
      const head = cut(stem, Math.max(1, room), MAX_NAME_BYTES - ending.length - mark.length).trimEnd();
      const numbered = `${head}${mark}${ending}`;
      if (this.#taken.has(nameKey(numbered))) continue;
      this.#taken.add(nameKey(numbered));
      this.#next.set(key, number + 1);
      return numbered;
    }
  }
}

/** The safe names of one folder made different, in order. */
export function uniqueNames(names: readonly string[], maxUnits: number = MAX_NAME_UNITS): string[] {
  const folder = new FolderNames();
  return names.map((name) => folder.claim(name, maxUnits));
}
