/**
 * Search must find *šola* by *sola* and *Αθήνα* by *athina*. Words are folded (case, accents, special letters) and words in
 * Greek or Cyrillic letters are also kept in Latin ones. The same rules run in the browser (`assets/searchScript.ts` is given
 * these tables); a test compares the two.
 */
export const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ə: 'e',
  ς: 'σ',
  ʼ: '',
  '’': '',
  "'": '',
  '\u00ad': '',
  '\u200c': '',
  '\u200d': '',
};

const GREEK: Readonly<Record<string, string>> = {
  ου: 'ou',
  αυ: 'av',
  ευ: 'ev',
  γγ: 'ng',
  γχ: 'nch',
  μπ: 'b',
  ντ: 'nt',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
};

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ы: 'y', ь: '', э: 'e', ю: 'yu',
  я: 'ya', ђ: 'd', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz', ґ: 'g', є: 'ye', ѓ: 'gj', ќ: 'kj', ѕ: 'dz',
}; // prettier-ignore

/** How the same letters are written by those who write š for ш: as they fold here. */
const PLAIN: Readonly<Record<string, string>> = { ж: 'z', ч: 'c', ш: 's', щ: 'sc', ц: 'c', ю: 'ju', я: 'ja', х: 'h' };

/** Lower case without accents, special letters as their plain neighbours. */
export function fold(text: string): string {
  let folded = '';
  for (const character of text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')) {
    folded += SPECIAL[character] ?? character;
  }
  return folded;
}

function inLatin(
  word: string,
  table: Readonly<Record<string, string>>,
  exceptions: Readonly<Record<string, string>>,
): string {
  let latin = '';
  for (let at = 0; at < word.length; at += 1) {
    const pair = word.slice(at, at + 2);
    const letters = pair.length === 2 ? table[pair] : undefined;
    if (letters !== undefined) {
      latin += letters;
      at += 1;
    } else {
      const letter = word[at] ?? '';
      latin += exceptions[letter] ?? table[letter] ?? letter;
    }
  }
  return latin;
}

/** A folded word in Latin letters, in the usual ways of writing it; none if it has no Greek or Cyrillic letter. */
export function latinForms(word: string): readonly string[] {
  if (/[\u0370-\u03ff]/.test(word)) return [inLatin(word, GREEK, {})];
  if (!/[\u0400-\u04ff]/.test(word)) return [];
  const usual = inLatin(word, CYRILLIC, {});
  const plain = inLatin(word, CYRILLIC, PLAIN);
  return usual === plain ? [usual] : [usual, plain];
}

/** Words longer than this are not words (data, addresses). */
const LONGEST = 40;

/** The folded words of a text. */
export function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word.length <= LONGEST);
}

/** All terms under which a text can be found. */
export function* termsOf(text: string): Generator<string> {
  for (const word of wordsOf(text)) {
    yield word;
    yield* latinForms(word);
  }
}
