import type { Row } from '../platform/read/rows.ts';

/** A row of nothing but ways to other pages of the list, or without a word, is no row. */
function isPager(row: Row): boolean {
  if (!/\p{L}{2}/u.test(row.text.join(' '))) return true;
  const ways = row.targets.filter((target) => target.type === 'view' && target.paging !== undefined);
  return ways.length > 0 && ways.length === row.targets.length && row.facts.dates.length === 0;
}

/** The outermost rows; where one row holds the whole list, those inside it. */
export function outerRows(rows: readonly Row[]): Row[] {
  const real = rows.filter((row) => !isPager(row));
  for (let depth = 0; ; depth += 1) {
    const level = real.filter((row) => row.depth === depth);
    const [only] = level;
    if (level.length === 1 && only && only.rowsInside >= 2 && real.some((row) => row.depth === depth + 1)) continue;
    return level;
  }
}

/** The innermost rows that hold a date: lines of a list of activities, whatever sections hold them. Without dates: the outer ones. */
export function datedRows(rows: readonly Row[]): Row[] {
  const real = rows.filter((row) => !isPager(row));
  const dated = real.filter((row) => row.facts.dates.length > 0);
  // Rows stand in document order, inner ones right after the one that holds them.
  const inner = dated.filter((row) => {
    const at = real.indexOf(row);
    return !real.slice(at + 1, at + 1 + row.rowsInside).some((inside) => inside.facts.dates.length > 0);
  });
  if (inner.length === 0) return outerRows(rows);
  // Their brothers without a date are of the same sort.
  const lists = new Set(inner.map(({ list }) => list));
  return real.filter((row) => lists.has(row.list));
}
