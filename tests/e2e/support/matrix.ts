import type { InventoryItem } from '../../../shared/model/index.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { Fault, FaultKind, SamplePlatform, TruthItem } from '../../sample-platform/index.ts';
import { runEngine, type EngineRun } from './engine.ts';

/** Where a fault can strike. */
export type Place = 'view' | 'list page' | 'original' | 'optimised' | 'file' | 'certificate';
/** Pages, and what has bytes of its own: what stands on a page that is lost is lost with it, so they are not mixed. */
export const PLACES: readonly (readonly Place[])[] = [
  ['view', 'list page'],
  ['original', 'optimised', 'file', 'certificate'],
];

/** A row of the matrix: a fault of the sample platform, as it is made for one address. */
export interface Row {
  readonly name: string;
  readonly kind: FaultKind;
  readonly more?: Partial<Fault>;
  /** For good: saved all the same (slow, but right), or missing for one of these reasons. */
  readonly forGood: 'saved' | readonly Reason[];
  /** Places where it cannot be told from a good answer: the platform gives no checksums. */
  readonly untold?: readonly Place[];
  /** An answer that says something for certain: it is believed, and asked for once more at the end of a run only. */
  readonly believed?: boolean;
  /** Where even an answer that heals is given up, because asking again would cost too much. */
  readonly neverAgain?: boolean;
}

const PAGE_INSTEAD: readonly Reason[] = ['not-an-image', 'wrong-type', 'unreadable-page'];
const LOG_IN: readonly Reason[] = ['log-in-page', 'section-closed'];
const BROKEN: readonly Reason[] = ['truncated', 'unreachable', 'timeout'];

/** What the platform says so is believed without another look, where it is no loss to be told. */
const CERTAIN: ReadonlySet<string> = new Set(['404', '410']);

export const ROWS: readonly Row[] = [
  { name: '503', kind: 'status', more: { status: 503 }, forGood: ['server-error'] },
  { name: '500', kind: 'status', more: { status: 500 }, forGood: ['server-error'] },
  { name: '503 with Retry-After', kind: 'status', more: { status: 503, retryAfter: 1 }, forGood: ['server-error'] },
  {
    name: '429 with a date',
    kind: 'status',
    more: { status: 429, retryAfter: { date: 1 } },
    forGood: ['too-many-requests'],
  },
  { name: '404', kind: 'status', more: { status: 404 }, believed: true, forGood: ['not-found'] },
  { name: '410', kind: 'status', more: { status: 410 }, believed: true, forGood: ['gone'] },
  { name: 'reset', kind: 'reset', forGood: BROKEN },
  { name: 'reset in the body', kind: 'reset-in-body', forGood: BROKEN },
  { name: 'short body', kind: 'short-body', forGood: BROKEN },
  { name: 'dropped chunked body', kind: 'dropped-chunked', forGood: BROKEN },
  { name: 'stall', kind: 'stall', forGood: ['timeout', 'truncated'] },
  { name: 'trickle', kind: 'trickle', more: { bytesPerSecond: 150_000 }, forGood: 'saved' },
  { name: 'another page', kind: 'html-instead', believed: true, forGood: PAGE_INSTEAD },
  { name: 'log-in page', kind: 'login-page', believed: true, forGood: LOG_IN },
  { name: 'redirect to log-in', kind: 'login-redirect', believed: true, forGood: LOG_IN },
  { name: 'redirect loop', kind: 'redirect-loop', believed: true, forGood: ['redirect-loop'] },
  { name: 'redirect elsewhere', kind: 'foreign-redirect', believed: true, forGood: ['elsewhere-redirect'] },
  { name: 'empty', kind: 'empty', forGood: ['empty'] },
  {
    name: 'corrupt',
    kind: 'corrupt',
    forGood: 'saved',
    untold: ['view', 'list page', 'file', 'certificate'],
  },
  { name: 'wrong type', kind: 'wrong-type', forGood: 'saved' },
  { name: 'oversized', kind: 'oversized', forGood: ['too-large'], neverAgain: true },
  {
    name: 'oversized, unannounced',
    kind: 'oversized',
    more: { announce: false },
    forGood: ['too-large'],
    neverAgain: true,
  },
  {
    name: 'gzip bomb',
    kind: 'gzip-bomb',
    forGood: ['decompression-bomb', 'too-large', 'not-an-image', 'wrong-type', 'server-error'],
    neverAgain: true,
  },
  { name: "filter's page", kind: 'school-filter', believed: true, forGood: PAGE_INSTEAD },
  { name: 'no ranges', kind: 'no-range', forGood: 'saved' },
  { name: 'changing ETag', kind: 'changing-etag', forGood: 'saved' },
  { name: 'delay', kind: 'delay', more: { delayMs: 700 }, forGood: 'saved' },
];

