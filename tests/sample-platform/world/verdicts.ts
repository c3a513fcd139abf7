import type { Space, Verdict } from '../model.ts';

const line = '2018-07-01';

/** What becomes of a project's space. *Created* is its registration, else its start; the very day is uncertain. */
export function projectVerdict(registered: string | undefined, started: string | undefined): Verdict {
  const created = registered ?? started;
  if (created === undefined || created === line) return 'uncertain';
  if (created > line) return 'moved';
  return started !== undefined && started >= '2018-07-01' && started <= '2019-08-31' ? 'uncertain' : 'deleted';
}

/** What becomes of a group, by its last activity alone. */
export function groupVerdict(lastActivity: string | undefined): Verdict {
  if (lastActivity === undefined) return 'uncertain';
  if (lastActivity < '2021-01-01') return 'deleted';
  return lastActivity >= '2022-02-22' && lastActivity <= '2022-03-12' ? 'uncertain' : 'moved';
}

/** What becomes of something inside a space: in a kept space by its own date. */
export function contentVerdict(space: Space, dateIso: string | undefined): Verdict {
  if (space.verdict === 'deleted') return 'deleted';
  if (dateIso === undefined) return 'uncertain';
  const day = dateIso.slice(0, 10);
  // Whether or not an uncertain space is kept, what is older than the line goes.
  if (day < line) return 'deleted';
  return day === line ? 'uncertain' : space.verdict;
}

/** Portfolio entries and the like, that stand on their own date. */
export function ownDateVerdict(dateIso: string | undefined, later: Verdict): Verdict {
  if (dateIso === undefined) return 'uncertain';
  const day = dateIso.slice(0, 10);
  if (day < line) return 'deleted';
  return day === line ? 'uncertain' : later;
}
