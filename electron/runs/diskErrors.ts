import { existsSync } from 'node:fs';
import { StoppedError, UsageError } from '../../shared/errors.ts';

/** The system's error code (`ENOSPC`), if the error came from the system. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** What a disk says that was unplugged, remounted read-only or is failing. */
const GONE = new Set(['EROFS', 'ENODEV', 'ENXIO', 'EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'UNKNOWN']);

/**
 * Says what an error of the disk means for a run: full, too small for the file system, or gone; all of them can be resumed.
 * Everything else comes back as it was.
 *
 * @param folder the run's folder: a missing file below a missing folder means that the disk is gone
 */
export function diskError(error: unknown, folder: string, needed?: number): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const params = needed === undefined ? { path: folder } : { path: folder, needed };
  if (FULL.has(code)) return new StoppedError('disk-full', params, { cause: error });
  if (code === 'EFBIG') return new StoppedError('file-too-large-for-disk', params, { cause: error });
  if (GONE.has(code) || ((code === 'ENOENT' || code === 'ENOTDIR') && !existsSync(folder))) {
    return new StoppedError('out-gone', { path: folder }, { cause: error });
  }
  return error;
}

/** The same before a run began: a folder that cannot be used is a matter of the command, not of a run. */
export function setUpError(error: unknown, folder: string): unknown {
  const meant = diskError(error, folder);
  if (meant instanceof StoppedError && meant.code === 'disk-full') return meant;
  return systemCode(error) === undefined ? error : new UsageError('out-unusable', { path: folder }, { cause: error });
}

/** Bytes that were stored a moment ago are no longer there: security software took them away. Concerns one answer only. */
export class BlobRemovedError extends Error {
  readonly address: string;

  constructor(address: string, options?: ErrorOptions) {
    super(`removed-by-security-software: ${address}`, options);
    this.name = 'BlobRemovedError';
    this.address = address;
  }
}