/** What stands at the places of an account. */
export interface Targets {
  readonly truth: Readonly<Record<Place, TruthItem>>;
  readonly path: Readonly<Record<Place, string>>;
  /** Pictures that only the list page shows. */
  readonly behind: readonly TruthItem[];
}

/** The account of the matrix: small, with an album of three pages. */
export const MATRIX_ACCOUNT = {
  seed: 61,
  spaces: 1,
  groups: 0,
  picturesPerSpace: 7,
  filesPerSpace: 2,
  pagesPerSpace: 2,
  messages: 1,
  people: 1,
  pageSize: 3,
  oddLists: false,
} as const;

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

export function targetsOf(platform: SamplePlatform): Targets {
  const { items } = platform.truth;
  const one = (what: string, fits: (item: TruthItem) => boolean): TruthItem => {
    const found = items.find(fits);
    if (!found) throw new Error(`the account has no ${what}`);
    return found;
  };
  const album = one('album', ({ kind }) => kind === 'album');
  const inAlbum = items.filter(({ kind, url }) => kind === 'image' && url.startsWith(`${album.url}/`));
  const truth = {
    view: one('page', ({ kind, paragraphs }) => kind === 'page' && paragraphs.length > 1),
    'list page': album,
    original: one(
      'original',
      (item) => item === inAlbum.slice(0, 3).find(({ originalUrl, shownUrl }) => originalUrl !== shownUrl),
    ),
    optimised: one('optimised', ({ kind, hasOriginal }) => kind === 'image' && hasOriginal === false),
    file: one('file', ({ kind, url }) => kind === 'file' && url.endsWith('/download')),
    certificate: one('certificate', ({ kind }) => kind === 'certificate'),
  };
  return {
    truth,
    path: {
      view: pathOf(truth.view.url),
      'list page': `${pathOf(album.url)}?page=2`,
      original: pathOf(truth.original.originalUrl ?? ''),
      optimised: pathOf(truth.optimised.originalUrl ?? ''),
      file: pathOf(truth.file.url),
      certificate: pathOf(truth.certificate.url),
    },
    behind: inAlbum.slice(3, 6),
  };
}

export interface Cell {
  readonly row: string;
  readonly place: Place;
  readonly heals: boolean;
  readonly result: string;
  /** What is wrong about it; undefined if it is as it must be. */
  readonly fault: string | undefined;
}

/**
 * One run with a row's fault at several places.
 * @param places that do not stand behind each other
 * @param times after how often it heals; undefined: never
 */
export async function runRow(
  platform: SamplePlatform,
  targets: Targets,
  places: readonly Place[],
  row: Row,
  times: number | undefined,
): Promise<{ readonly cells: Cell[]; readonly run: EngineRun }> {
  platform.faults.clear();
  platform.stats.reset();
  for (const place of places) {
    platform.faults.add({
      ...{ kind: row.kind, match: (path) => path === targets.path[place], ...row.more },
      ...(times === undefined ? {} : { times }),
    });
  }
  const run = await runEngine(platform, { selection: { choices: ['twinspaces', 'labels'] } });
  platform.faults.clear();
  const cells = places.map((place): Cell => {
    const { result, fault } = judge(run, targets, row, place, times);
    return { row: row.name, place, heals: times !== undefined, result, fault };
  });
  return { cells, run };
}

