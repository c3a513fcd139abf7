import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SamplePlatform } from '../../sample-platform/index.ts';

/** What was searched, and where a secret was found. */
export interface Search {
  readonly found: string[];
  files: number;
  bytes: number;
}

/** Password, session cookies and hidden tokens, as they may be written: plain, in an address, in base64. */
export function secretsOf(platform: SamplePlatform): string[] {
  const cookies = [...platform.stats.cookies].map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
  const secrets = [platform.password, ...cookies, ...platform.tokens].filter((secret) => secret.length >= 12);
  return [
    ...new Set(
      secrets.flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      ]),
    ),
  ];
}

export function searchBytes(search: Search, secrets: readonly string[], where: string, bytes: Buffer): void {
  search.files += 1;
  search.bytes += bytes.length;
  for (const secret of secrets) if (bytes.includes(secret)) search.found.push(`${where}: ${secret}`);
}

/** Searches every file below a folder. @param onPath sees each path and its mode */
export async function searchFolder(
  search: Search,
  secrets: readonly string[],
  folder: string,
  onPath: (path: string, mode: number, isFolder: boolean) => void = () => undefined,
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    onPath(path, (await stat(path)).mode & 0o777, entry.isDirectory());
    if (entry.isDirectory()) await searchFolder(search, secrets, path, onPath);
    else searchBytes(search, secrets, path, await readFile(path));
  }
}
