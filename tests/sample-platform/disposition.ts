/** How a server of that age wrote the name of a download. The first two follow the rules; the others never did. */
export type DispositionStyle =
  'rfc6266' | 'rfc5987-only' | 'raw-utf8' | 'latin1' | 'unquoted' | 'percent' | 'mime' | 'quoted-ascii';

const percent = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const ascii = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');

const isLatin1 = (name: string): boolean => /^[\x20-\x7e\xa0-\xff]*$/.test(name);

/** The style that can really carry this name: latin1 cannot write Greek, and an unquoted name ends at a semicolon. */
export function fittingStyle(name: string, style: DispositionStyle): DispositionStyle {
  const plain = /^[\x20-\x7e]*$/.test(name);
  if (style === 'latin1' && !isLatin1(name)) return 'raw-utf8';
  if (style === 'quoted-ascii' && !plain) return 'rfc6266';
  if (style === 'unquoted' && (!plain || /[;"\\,]/.test(name) || name !== name.trim())) return 'rfc6266';
  if ((style === 'raw-utf8' || style === 'latin1') && /["\\]/.test(name)) return 'rfc6266';
  return style;
}

/** The header's value. Bytes above 127 are given as latin1 characters, which is how node:http puts them on the wire. */
export function contentDisposition(name: string, style: DispositionStyle): string {
  switch (style) {
    case 'rfc6266':
      return `attachment; filename="${ascii(name)}"; filename*=UTF-8''${percent(name)}`;
    case 'rfc5987-only':
      return `attachment; filename*=utf-8'sl'${percent(name)}`;
    case 'raw-utf8':
      return `attachment; filename="${Buffer.from(name, 'utf8').toString('latin1')}"`;
    case 'latin1':
      return `attachment; filename="${name}"`;
    case 'unquoted':
      return `attachment; filename=${name}`;
    case 'percent':
      return `attachment; filename="${percent(name)}"`;
    case 'mime':
      return `attachment; filename="=?UTF-8?B?${Buffer.from(name, 'utf8').toString('base64')}?="`;
    case 'quoted-ascii':
      return `attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`;
  }
}
