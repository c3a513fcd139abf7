import type { Ruling } from '../platform/verdict.ts';

export type SpaceRole = 'twinspace' | 'groups';

/** A space that is to be walked, and what the lists said of it. */
export interface SpaceRef {
  readonly role: SpaceRole;
  readonly space: string;
  /** As "My projects" or "My groups" calls it; empty if it was added by its address. */
  readonly title: string;
  readonly ruling: Ruling;
  /** Registered (else started), or the group's last activity: ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly dateAsWritten?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly lastActivity?: string | undefined;
  /** The project's number on live. */
  readonly project?: string | undefined;
  /** What else stands in the list: status, role. */
  readonly said?: string | undefined;
  readonly home: string;
  /** Whether a list of the account names it: if it then refuses, something is lost. */
  readonly listed: boolean;
}

/** Deleted first, and the oldest first: what dies first is saved first (design.md, Order). */
export function byUrgency(a: SpaceRef, b: SpaceRef): number {
  const rank = { deleted: 0, uncertain: 1, moved: 2 } as const;
  return (
    rank[a.ruling.verdict] - rank[b.ruling.verdict] ||
    (a.createdAt ?? '9').localeCompare(b.createdAt ?? '9') ||
    Number(a.space) - Number(b.space) ||
    a.role.localeCompare(b.role)
  );
}
