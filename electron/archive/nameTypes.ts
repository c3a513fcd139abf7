/**
 * Which endings a media type may have, the usual one first. Only what the platform took or what teachers uploaded; what is
 * not listed keeps the ending it came with.
 */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png', 'apng'],
  'image/apng': ['png', 'apng'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/bmp': ['bmp', 'dib'],
  'image/tiff': ['tif', 'tiff'],
  'image/svg+xml': ['svg', 'svgz'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'application/gzip': ['gz', 'tgz'],
  'application/x-7z-compressed': ['7z'],
  'application/vnd.rar': ['rar'],
  'application/x-rar-compressed': ['rar'],
  'application/msword': ['doc', 'dot'],
  'application/vnd.ms-excel': ['xls', 'xlt'],
  'application/vnd.ms-powerpoint': ['ppt', 'pps', 'pot'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx', 'dotx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx', 'xltx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx', 'ppsx', 'potx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/rtf': ['rtf'],
  'application/json': ['json'],
  'application/xml': ['xml'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'text/html': ['html', 'htm', 'xhtml'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga'],
  'audio/wav': ['wav'],
  'audio/x-wav': ['wav'],
  'audio/mp4': ['m4a', 'mp4'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'video/x-msvideo': ['avi'],
  'video/x-flv': ['flv'],
  'video/x-ms-wmv': ['wmv'],
  'application/x-shockwave-flash': ['swf'],
};

/**
 * Types whose signature cannot be mistaken: a name that says otherwise would not open, so the right ending is added.
 * A ZIP is not among them (every .docx, .odt and .ggb is one), nor is text.
 */
const CERTAIN = /^(?:image\/(?:jpeg|png|gif|webp|bmp|tiff)|application\/pdf)$/;

/** Media that do not shrink: the ZIP stores them as they are. */
const COMPRESSED =
  /^(?:image\/(?!svg|bmp|tiff|x-ms-bmp)|audio\/(?!.*wav)|video\/|application\/(?:zip|gzip|pdf|x-7z|vnd\.rar|x-rar|epub|vnd\.openxml|vnd\.oasis))/;

/** The usual ending of a media type without its dot, if it is known. */
export function usualEnding(mediaType: string): string | undefined {
  return ENDINGS[mediaType]?.[0];
}

/**
 * The ending to add to a name, if any: where it has none, or one that the bytes contradict (`x.jpg` holding a PNG becomes
 * `x.jpg.png`, so that people still know it by its name and programs open it).
 *
 * @param ending what the name has, lower case without dot, or empty
 */
export function endingToAdd(ending: string, mediaType: string | undefined): string | undefined {
  if (mediaType === undefined) return undefined;
  const allowed = ENDINGS[mediaType];
  if (allowed === undefined || allowed.includes(ending)) return undefined;
  return ending === '' || CERTAIN.test(mediaType) ? allowed[0] : undefined;
}

/** Whether the ZIP should store bytes of this type instead of deflating them. */
export function isCompressedMedia(mediaType: string): boolean {
  return COMPRESSED.test(mediaType);
}
