const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'đ', e: 'é', f: 'ƒ', g: 'ğ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ľ', m: 'ɱ', n: 'ñ', o: 'ó',
  p: 'þ', q: 'ɋ', r: 'ř', s: 'š', t: 'ť', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
}; // prettier-ignore

function pseudoText(text: string): string {
  const body = text.replace(/\{\{[^}]*\}\}|<[^>]*>|[a-z]/g, (part) =>
    part.length === 1 ? (ACCENTED[part] ?? part) : part,
  );
  return `[${body}${' ·'.repeat(Math.ceil(text.length / 7))}]`;
}

/**
 * A pseudo-locale from the English catalogues: every text a third longer, accented and bracketed, so that texts written into
 * the code and boxes that are too narrow show at a glance. Placeholders and tags stay.
 */
export function pseudo<T>(catalogue: T): T {
  if (typeof catalogue === 'string') return pseudoText(catalogue) as T;
  if (Array.isArray(catalogue)) return catalogue.map((entry: unknown) => pseudo(entry)) as T;
  if (catalogue === null || typeof catalogue !== 'object') return catalogue;
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, value]: [string, unknown]) => [key, pseudo(value)]),
  ) as T;
}
