import { figure } from '../../bench/table.ts';

/** One figure of a run. */
export interface FigureColumn<T> {
  readonly head: string;
  readonly of: (run: T) => number;
  readonly digits?: number;
}

/** Medians of the runs of each row, with their spread, as a Markdown table that can be read as plain text too. */
export function figureTable<T>(
  what: string,
  columns: readonly FigureColumn<T>[],
  rows: readonly (readonly [name: string, runs: readonly T[]])[],
): string {
  const heads = [what, ...columns.map(({ head }) => head)];
  const body = rows.map(([name, runs]) => [name, ...columns.map(({ of, digits = 0 }) => figure(runs.map(of), digits))]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...body.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(heads), line(rule), ...body.map(line)].join('\n');
}
