import { UsageError } from '../../shared/errors.ts';
import { choicesOf, languageOf, parseRaw, sizeOf, wholeNumber, type RawOptions, type Say } from './cliOptions.ts';
import { loadProfile, type LoadedProfile } from './cliProfile.ts';

/** The options of `export --workshop`. */
export interface WorkshopCliOptions {
  readonly place: string;
  readonly helper: string;
  readonly json: boolean;
  readonly yes: boolean;
  readonly handedOut: LoadedProfile['handedOut'];
  /** Options of `export` for every teacher alike. */
  readonly shared: readonly string[];
}

/** What belongs to one teacher, or to one run, by commander's names. */
const NOT_SHARED: Readonly<Record<string, string>> = {
  username: '--username',
  out: '--out',
  space: '--space',
  inventory: '--inventory',
  resume: '--resume',
  finish: '--finish',
  updateFrom: '--update-from',
};

/**
 * @throws UsageError with the exact place; also for options that belong to one teacher
 * @throws HelpShown
 */
export async function parseWorkshopOptions(args: readonly string[], say: Say): Promise<WorkshopCliOptions> {
  const { raw, given } = parseRaw(args, say);
  for (const [name, option] of Object.entries(NOT_SHARED))
    if (given(name)) throw new UsageError('bad-option', { option, value: '', allowed: '--workshop' });
  choicesOf(raw);
  wholeNumber('--concurrency', raw.concurrency, 1, 32);
  sizeOf(raw.split);
  languageOf(raw.lang);
  const { handedOut } = await loadProfile(raw.profile, raw.origin);
  return {
    place: raw.place ?? '',
    helper: raw.helper ?? '',
    json: raw.json === true,
    yes: raw.yes === true,
    handedOut,
    shared: shared(raw),
  };
}

function shared(raw: RawOptions): string[] {
  const each = (option: string, values: readonly string[]): string[] => values.flatMap((value) => [option, value]);
  return [
    ...each('--profile', [raw.profile]),
    ...each('--origin', raw.origin),
    ...each('--include', raw.include),
    ...each('--exclude', raw.exclude),
    ...each('--concurrency', [raw.concurrency]),
    ...each('--split', raw.split === undefined ? [] : [raw.split]),
    ...each('--lang', raw.lang === undefined ? [] : [raw.lang]),
    ...(raw.onlyAtRisk === true ? ['--only-at-risk'] : []),
    // What was confirmed for everybody is not asked again.
    '--yes',
  ];
}
