import type { FoundDate } from './dates.ts';
import { folded } from './dom.ts';

/** Letters that a name can begin with: capitals, and letters of scripts that have none (Unicode counts Georgian as small). */
const CAPITAL = String.raw`[\p{Lu}\p{Lt}\p{Lo}\p{Script=Georgian}]`;
/** A word of a name: with its capital in front, or behind a short prefix (`tSaoir`, `d’Angelo`, `al-Masri`). */
const WORD = String.raw`(?:\p{Ll}{1,3}[’'-]?)?${CAPITAL}[\p{L}\p{M}'’.-]*`;
/** What stands small between the words of a name, in whatever language. */
const PARTICLE = String.raw`(?:de|del|den|der|des|van|von|vom|zu|di|da|do|dos|das|du|la|las|le|los|el|al|y|i|e|in|op|te|ter|ten|an|na|af|av|bin|ben|ibn|Mc|Mac|[’'][tns])`;
const RUN = String.raw`${WORD}(?:\s+(?:${PARTICLE}\s+){0,2}${WORD}){1,4}`;

const NAME = new RegExp(String.raw`^(?:\p{Ll}{1,12}\s+)?(${RUN})$`, 'u');
/** "Posted by Maria Rossi on": between words that are none of a name. */
const WITHIN = new RegExp(
  String.raw`(?<![\p{L}\p{M}'’.-])(?:(?:\p{L}[\p{Ll}]*)\s+)?\p{Ll}{2,12}\s+(${RUN})(?=\s+\p{Ll}{1,5}$|$)`,
  'u',
);

const SEPARATOR = /[|·•,;()[\]]|\s[-–—]\s|^\s*[-–—]\s*|[:：]/;
const LONGEST = 60;

/**
 * A person's name out of a short text: "by Ana Novak", "Avtor: Ana Novak", "Ana Novak, 12. 3. 2015".
 * @param parts the texts of the elements that the line is made of: a name has one to itself ("From <a>Ana Novak</a>")
 */
export function personName(
  text: string,
  dates: readonly FoundDate[],
  parts: readonly string[] = [],
): string | undefined {
  const cut = (line: string): string => dates.reduce((rest, { written }) => rest.replace(written, '|'), line);
  const whole = cut(text);
  if (parts.length > 1) {
    for (const part of parts) {
      const name = nameIn(cut(part));
      if (name !== undefined) return name;
    }
  }
  return nameIn(whole) ?? (dates.length > 0 ? within(whole) : undefined);
}

function nameIn(text: string): string | undefined {
  for (const piece of text.split(SEPARATOR)) {
    const name = NAME.exec(folded(piece))?.[1]?.replace(/[.,]$/, '');
    if (name !== undefined && name.length <= LONGEST) return name;
  }
  return undefined;
}

function within(text: string): string | undefined {
  for (const piece of text.split(SEPARATOR)) {
    const line = folded(piece);
    const name = line.split(' ').length <= 9 ? WITHIN.exec(line)?.[1] : undefined;
    if (name !== undefined && name.length <= LONGEST) return name;
  }
  return undefined;
}

/** In a script without capitals any few words look like a name: only their place (beside a date) tells. */
export function isCaseless(text: string): boolean {
  return /[\p{Lo}\p{Script=Georgian}]/u.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text);
}
