import { Readable } from 'node:stream';
import { CoalescingZipStream } from './zipStream.ts';
import type { Cell, Sheet } from './report.ts';

/**
 * A workbook of plain tables (ECMA-376, SpreadsheetML), written as a stream: at 40,000 rows write-excel-file needs 220 MB more
 * and blocks for two seconds, this 19 MB in pieces. Texts are inline strings, so no cell can ever be a formula; headings are bold, stay
 * in sight and filter.
 */
const MAX_CELL = 32_767;
const MAX_ROWS = 1_048_575;
const MAX_SHEET_NAME = 31;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML 1.0 cannot hold, lone surrogates included. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function xml(text: string): string {
  return text
    .slice(0, MAX_CELL)
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function column(index: number): string {
  return String.fromCharCode(65 + index);
}

function cell(value: Cell, place: string, style: string): string {
  if (value === '') return '';
  if (typeof value === 'number') return `<c r="${place}"${style}><v>${value}</v></c>`;
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
}

function row(values: readonly Cell[], number: number, style = ''): string {
  return `<row r="${number}">${values.map((value, index) => cell(value, `${column(index)}${number}`, style)).join('')}</row>`;
}

function* sheetXml(sheet: Sheet): Generator<string> {
  const last = column(sheet.headings.length - 1);
  const cols = sheet.headings.map(
    (_, index) => `<col min="${index + 1}" max="${index + 1}" width="24" customWidth="1"/>`,
  );
  yield (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
    `activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>` +
    row(sheet.headings, 1, ' s="1"')
  );
  let number = 1;
  let chunk = '';
  for (const values of sheet.rows()) {
    if (number >= MAX_ROWS) break;
    number += 1;
    chunk += row(values, number);
    if (chunk.length < 64 * 1024) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData><autoFilter ref="A1:${last}${number}"/></worksheet>`;
}

function sheetNames(sheets: readonly Sheet[]): string[] {
  // eslint-disable-next-line no-useless-escape -- clearer than without
  return sheets.map(({ name }) => xml(name.replace(/[\[\]:*?/\\]/g, ' ').slice(0, MAX_SHEET_NAME)));
}

function parts(sheets: readonly Sheet[]): [string, string][] {
  const numbers = sheets.map((_, index) => index + 1);
  const names = sheetNames(sheets);
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${REL}/${type}" Target="${target}"/>`;
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  const format = (id: number) => `<xf numFmtId="0" fontId="${id}" fillId="0" borderId="0" xfId="0" applyFont="1"/>`;
  const fill = (pattern: string) => `<fill><patternFill patternType="${pattern}"/></fill>`;
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${override('styles.xml', 'styles')}` +
        `${numbers.map((number) => override(`worksheets/sheet${number}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${names
        .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers
        .map((number) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`))
        .join('')}${relation(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="2">${fill('none')}${fill('gray125')}</fills>` +
        `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
        `<cellXfs count="2">${format(0)}${format(1)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
  ];
}

/** The workbook as bytes (2 MB at 40,000 rows). */
export async function workbook(sheets: readonly Sheet[], date: Date): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const zip = new CoalescingZipStream((bytes) => chunks.push(Buffer.from(bytes)));
  const add = (name: string, content: Buffer | Readable) =>
    new Promise<void>((resolve, reject) => {
      zip.entry(content, { name, date, mode: 0o644, store: false }, (error) => (error ? reject(error) : resolve()));
    });
  for (const [name, content] of parts(sheets)) await add(name, Buffer.from(XML + content));
  for (const [index, sheet] of sheets.entries()) {
    await add(`xl/worksheets/sheet${index + 1}.xml`, Readable.from(sheetXml(sheet), { objectMode: false }));
  }
  zip.finish();
  return Buffer.concat(chunks);
}
