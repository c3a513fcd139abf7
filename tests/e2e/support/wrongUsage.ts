import { join } from 'node:path';
import { expect } from 'vitest';

/** A sentence to people on standard error, nothing on standard output, nothing of our inside. */
export function expectRefusal(
  result: { readonly code: number | null; readonly out: string; readonly err: string },
  code: number,
  words: RegExp,
): void {
  expect(result.err).toMatch(words);
  expect(result.code).toBe(code);
  expect(result.out).toBe('');
  expect(result.err).not.toMatch(/^\s+at |node:internal|\.ts:\d+|\{\{|undefined/m);
  expect(result.err).toMatch(/\[TA-[A-Z-]+\]/);
  // What happened, what to do, a code for the telephone.
  const lines = result.err
    .trim()
    .split('\n')
    .filter((line) => !/^(?:Signing in|Podpisovanje|Prijav)/.test(line));
  expect(lines).toHaveLength(3);
}

/** Wrong usage: what it is, the arguments, and what must be said. */
export type WrongUsage = readonly [what: string, args: readonly string[], words: RegExp];

/** What is seen in the arguments alone. */
export function wrongArguments(base: string): readonly WrongUsage[] {
  const out = join(base, 'out');
  const whole = ['--username', 'majanovak', '--password-stdin', '--out', out];
  return [
    ['an unknown option', ['export', ...whole, '--bogus'], /unknown option '--bogus'/],
    ['a surplus argument', ['export', ...whole, 'surplus'], /too many arguments/],
    ['no user name', ['export', '--password-stdin', '--out', out], /--username/],
    ['no folder', ['export', '--username', 'x', '--password-stdin'], /--out/],
    ['no password', ['export', '--username', 'x', '--out', out], /--password-stdin/],
    ['an unknown profile', ['export', ...whole, '--profile', 'nova'], /“nova”.*\n.*etwinning-legacy/],
    ['a profile that is not there', ['export', ...whole, '--profile', './nova.json'], /“\.\/nova\.json”/],
    ['an unknown origin', ['export', ...whole, '--origin', 'moon=http://x.org'], /“moon=http:\/\/x\.org”.*\n.*portal/],
    ['an origin that is none', ['export', ...whole, '--origin', 'live=ftp://x.org'], /live=ftp/],
    ['an unknown kind', ['export', ...whole, '--include', 'groups,cakes'], /--include.*“cakes”.*\n.*twinspaces/],
    ['an unknown kind to leave out', ['export', ...whole, '--exclude', 'cakes'], /--exclude.*“cakes”/],
    ['a space that is none', ['export', ...whole, '--space', 'https://example.org/1/home'], /--space/],
    ['too many at once', ['export', ...whole, '--concurrency', '500'], /--concurrency.*“500”.*\n.*1–32/],
    ['a size that is none', ['export', ...whole, '--split', 'big'], /--split.*“big”/],
    ['an unknown language', ['export', ...whole, '--lang', 'xx'], /--lang.*“xx”/],
    ['verify without a file', ['verify'], /missing required argument/],
    ['verify with an unknown option', ['verify', '--bogus', 'x.zip'], /unknown option '--bogus'/],
  ];
}

/** What is seen when it is about to begin. */
export function wrongBeginnings(base: string, origins: readonly string[]): readonly WrongUsage[] {
  const out = join(base, 'out');
  const whole = ['--username', 'majanovak', '--password-stdin', '--out', out];
  return [
    ['an unknown command', ['exprot'], /unknown command 'exprot'/],
    [
      'an earlier archive that is not there',
      ['export', ...whole, '--update-from', join(base, 'old.zip')],
      /no file .*old\.zip/,
    ],
    ['nothing to resume', ['export', ...whole, '--resume', ...origins], /no interrupted export/],
    ['nothing to finish', ['export', ...whole, '--finish', ...origins], /no interrupted export/],
    ['verify of nothing', ['verify', join(base, 'none.zip')], /no file .*none\.zip/],
  ];
}
