import { ArchiveError, StoppedError } from '../../shared/errors.ts';
import { TwinArkError } from '../../shared/errors.ts';

/** FAT32 ends here: a USB stick refuses the byte after it, by different names on different systems. */
const FAT32_LIMIT = 4 * 1024 ** 3 - 1;

/** The system's code of an error (`ENOSPC`), wherever it comes from. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * What a failed write means for a person. Anything that is not about the disk stays what it is (a bug, or an abort).
 *
 * @param written bytes of the file at hand so far
 */
export function writeError(error: unknown, file: string, written: number): Error {
  if (error instanceof TwinArkError) return error;
  const code = errorCode(error);
  const cause = { cause: error };
  if (
    code === 'EFBIG' ||
    (/^(?:ENOSPC|EINVAL|EIO|UNKNOWN)$/.test(code) && written > FAT32_LIMIT - 2 ** 22 && written <= FAT32_LIMIT)
  ) {
    return new StoppedError('file-too-large-for-disk', { file }, cause);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoppedError('disk-full', { file }, cause);
  if (/^(?:ENODEV|ENXIO|EIO|ENOTCONN|ESTALE|EROFS|EACCES|EPERM|ENOENT|ENOTDIR)$/.test(code)) {
    return new StoppedError('out-gone', { file }, cause);
  }
  return error instanceof Error ? error : new Error(String(error), cause);
}

/** A person's wish to stop, as the error all sides know. */
export function interrupted(signal: AbortSignal): Error {
  return signal.reason instanceof TwinArkError
    ? signal.reason
    : new StoppedError('interrupted', {}, { cause: signal.reason });
}

/** A ZIP, folder or bag that cannot be read at all. */
export function unreadable(file: string, why: unknown): ArchiveError {
  const detail = why instanceof Error ? why.message : String(why);
  return new ArchiveError('archive-unreadable', { file, detail }, { cause: why });
}

/** A source file is not what was promised: gone, shorter, longer, or with other bytes than it was verified with. */
export class SourceChangedError extends Error {
  readonly path: string;

  constructor(path: string, detail: string, options?: ErrorOptions) {
    super(`${path}: ${detail}`, options);
    this.name = 'SourceChangedError';
    this.path = path;
  }
}
