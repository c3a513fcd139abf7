import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../../shared/errors.ts';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { CHOICES, type Choice } from '../../shared/model/index.ts';
import { parseSize } from '../archive/splitSize.ts';
import type { Profile } from '../platform/profile.ts';
import { createClassifier } from '../platform/classify.ts';
import { loadProfile, type LoadedProfile } from './cliProfile.ts';

/** The options of `export` (design.md, The command line), parsed and checked. */
export interface ExportOptions {
  readonly username: string;
  readonly passwordFromStdin: boolean;
  readonly out: string;
  readonly profile: Profile;
  /** The profile that was handed out, and what the person must be told of it; absent for the built-in one. */
  readonly handedOut: LoadedProfile['handedOut'];
  /** `--yes`: its addresses are confirmed. */
  readonly yes: boolean;
  readonly choices: readonly Choice[];
  readonly spaces: readonly string[];
  readonly onlyAtRisk: boolean;
  readonly inventory: boolean;
  readonly concurrency: number;
  readonly split: number | undefined;
  readonly lang: string | undefined;
  readonly resume: boolean;
  readonly finish: boolean;
  /** Whether anything was said about what is to be saved; else an interrupted run keeps its own wishes. */
  readonly chosenAnew: boolean;
  readonly updateFrom: string | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** As commander gives them. */
export interface RawOptions {
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly out?: string;
  readonly profile: string;
  readonly origin: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly space: readonly string[];
  readonly onlyAtRisk?: boolean;
  readonly inventory?: boolean;
  readonly concurrency: string;
  readonly split?: string;
  readonly lang?: string;
  readonly resume?: boolean;
  readonly finish?: boolean;
  readonly updateFrom?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly yes?: boolean;
  readonly workshop?: boolean;
  readonly place?: string;
  readonly helper?: string;
}

export type Say = (key: string, params?: Readonly<Record<string, unknown>>) => string;

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** The `export` command with its help in the person's language. */
export function exportCommand(say: Say): Command {
  const option = (flags: string, key: string): Option =>
    new Option(flags, say(`cli:options.${key}`, { languages: LANGUAGES.join(', ') }));
  return new Command('export')
    .description(say('cli:exportDescription'))
    .addOption(option('--username <NAME>', 'username'))
    .addOption(option('--password-stdin', 'passwordStdin'))
    .addOption(option('--out <DIR>', 'out'))
    .addOption(option('--profile <NAME|FILE.json>', 'profile').default('etwinning-legacy'))
    .addOption(option('--origin <ROLE=URL>', 'origin').argParser(collect).default([]))
    .addOption(option('--include <KIND,...>', 'include').argParser(collect).default([]))
    .addOption(option('--exclude <KIND,...>', 'exclude').argParser(collect).default([]))
    .addOption(option('--space <ID>', 'space').argParser(collect).default([]))
    .addOption(option('--only-at-risk', 'onlyAtRisk'))
    .addOption(option('--inventory', 'inventory'))
    .addOption(option('--concurrency <N>', 'concurrency').default('6'))
    .addOption(option('--split <SIZE>', 'split'))
    .addOption(option('--lang <CODE>', 'lang'))
    .addOption(option('--resume', 'resume'))
    .addOption(option('--finish', 'finish'))
    .addOption(option('--update-from <FILE.zip>', 'updateFrom'))
    .addOption(option('--workshop', 'workshop'))
    .addOption(option('--place <TEXT>', 'place'))
    .addOption(option('--helper <NAME>', 'helper'))
    .addOption(option('--yes', 'yes'))
    .addOption(option('--json', 'json'))
    .addOption(option('--verbose', 'verbose'))
    .helpOption('-h, --help', say('cli:options.help'))
    .addHelpText('after', `\n${say('cli:exportExamples', { kinds: CHOICES.join(', ') })}\n`)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/** Raised by `--help`: its text has been printed, nothing else is to be done. */
export class HelpShown extends Error {}

/**
 * @throws UsageError with the exact place: unknown option, profile, origin, kind, language, number
 * @throws HelpShown
 */
export async function parseExportOptions(args: readonly string[], say: Say): Promise<ExportOptions> {
  const { raw, given } = parseRaw(args, say);
  const username = required('--username', raw.username);
  const out = required('--out', raw.out);
  const { profile, handedOut } = await loadProfile(raw.profile, raw.origin);
  if (raw.passwordStdin !== true && raw.finish !== true)
    throw new UsageError('bad-option', { option: '--password-stdin', value: '' });
  return {
    username,
    out,
    profile,
    handedOut,
    yes: raw.yes === true,
    passwordFromStdin: raw.passwordStdin === true,
    choices: choicesOf(raw),
    spaces: spacesOf(raw.space, profile),
    onlyAtRisk: raw.onlyAtRisk === true,
    inventory: raw.inventory === true,
    concurrency: wholeNumber('--concurrency', raw.concurrency, 1, 32),
    split: sizeOf(raw.split),
    lang: languageOf(raw.lang),
    resume: raw.resume === true,
    finish: raw.finish === true,
    chosenAnew: CHOOSING.some(given),
    updateFrom: raw.updateFrom,
    json: raw.json === true,
    verbose: raw.verbose === true,
  };
}

/**
 * The arguments of `export` as they were given.
 *
 * @throws UsageError `unknown-option`; HelpShown
 */
export function parseRaw(
  args: readonly string[],
  say: Say,
): { readonly raw: RawOptions; readonly given: (name: string) => boolean } {
  const command = exportCommand(say);
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    throw parseError(error);
  }
  return { raw: command.opts<RawOptions>(), given: (name) => command.getOptionValueSource(name) === 'cli' };
}

function parseError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.help') return new HelpShown();
  return new UsageError('unknown-option', { message: error.message.replace(/^error: /, '') }, { cause: error });
}

