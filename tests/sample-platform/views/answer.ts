import type { Picture, StoredFile } from '../model.ts';
import type { Which } from '../pictures.ts';
import type { View } from '../view.ts';

/** What an address answers, before it is written as HTML or bytes. */
export type Answer =
  | { kind: 'view'; view: View }
  | { kind: 'picture'; picture: Picture; which: Which; path: string }
  | { kind: 'file'; file: StoredFile; attachment: boolean }
  | { kind: 'pdf'; title: string; name: string; lines: string[] }
  | { kind: 'html-instead' }
  | { kind: 'redirect'; to: string }
  | { kind: 'forbidden' }
  | { kind: 'not-found' };

/** The only two query parameters that mean anything. */
export interface Paging {
  page: number;
  offset?: number;
}

export const notFound: Answer = { kind: 'not-found' };
