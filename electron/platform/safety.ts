/**
 * What an address says of itself, word by word. Known shapes need no such guess; an address that only a page tells (a frame's)
 * and a query that only the server knows do.
 */

/** Verbs that change things on sites of this age, beside the ones that a profile lists as whole segments. */
const VERBS: readonly string[] = [
  'del', 'erase', 'destroy', 'purge', 'drop', 'trash', 'wipe', 'logoff', 'signoff', 'disconnect', 'subscribe', 'unsubscribe',
  'unpublish', 'ban', 'kick', 'approve', 'decline', 'disable', 'deactivate', 'cancel', 'submit', 'confirm', 'revoke', 'rename',
  'toggle', 'reset',
]; // prettier-ignore

/** Shorter words stand by chance within others ("newsletter", "likewise"). */
const LONG_ENOUGH = 5;
/** Ends that make a thing or a state of a verb: "archived", "followers", "reporting". */
const INFLECTED = /^(?:d|s|r|rs|ed|er|ers|ing|ings)$|^(?:ed|ing)/;
/** A word that is coded twice is coded to be overlooked; more often than this it is noise. */
const CODED = 3;

/** The parameter of a query that says what is to be done. */
export const ACTION_PARAMETER = /^(?:action|act|do|op|cmd|command|task|method|mode)$/i;
/** Words that also name a state or a sort of things, as values of other parameters (`?sort=new`, `?list=archive`). */
const STATES: ReadonlySet<string> = new Set(['new', 'like', 'archive', 'report', 'copy', 'close', 'mark']);

/** Its words in lower case: decoded, parted where letters end and at capitals in between. */
function wordsIn(text: string): string[] {
  let plain = text;
  for (let round = 0; round < CODED; round += 1) plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, decoded);
  return plain
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ' ';
  }
}

/** "Log out" and "sign out", however they are parted. */
const WAY_OUT = /\b(?:log|sign) ?(?:out|off)\b/;

function areUnsafe(words: readonly string[], verbs: readonly string[]): boolean {
  if (WAY_OUT.test(words.join(' '))) return true;
  return words.some((word) =>
    verbs.some(
      (verb) =>
        word === verb ||
        (verb.length >= LONG_ENOUGH &&
          (word.endsWith(verb) || (word.startsWith(verb) && !INFLECTED.test(word.slice(verb.length))))),
    ),
  );
}

/**
 * Whether a path names something that may change the platform: as a word (`delete.php`, `confirm-delete`, `%64elete`), or as the
 * beginning or the end of one (`deletepage`).
 * @param unsafe the profile's words, in lower case
 */
export function pathSoundsUnsafe(path: string, unsafe: ReadonlySet<string>): boolean {
  return areUnsafe(wordsIn(path), [...unsafe, ...VERBS]);
}

/** The same of a query's names and values (`?action=deletePage`, `?remove=5`). */
export function querySoundsUnsafe(query: string, unsafe: ReadonlySet<string>): boolean {
  const verbs = [...unsafe, ...VERBS];
  return [...new URLSearchParams(query)].some(([name, value]) => {
    const said = wordsIn(value);
    const isState = said.length === 1 && STATES.has(said[0] ?? '') && !ACTION_PARAMETER.test(name);
    return areUnsafe(wordsIn(name), verbs) || (!isState && areUnsafe(said, verbs));
  });
}
