import { createTranslate } from '../../shared/i18n/index.ts';
import { reportWords } from '../archive/reportWords.ts';
import { escapeHtml } from '../archive/startPage.ts';

/** What a receipt says. */
export interface Receipt {
  readonly language: string;
  /** Whose archive it is. */
  readonly person: string;
  readonly place: string;
  readonly helper: string;
  /** ISO 8601. */
  readonly when: string;
  readonly archives: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly saved: number;
  readonly missing: number;
  readonly skipped: number;
  /** Reason → how many. */
  readonly missingBy: Readonly<Record<string, number>>;
  /** Workshop mode: this computer has been wiped for the next person. */
  readonly wiped: boolean;
}

/**
 * A receipt for who was helped and who helped: one printable page without a script, with nothing but counts in it. In its
 * language if that is loaded.
 */
export function receiptHtml(receipt: Receipt): string {
  const t = createTranslate(receipt.language);
  const words = reportWords(receipt.language);
  const say = (key: string, params: Readonly<Record<string, unknown>> = {}): string =>
    escapeHtml(t(`schools:receipt.${key}`, params));
  const row = (key: string, value: string): string =>
    value === '' ? '' : `<tr><th scope="row">${say(key)}</th><td dir="auto">${value}</td></tr>`;
  const number = (value: number): string => escapeHtml(words.number(value));
  const archives = receipt.archives.map(
    ({ name, bytes, sha256 }) =>
      row('archive', escapeHtml(name)) +
      row('size', escapeHtml(words.size(bytes))) +
      row('checksum', `<code>${escapeHtml(sha256)}</code>`),
  );
  const reasons = Object.entries(receipt.missingBy)
    .sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `<li>${number(count)} × ${escapeHtml(words.common('reasons', reason))}</li>`);
  const verdict =
    receipt.missing === 0
      ? say('allSaved')
      : say('someMissing', { count: receipt.missing, n: words.number(receipt.missing) });
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title')}</title>
<style>
body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1d2430;background:#fff}
h1{font-size:1.4rem}table{width:100%;border-collapse:collapse}th,td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid #c9ced6;text-align:start;vertical-align:top}
th{width:12rem;font-weight:600}code{font-size:.8rem;word-break:break-all}.sign{display:flex;gap:2rem;margin-top:3.5rem}.sign p{flex:1;border-top:1px solid #1d2430;padding-top:.3rem}
@media print{body{margin:0 auto}@page{margin:2cm}}
</style>
</head>
<body>
<main>
<h1>${say('title')}</h1>
<table>
${row('person', escapeHtml(receipt.person))}${row('when', escapeHtml(words.date(receipt.when)))}${row('where', escapeHtml(receipt.place))}${row('helper', escapeHtml(receipt.helper))}
${archives.join('\n')}
${row('saved', number(receipt.saved))}${row('missing', number(receipt.missing))}${row('skipped', number(receipt.skipped))}
</table>
<p><strong>${verdict}</strong></p>
${reasons.length === 0 ? '' : `<h2>${say('reasons')}</h2><ul>${reasons.join('')}</ul>`}
<p>${say('verified')}${receipt.wiped ? ` ${say('nothingLeft')}` : ''}</p>
<p>${escapeHtml(t('report:start.pupils'))}</p>
<div class="sign"><p>${say('signTeacher')}</p><p>${say('signHelper')}</p></div>
<p>${escapeHtml(t('report:start.independent'))}</p>
</main>
</body>
</html>
`;
}