/** The options of `verify`. */
export interface VerifyOptions {
  readonly file: string;
  readonly json: boolean;
}

/**
 * @throws UsageError with the exact place
 * @throws HelpShown
 */
export function parseVerifyOptions(args: readonly string[], say: Say): VerifyOptions {
  const option = (flags: string, key: string): Option =>
    new Option(flags, say(`cli:options.${key}`, { languages: LANGUAGES.join(', ') }));
  const command = new Command('verify')
    .usage('FILE.zip')
    .description(say('cli:verifyHelp'))
    .argument('<FILE.zip>')
    .addOption(option('--lang <CODE>', 'lang'))
    .addOption(option('--json', 'json'))
    .addOption(option('--verbose', 'verbose'))
    .helpOption('-h, --help', say('cli:options.help'))
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    throw parseError(error);
  }
  const { lang, json } = command.opts<{ lang?: string; json?: boolean }>();
  languageOf(lang);
  return { file: command.args[0] ?? '', json: json === true };
}

/** Options that replace what a run was begun for, by commander's names; `--space` and `--split` add to it. */
const CHOOSING = ['include', 'exclude', 'onlyAtRisk'];

function required(option: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw new UsageError('bad-option', { option, value: value ?? '' });
  return value;
}

export function choicesOf(raw: RawOptions): Choice[] {
  const read = (option: string, values: readonly string[]): Choice[] =>
    values
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter((value) => value !== '')
      .map((value) => {
        const choice = CHOICES.find((known) => known === value);
        if (choice === undefined) throw new UsageError('bad-option', { option, value, allowed: CHOICES.join(', ') });
        return choice;
      });
  const included = read('--include', raw.include);
  const excluded = new Set(read('--exclude', raw.exclude));
  return (included.length > 0 ? [...new Set(included)] : [...CHOICES]).filter((choice) => !excluded.has(choice));
}

function spacesOf(wishes: readonly string[], profile: Profile): string[] {
  const classifier = createClassifier(profile);
  for (const wish of wishes) {
    const target = /^\d{1,18}$/.test(wish)
      ? undefined
      : classifier.classify(/^https?:/i.test(wish) ? wish : `https://${wish}`);
    if (target !== undefined && !('space' in target)) {
      throw new UsageError('bad-option', { option: '--space', value: wish });
    }
  }
  return [...wishes];
}

export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError('bad-option', { option, value: text, allowed: `${least}–${most}` });
  return value;
}

export function sizeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const size = parseSize(text);
  if (size === undefined) throw new UsageError('bad-option', { option: '--split', value: text, allowed: '4GB, 700MB' });
  return size;
}

export function languageOf(text: string | undefined): string | undefined {
  const code = text?.toLowerCase().split(/[-_]/)[0];
  if (code !== undefined && code !== 'pseudo' && !LANGUAGES.some((language) => language === code)) {
    throw new UsageError('bad-option', { option: '--lang', value: text ?? '', allowed: LANGUAGES.join(', ') });
  }
  return text;
}
