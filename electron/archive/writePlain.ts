import type { ItemContent, ItemRecord } from '../../shared/model/index.ts';
import { fragmentOf } from './layout.ts';
import type { ReportWords } from './reportWords.ts';
import { escapeHtml } from './startPage.ts';

/**
 * A page of plain text for items whose page the offline site did not write: what was saved must be in the archive, even if a
 * site of a later version forgets a kind. No links, no pictures, nothing of the HTML as received.
 */
export async function plainPage(
  items: readonly ItemRecord[],
  content: (id: string) => Promise<ItemContent | undefined>,
  words: ReportWords,
): Promise<string> {
  const sections: string[] = [];
  for (const item of items) {
    const text = await content(item.id);
    const lines = [
      ...(text?.fields ?? []).map(({ label, value }) => `${label}: ${value}`),
      ...(text?.text ?? []),
      ...(text?.entries ?? []).flatMap((entry) => [
        [entry.author, entry.dateAsWritten ?? entry.createdAt].filter((part) => part !== undefined).join(', '),
        ...entry.text,
      ]),
      ...(text?.embeds ?? []).map(({ title, address }) => `${title ?? ''} ${address}`.trim()),
    ];
    const facts = [item.author, item.dateAsWritten ?? item.createdAt, item.sourceUrl].filter(
      (part) => part !== undefined,
    );
    sections.push(
      `<section id="${fragmentOf(item.id)}"><h1>${escapeHtml(item.title || words.common('kinds', item.kind))}</h1>` +
        `<p>${facts.map(escapeHtml).join(' · ')}</p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}</section>`,
    );
  }
  const title = escapeHtml(items[0]?.title ?? '');
  return `<!doctype html>
<html lang="${words.language}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body>
${sections.join('\n')}
</body>
</html>
`;
}
