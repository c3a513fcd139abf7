import type { ArchiveRow } from '../../../shared/tools.ts';
import { MOST_MARKED } from '../../../shared/bridgeTools.ts';

/** What is marked, by id, in the order in which it was marked. */
export type Marks = ReadonlyMap<string, ArchiveRow>;
export const NO_MARKS: Marks = new Map();

/** The marks after a change on one page of rows: what stands on other pages stays. */
export function withPage(marks: Marks, rows: readonly ArchiveRow[], selected: ReadonlySet<unknown>): Marks {
  const next = new Map(marks);
  for (const row of rows) {
    if (selected.has(row.id)) next.set(row.id, row);
    else next.delete(row.id);
  }
  return next;
}

/** With some more; as many as may be taken out at once. */
export function withAll(marks: Marks, rows: readonly ArchiveRow[]): Marks {
  const next = new Map(marks);
  for (const row of rows) if (next.size < MOST_MARKED) next.set(row.id, row);
  return next;
}

export function without(marks: Marks, id: string): Marks {
  const next = new Map(marks);
  next.delete(id);
  return next;
}

/** What a person calls it. */
export function nameOf({ title, file, id }: ArchiveRow): string {
  return title !== '' ? title : (file ?? id);
}