function find(run: EngineRun, truth: TruthItem): InventoryItem | undefined {
  const wanted = [truth.originalUrl, truth.shownUrl, truth.url];
  return run.archive?.items.find(
    ({ kind, sourceUrl, url, addresses }) =>
      kind === truth.kind && [sourceUrl, url, ...(addresses ?? [])].some((one) => wanted.includes(one)),
  );
}

function judge(
  run: EngineRun,
  targets: Targets,
  row: Row,
  place: Place,
  times: number | undefined,
): { result: string; fault: string | undefined } {
  if (!run.archive) return { result: `exit ${run.exit} ${run.code ?? ''}`, fault: 'no archive' };
  const truth = targets.truth[place];
  // What is believed is asked for twice in all: at its turn, and once more at the end.
  const heals = times !== undefined && !(row.believed === true && times > 1);
  const expectSaved = row.forGood === 'saved' || (heals && row.neverAgain !== true);
  if (place === 'list page') return judgeList(run, targets, row, expectSaved);
  const item = find(run, truth);
  if (!item) return { result: 'silently lost', fault: 'silently lost' };
  const said = item.status === 'saved' ? 'saved' : `${item.status}: ${item.reason ?? ''}`;
  if (item.status === 'saved') {
    if (place === 'view') {
      const right = truth.paragraphs.every((text) => run.archive?.text.includes(folded(text)) === true);
      if (right) return expectSaved ? fine('saved') : fine('saved all the same');
      return row.untold?.includes(place) === true
        ? fine('saved as the platform sent it')
        : { result: 'saved, but not its text', fault: 'wrongly called saved' };
    }
    if (item.sha256 === truth.sha256?.()) return fine(expectSaved ? 'saved' : 'saved all the same');
    if (item.damaged === true) return fine('saved, marked damaged');
    if (row.untold?.includes(place) === true) return fine('saved as the platform sent it');
    // Pages that are not there, of a list that goes on behind them, and pictures without an original: as the platform says.
    if (place === 'original' && item.original === false && (!heals || CERTAIN.has(row.name)))
      return fine('saved: only version there is');
    return { result: `saved with other bytes (original: ${item.original})`, fault: 'wrongly called saved' };
  }
  if (expectSaved) return { result: said, fault: 'not saved, although it heals' };
  const right = item.status === 'missing' && (row.forGood as readonly string[]).includes(item.reason ?? '');
  return { result: said, fault: right ? undefined : 'wrong reason' };
}

function fine(result: string): { result: string; fault: undefined } {
  return { result, fault: undefined };
}

/** A page of a list: what it shows is saved, or the list itself says that it is not whole. */
function judgeList(
  run: EngineRun,
  targets: Targets,
  row: Row,
  expectSaved: boolean,
): { result: string; fault: string | undefined } {
  const saved = targets.behind.filter((truth) => find(run, truth)?.sha256 === truth.sha256?.()).length;
  if (saved === targets.behind.length) return fine(expectSaved ? 'saved' : 'saved all the same');
  const album = pathOf(targets.truth['list page'].url);
  const told = run.archive?.items.find(
    ({ status, sourceUrl }) => status === 'missing' && pathOf(sourceUrl).startsWith(album),
  );
  if (!told) {
    return row.untold?.includes('list page') === true
      ? fine('as the platform sent it')
      : { result: 'silently lost', fault: 'silently lost' };
  }
  const said = `missing: ${told.reason ?? ''}`;
  if (expectSaved) return { result: said, fault: 'not saved, although it heals' };
  const allowed: readonly string[] = [...(row.forGood === 'saved' ? [] : row.forGood), 'list-incomplete'];
  return { result: said, fault: allowed.includes(told.reason ?? '') ? undefined : 'wrong reason' };
}

export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
