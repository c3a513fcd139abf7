import type { Choice, ItemKind, Role } from '../../shared/model/index.ts';

/**
 * A profile: all that is known about one platform's addresses. Built in as JSON (`profiles/`), or handed out by a support
 * organisation as a file; parsed by `profileSchema`.
 */
export type Origins = Readonly<Record<Role, string>>;

/**
 * What an address is, decided by its shape alone. Only `view` and `binary` may ever be requested.
 * `address` is canonical: current origin, no fragment, only `page` and `offset` left of the query (of a frame: all but sessions).
 */
export type Target =
  | {
      readonly type: 'view';
      readonly address: string;
      readonly role: Role;
      /** Name of the shape in the profile, e.g. `space-page`, `live-messages`. */
      readonly shape: string;
      /** Numbers in the address by name, e.g. `{ s: '197644', p: '63103' }`. */
      readonly params: Readonly<Record<string, string>>;
      readonly space?: string;
      /** `page` or `offset` where the address carries one. */
      readonly paging?: string;
    }
  | {
      readonly type: 'binary';
      readonly address: string;
      readonly role: Role;
      readonly shape: string;
      readonly params: Readonly<Record<string, string>>;
      readonly space?: string;
      readonly binary: 'image' | 'file' | 'certificate';
      /** Stored pictures and files: the hash without `_opt` and ending, and whether it is the optimised one. */
      readonly stored?: { readonly hash: string; readonly optimised: boolean; readonly extension: string };
    }
  /** The log-in page. Requested by hosts only. */
  | { readonly type: 'log-in'; readonly address: string; readonly role: Role }
  /** The pupils' entrance: what may not be seen is led here. */
  | { readonly type: 'not-visible'; readonly address: string; readonly role: Role }
  /** Known to change something, or endless (calendars): never requested. */
  | { readonly type: 'unsafe'; readonly address: string }
  /** On one of the platform's origins but of no known shape: never requested, listed as not visited. */
  | { readonly type: 'unknown'; readonly address: string; readonly role: Role; readonly space?: string }
  /** On another server: never requested. */
  | { readonly type: 'foreign'; readonly address: string }
  /** Not an address of anything (`javascript:`, `mailto:`, `tel:`, fragment only, malformed). */
  | { readonly type: 'none' };

export type RequestableTarget = Extract<Target, { type: 'view' | 'binary' }>;

/** How the inventory names what a shape holds. */
export interface ShapeMeaning {
  readonly kind: ItemKind;
  readonly choice: Choice;
}
