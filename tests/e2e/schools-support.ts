import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { startExport } from '../../electron/app/export.ts';
import type { ExportRequest, ExportResult } from '../../electron/app/types.ts';
import { openArchive } from '../../electron/archive/read/index.ts';
import { createFormHost } from '../../electron/hosts/formHost.ts';
import { CHOICES } from '../../shared/model/index.ts';
import type { Transport } from '../../electron/net/index.ts';
import type { SamplePlatform } from '../sample-platform/index.ts';
import { sampleProfile } from '../unit/support/walkSample.ts';

export const SIGNAL = new AbortController().signal;

/**
 * One whole export over real HTTP, in this process.
 * @param transport stands between the session and the platform
 */
export async function exportSample(
  platform: SamplePlatform,
  folder: string,
  more: Partial<ExportRequest> = {},
  transport: (inner: Transport) => Transport = (inner) => inner,
): Promise<ExportResult & { zip: string }> {
  const profile = sampleProfile(platform);
  const host = createFormHost({ username: platform.username, password: platform.password });
  const session = await host.signIn(profile, SIGNAL);
  try {
    const result = await startExport(
      {
        profile,
        session: { ...session, transport: transport(session.transport) },
        username: platform.username,
        out: folder,
        stateRoot: join(folder, '.state'),
        selection: { choices: CHOICES },
        addSpaces: [],
        concurrency: 6,
        language: 'en',
        inventoryOnly: false,
        resume: false,
        finish: false,
        tool: { name: 'TwinArk', version: '0.0.0' },
        keepUnpacked: false,
        ...more,
      },
      () => undefined,
    ).done;
    return { ...result, zip: result.finished?.zip ?? '' };
  } finally {
    await session.close();
  }
}

/** Every file of an archive, unpacked in memory: small accounts only. */
export async function unpacked(path: string): Promise<Map<string, Buffer>> {
  const archive = await openArchive(path, SIGNAL);
  try {
    const files = new Map<string, Buffer>();
    for (const name of archive.files.sizes.keys()) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await archive.files.open(name)) if (chunk instanceof Uint8Array) chunks.push(chunk);
      files.set(name, Buffer.concat(chunks));
    }
    return files;
  } finally {
    archive.close();
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
