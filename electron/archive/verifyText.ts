import { reportWords } from './reportWords.ts';
import type { Verification } from './verify.ts';

/** How many names of one sort are said one by one. */
const NAMED = 50;

/** A verification in words, one line each, in a language: for the command line and the app alike. */
export function verificationText(result: Verification, language: string): string[] {
  const { t, number } = reportWords(language);
  if (result.ok) return [t('report:verify.ok', { count: result.files, files: number(result.files) })];
  const lines = [t('report:verify.notOk')];
  for (const sort of ['damaged', 'missing', 'extra'] as const) {
    const paths = result[sort];
    if (paths.length === 0) continue;
    lines.push(t(`report:verify.${sort}`, { count: paths.length, number: number(paths.length) }));
    lines.push(...paths.slice(0, NAMED).map((path) => `  ${path}`));
    const more = paths.length - NAMED;
    if (more > 0) lines.push(`  ${t('report:verify.more', { count: more, number: number(more) })}`);
  }
  if (result.oxum === 'differs') lines.push(t('report:verify.oxum'));
  lines.push(t('report:verify.whatNow'));
  return lines;
}
