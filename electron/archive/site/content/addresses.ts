/**
 * Addresses inside received HTML, wherever they stand: `src`, `href`, `srcset`, `data-*`, `url(…)`; and what stood in the page
 * itself, which the reader calls by its hash.
 */
const ADDRESS = /https?:\/\/[^\s"'<>\\]+|data:sha256,[0-9a-f]{64}/g;

function decodeEntities(address: string): string {
  // A quote or bracket written as an entity ends the address.
  return address.replace(/&(?:quot|#39|#34|apos|lt|gt);.*$/i, '').replace(/&amp;|&#38;|&#x26;/gi, '&');
}

/** Asks `resolve` for an address as it stands, then without fragment, then without a trailing bracket or comma of the text around it. */
export function resolveLoosely(address: string, resolve: (address: string) => string | undefined): string | undefined {
  const plain = address.replace(/#.*$/s, '');
  return (
    resolve(address) ??
    (plain === address ? undefined : resolve(plain)) ??
    (/[),.;]/.test(plain)
      ? (resolve(plain.replace(/[),.;]+$/, '')) ?? resolve(plain.replace(/\).*$/s, '')))
      : undefined)
  );
}

/** The ids of the items that received HTML points at, each once, in order of appearance. */
export function referencedItems(
  html: string,
  resolve: (address: string) => string | undefined,
  own: string,
): readonly string[] {
  const ids = new Set<string>();
  for (const match of html.matchAll(ADDRESS)) {
    const id = resolveLoosely(decodeEntities(match[0]), resolve);
    if (id !== undefined && id !== own) ids.add(id);
  }
  return [...ids];
}
