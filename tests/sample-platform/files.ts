import { gzipSync } from 'node:zlib';
import { filler } from './pictures.ts';
import { zipOf } from './zipfile.ts';
import { hash32 } from './random.ts';

const types: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
  zip: 'application/zip',
  gz: 'application/gzip',
  mp3: 'audio/mpeg',
};

const endingOf = (name: string): string => /\.([a-z0-9]+)[. ]*$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The content type a server of that age gives a download. */
export function fileType(name: string): string {
  return types[endingOf(name)] ?? 'application/octet-stream';
}

/** The bytes of a file: of the right kind for its name, unlike any other, about as large as asked. */
export function fileBytes(name: string, subject: string, size: number): Buffer {
  switch (endingOf(name)) {
    case 'pdf':
      return pdf(subject, size);
    case 'docx':
      return office('word/document.xml', subject, size);
    case 'pptx':
      return office('ppt/presentation.xml', subject, size);
    case 'zip':
      return zipOf([
        ['beri me.txt', `${subject}\n`],
        ['slike/prazno.bin', filler(subject, Math.max(0, size - 300))],
      ]);
    case 'gz':
      return gzipSync(Buffer.concat([Buffer.from(subject), filler(subject, size)]));
    case 'mp3':
      return Buffer.concat([
        Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00', 'latin1'),
        Buffer.from(subject),
        filler(subject, size),
      ]);
    case 'html':
      return Buffer.from(
        `<!doctype html><title>${hash32(subject)}</title><p>${subject}</p><form><input type="password" name="pupil"></form><script>document.title = 'ran'</script>`,
      );
    case 'svg':
      return Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" cx="4" cy="4"/><desc>${subject}</desc><script>1</script></svg>`,
      );
    case 'txt':
      return Buffer.from(`${subject}\n${'čaj žoga šola – Ω ş ж\n'.repeat(Math.max(1, Math.ceil(size / 30)))}`);
    default:
      return Buffer.concat([Buffer.from(`${subject}\n`), filler(subject, size)]);
  }
}

function office(main: string, subject: string, size: number): Buffer {
  const type = main.startsWith('word') ? 'wordprocessingml.document' : 'presentationml.presentation';
  const body = main.startsWith('word')
    ? `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${subject}</w:t></w:r></w:p></w:body></w:document>`
    : `<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:sldSz cx="9144000" cy="6858000"/></p:presentation><!-- ${subject} -->`;
  return zipOf([
    [
      '[Content_Types].xml',
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${main}"/></Relationships>`,
    ],
    [main, `<?xml version="1.0" encoding="UTF-8"?>${body}`],
    ['custom/filler.bin', filler(subject, Math.max(0, size - 1500))],
  ]);
}

/** A one-page PDF that viewers open, with the subject written on it. */
export function pdf(subject: string, size: number, lines: readonly string[] = []): Buffer {
  const safe = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/[()\\]/g, ' ');
  const shown = [...lines, subject].map(
    (line, i) => `BT /F1 ${i === 0 ? 22 : 12} Tf 60 ${760 - i * 32} Td (${safe(line)}) Tj ET`,
  );
  const stream = `0.85 0.9 0.97 RG 4 w 30 30 535 782 re S\n${shown.join('\n')}`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]!.length;
  const offsets: number[] = [];
  const push = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  objects.forEach((object, i) => {
    offsets.push(at);
    push(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`, 'latin1'));
  });
  if (size > at + 1000) {
    const data = filler(subject, size - at - 600);
    offsets.push(at);
    push(
      Buffer.concat([
        Buffer.from(`6 0 obj\n<< /Length ${data.length} >>\nstream\n`),
        data,
        Buffer.from('\nendstream\nendobj\n'),
      ]),
    );
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(
    Buffer.from(
      `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
