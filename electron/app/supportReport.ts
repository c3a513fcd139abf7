import { arch, release, totalmem, type } from 'node:os';
import type { InventoryItem, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { FinishedEvent } from '../../shared/progress.ts';
import type { OpenArchive } from '../archive/read/index.ts';
import type { Profile } from '../platform/profile.ts';
import { builtInProfile } from '../platform/profiles/index.ts';
import { addressShape, pageShape } from './pageShape.ts';

/** Pages of which the structure is told, at most. */
const MOST_PAGES = 10;

/** What a report for support is made from; all but the items may be unknown. */
export interface SupportInput {
  readonly version: string;
  readonly items: readonly (ItemRecord | InventoryItem)[];
  readonly mentions: readonly Mention[];
  readonly profile: Profile;
  /** Origins on which the items were found, should they not be the profile's. */
  readonly isPlatform: (address: string) => boolean;
  readonly finished?: Partial<FinishedEvent> | undefined;
  /** Figures of a run, where there is no archive of it. */
  readonly run?: Readonly<Record<string, string | number | boolean>>;
  /** Counts by kind, where the items themselves are not at hand. */
  readonly counted?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Codes of errors that were shown. */
  readonly codes?: readonly string[];
  /** Settings by name; only numbers, switches and words of ours. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Pages that could not be read, or told nothing. */
  readonly pages?: readonly { readonly kind: string; readonly address: string; readonly html: string }[];
}

/** The report: everything in it is a word of ours, a number, or a structure. No names, titles, texts, addresses, paths. */
export interface SupportReport {
  readonly twinark: string;
  readonly system: { readonly os: string; readonly node: string; readonly memoryGb: number };
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly run: Readonly<Record<string, string | number | boolean>>;
  readonly codes: readonly string[];
  /** Kind, then status or reason, then how many. */
  readonly items: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly pictures: { readonly optimised: number; readonly damaged: number };
  /** Shapes of addresses of what is missing, and of links that were not opened. */
  readonly missingAt: Readonly<Record<string, number>>;
  readonly notOpened: Readonly<Record<string, number>>;
  readonly pages: readonly { readonly kind: string; readonly address: string; readonly structure: string }[];
}

function count(into: Record<string, number>, key: string): void {
  into[key] = (into[key] ?? 0) + 1;
}

/** The words in a platform's own addresses: they may be told, for they are the same for everybody. */
function knownWords({ shapes, logIn, unsafeWords }: Profile): ReadonlySet<string> {
  const paths = [...shapes, ...logIn].flatMap(({ path }) => path.split(/[/{}:|]/));
  const more = ['files', 'collabspace', 'images', 'page', 'offset', ...unsafeWords];
  return new Set([...paths, ...more].map((word) => word.toLowerCase()).filter((word) => /^[a-z-]+$/.test(word)));
}

/** Makes the report for support. It is shown to the person before it is saved; see `supportText`. */
export function makeSupportReport(input: SupportInput): SupportReport {
  const known = knownWords(input.profile);
  const shapeOf = (address: string): string => addressShape(address, known, input.isPlatform);
  const items: Record<string, Record<string, number>> = {};
  const missingAt: Record<string, number> = {};
  const notOpened: Record<string, number> = {};
  const pictures = { optimised: 0, damaged: 0 };
  for (const item of input.items) {
    const { kind, status, reason, sourceUrl } = item;
    count((items[kind] ??= {}), reason === undefined ? status : `${status}: ${reason}`);
    if (status === 'missing') count(missingAt, `${reason ?? 'missing'} ${shapeOf(sourceUrl)}`);
    const facts = 'binary' in item ? item.binary : 'path' in item ? item : undefined;
    if (status === 'saved' && facts?.original === false) pictures.optimised += 1;
    if (status === 'saved' && facts?.damaged === true) pictures.damaged += 1;
  }
  for (const { type: kind, address } of input.mentions)
    if (kind === 'unknown-link' || kind === 'view') count(notOpened, shapeOf(address));
  const { finished = {} } = input;
  const run = Object.entries(finished).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return {
    twinark: input.version,
    system: {
      os: `${type()} ${release()} ${arch()}`,
      node: process.versions.node,
      memoryGb: Math.round(totalmem() / 1e9),
    },
    settings: input.settings ?? {},
    run: input.run ?? Object.fromEntries(run),
    codes: input.codes ?? [],
    items: input.counted ?? items,
    pictures,
    missingAt,
    notOpened,
    pages: (input.pages ?? []).slice(0, MOST_PAGES).map(({ kind, address, html }) => ({
      kind,
      address: shapeOf(address),
      structure: pageShape(html, address, shapeOf),
    })),
  };
}

/** The report as it is shown and saved. */
export function supportText(report: SupportReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** A report on an archive: its items, and the structure of pages of which nothing was understood (and of those named). */
export async function supportReportOf(
  archive: OpenArchive,
  version: string,
  named: readonly string[] = [],
): Promise<SupportReport> {
  const { inventory } = archive;
  const origins = new Set(
    archive.items.flatMap(({ sourceUrl }) => (URL.canParse(sourceUrl) ? [new URL(sourceUrl).origin] : [])),
  );
  const pages: { kind: string; address: string; html: string }[] = [];
  for (const item of archive.items) {
    if (pages.length >= MOST_PAGES) break;
    const path = archive.receivedPath(item.id);
    if (path === undefined || item.binary !== undefined) continue;
    if (!named.includes(item.id)) {
      const content = item.hasContent ? await archive.content(item.id) : undefined;
      const said = (content?.text.length ?? 0) + (content?.entries.length ?? 0) + (content?.fields.length ?? 0);
      if (content === undefined || said > 0 || content.embeds.length > 0) continue;
    }
    pages.push({ kind: item.kind, address: item.sourceUrl, html: await archive.text(path) });
  }
  return makeSupportReport({
    version,
    items: inventory.items,
    mentions: inventory.mentions ?? [],
    profile: builtInProfile('etwinning-legacy'),
    isPlatform: (address) => URL.canParse(address) && origins.has(new URL(address).origin),
    settings: { madeWith: inventory.tool.version, language: inventory.language ?? 'unknown' },
    pages,
  });
}
