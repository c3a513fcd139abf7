import { pdf } from '../files.ts';
import type { Certificate } from '../world/live.ts';
import type { World } from '../world/world.ts';

/** The PDF of a School label or learning certificate. */
export function certificateBytes(world: World, certificate: Certificate): Buffer {
  return pdf(certificate.title, 0, ['eTwinning', world.options.fullName, certificate.dateIso]);
}
