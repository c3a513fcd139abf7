import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/appState.ts';
import type { ArchiveQuery, ArchiveRow } from '../../../shared/tools.ts';
import { MOST_MARKED } from '../../../shared/bridgeTools.ts';
import { useApp } from '../../state/context.tsx';

/** As many as one page of the grid shows. */
export const PAGE = 48;
const SEARCH_AFTER_MS = 200;
/** Rows fetched at once where all are marked. */
const CHUNK = 500;

export type Filter = Pick<ArchiveQuery, 'what' | 'search' | 'space'>;

export interface Looked {
  readonly total: number;
  readonly rows: readonly ArchiveRow[];
  /** `data:` addresses by id; they come a moment after the rows. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly error: AppError | undefined;
  /** False until the rows are those of the filter. */
  readonly settled: boolean;
  /** Everything that the filter finds. */
  readonly all: () => Promise<readonly ArchiveRow[]>;
}

/** One page of what an archive holds, as it is typed. */
export function useLook(filter: Filter, offset: number): Looked {
  const { bridge } = useApp();
  const [found, setFound] = useState<{
    readonly key: string;
    readonly total: number;
    readonly rows: readonly ArchiveRow[];
  }>();
  const [pictures, setPictures] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<AppError>();
  const { what, search, space } = filter;
  const key = JSON.stringify([what, search, space, offset]);

  useEffect(() => {
    const now = new AbortController();
    const small = async (ids: readonly string[]) => {
      if (what !== 'pictures' || ids.length === 0) return;
      const reply = await bridge.request('remove.thumbnails', { ids: [...ids] });
      if (!now.signal.aborted && reply.ok) setPictures(reply.value.pictures);
    };
    const load = async () => {
      const reply = await bridge.request('remove.look', query({ what, search, space }, offset, PAGE));
      if (now.signal.aborted) return;
      setError(reply.ok ? undefined : reply.error);
      if (!reply.ok) return;
      setFound({ key, ...reply.value });
      await small(reply.value.rows.map(({ id }) => id));
    };
    const timer = setTimeout(() => void load(), search === '' ? 0 : SEARCH_AFTER_MS);
    return () => {
      now.abort();
      clearTimeout(timer);
    };
  }, [bridge, key, what, search, space, offset]);

  const all = async (): Promise<readonly ArchiveRow[]> => {
    const rows: ArchiveRow[] = [];
    for (;;) {
      const reply = await bridge.request('remove.look', query(filter, rows.length, CHUNK));
      if (!reply.ok) {
        setError(reply.error);
        return [];
      }
      rows.push(...reply.value.rows);
      if (reply.value.rows.length === 0 || rows.length >= Math.min(reply.value.total, MOST_MARKED)) return rows;
    }
  };
  return { total: found?.total ?? 0, rows: found?.rows ?? [], pictures, error, settled: found?.key === key, all };
}

function query({ what, search, space }: Filter, offset: number, limit: number): ArchiveQuery {
  return { what, search, offset, limit, ...(space === undefined ? {} : { space }) };
}
