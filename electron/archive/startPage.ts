import type { Counts } from './report.ts';
import type { ReportWords } from './reportWords.ts';
import type { ArchiveSource } from './types.ts';
import { START_STYLES_PATH } from './startStyles.ts';

export const START_PAGE_PATH = '0-START-HERE.html';

/** One ZIP of several, for the start pages of all of them. */
export interface PartInfo {
  /** Without `.zip`. */
  readonly name: string;
  /** Titles of the spaces in it. */
  readonly spaces: readonly string[];
  /** Whether the person's own things (labels, portfolio, mailbox …) lie in it. */
  readonly account: boolean;
}

export interface StartPage {
  readonly source: ArchiveSource;
  readonly words: ReportWords;
  /** Name of this ZIP without `.zip`. */
  readonly name: string;
  readonly counts: Counts;
  /** All parts, if there are several. */
  readonly parts: readonly PartInfo[];
}

/** Text for HTML, in elements and in quoted attributes. Invisible direction overrides in names may not turn a page around. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function countsText({ counts, words }: StartPage): string {
  const { t, number } = words;
  const total = counts.saved + counts.missing;
  const saved = t('report:start.saved', { saved: number(counts.saved), total: number(total), count: counts.saved });
  if (counts.missing === 0) return `<p class="counts">${escapeHtml(saved)}</p>`;
  const missing = t('report:start.missing', { missing: number(counts.missing), count: counts.missing });
  return (
    `<p class="counts">${escapeHtml(`${saved} ${missing}`)} ` +
    `<a href="data/report.html">${escapeHtml(t('report:start.seeWhy'))}</a></p>`
  );
}

function partsText({ parts, words, name }: StartPage): string {
  if (parts.length < 2) return '';
  const { t, number } = words;
  const items = parts.map((part) => {
    const own = part.account ? [t('report:start.ownThings')] : [];
    const here = part.name === name ? ` <strong>${escapeHtml(t('report:start.thisPart'))}</strong>` : '';
    const spaces = [...own, ...part.spaces].join(' · ');
    return `<li>${escapeHtml(`${part.name}.zip`)}${here} <span class="spaces">${escapeHtml(spaces)}</span></li>`;
  });
  return (
    `<h2>${escapeHtml(t('report:start.partsTitle', { count: parts.length, n: number(parts.length) }))}</h2>` +
    `<p>${escapeHtml(t('report:start.partsText'))}</p><ol class="parts">${items.join('')}</ol>`
  );
}

/** A name in single quotes for a command line; names hold no control characters, but may hold an apostrophe. */
function powerShell(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
function unixShell(name: string): string {
  return `'${name.replaceAll("'", String.raw`'\''`)}'`;
}

function checkText({ words, name }: StartPage): string {
  const { t } = words;
  const say = (key: string) => escapeHtml(t(`report:start.${key}`));
  const command = (lines: string) => `<pre>${escapeHtml(lines)}</pre>`;
  const sum = `${name}.zip.sha256`;
  return (
    `<details><summary>${say('checkTitle')}</summary><p>${say('checkText')}</p>` +
    `<h3>Windows (PowerShell)</h3><p>${say('checkWindows')}</p>` +
    command(
      `(Get-FileHash -Algorithm SHA256 -LiteralPath ${powerShell(`${name}.zip`)}).Hash.ToLower()\nGet-Content -LiteralPath ${powerShell(sum)}`,
    ) +
    `<h3>macOS</h3>${command(`shasum -a 256 -c ${unixShell(sum)}`)}` +
    `<h3>Linux</h3>${command(`sha256sum -c ${unixShell(sum)}`)}` +
    `<h3>${say('checkFolder')}</h3><p>${say('checkFolderText')}</p>` +
    command(`shasum -a 256 -c manifest-sha256.txt     # macOS\nsha256sum -c --quiet manifest-sha256.txt   # Linux`) +
    `</details>`
  );
}

/**
 * `0-START-HERE.html`: one page without a script, in the export's language, that opens the offline site. Its first message says
 * that the ZIP is not unpacked, and is hidden by `data/assets/start.css`: a page opened from inside a ZIP cannot load that.
 */
export function startPage(page: StartPage): string {
  const { source, words } = page;
  const { t } = words;
  const say = (key: string, params: Readonly<Record<string, unknown>> = {}) =>
    escapeHtml(t(`report:start.${key}`, params));
  const person = source.account.displayName || source.account.username;
  const tool = `${source.tool.name} ${source.tool.version}`;
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file: 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${say('title', { person })}</title>
<style>body{max-width:44rem;margin:0 auto;padding:1rem;font:1rem/1.6 system-ui,sans-serif}.not-unpacked{max-width:40rem;margin:1rem auto;padding:1rem 1.25rem;border:3px solid #b3261e;background:#fff;color:#1d2430;font:1.125rem/1.5 system-ui,sans-serif}</style>
<link rel="stylesheet" href="${START_STYLES_PATH}">
</head>
<body>
<main>
<div class="not-unpacked"><p><strong>${say('notUnpacked')}</strong></p><p>${say('notUnpackedThen')}</p></div>
<h1>${say('heading', { person })}</h1>
<p class="when">${say('savedOn', { date: words.date(source.exportedAt), tool })}</p>
<p><a class="open" href="data/index.html">${say('open')}</a></p>
<p>${say('openText')}</p>
${countsText(page)}
<p class="note">${say('pupils')}</p>
${partsText(page)}
<h2>${say('keepTitle')}</h2>
<p>${say('keepText')}</p>
${checkText(page)}
<div class="foot"><p>${say('independent')}</p><p>${say('copiesOnly')}</p></div>
</main>
</body>
</html>
`;
}
