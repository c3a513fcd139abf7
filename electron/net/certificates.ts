import * as tls from 'node:tls';
import { z } from 'zod';

const listSchema = z.array(z.string());

/**
 * The certificates of Node and those of the system together, so that a school whose filter looks into TLS works as it does in
 * the browser. Undefined (Node's own) where Node cannot tell those of the system (before 22.15), or there are none.
 */
export function trustedCertificates(source: object = tls): string[] | undefined {
  const list: unknown = Reflect.get(source, 'getCACertificates');
  if (typeof list !== 'function') return undefined;
  const read = (type: 'default' | 'system'): string[] => {
    const parsed = listSchema.safeParse(Reflect.apply(list, source, [type]));
    return parsed.success ? parsed.data : [];
  };
  try {
    const system = read('system');
    return system.length === 0 ? undefined : [...new Set([...read('default'), ...system])];
  } catch {
    // A store that cannot be read is no reason not to start: Node's own certificates are there.
    return undefined;
  }
}

let known: { readonly ca: string[] | undefined } | undefined;

/** Read once: the store of a large school takes a moment. */
export function systemTrust(): { readonly ca?: string[] } {
  known ??= { ca: trustedCertificates() };
  return known.ca === undefined ? {} : { ca: known.ca };
}
