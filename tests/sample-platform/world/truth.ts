import { mustReadOf } from './mustread.ts';
import { truthOfLive } from './truthLive.ts';
import { truthOfSpace } from './truthSpace.ts';
import { foreignLinksOf } from './foreign.ts';
import type { Truth, TruthItem } from '../truth.ts';
import type { World } from './world.ts';

/** The platform's own list, as it was before anybody changed anything. */
export function buildTruth(current: World): Truth {
  const world: World = { ...current, removed: new Set(), shrunk: { inbox: false } };
  const items = [
    ...truthOfLive(world),
    ...[...world.spaces, ...world.groups].flatMap((space) => truthOfSpace(world, space)),
  ].map((item) => closed(world, item));
  const binaries = items.flatMap((item) =>
    item.sha256 && item.originalUrl !== undefined && item.expectedStatus === 'saved' ? [item.originalUrl] : [],
  );
  const { must, may } = mustReadOf(world);
  const read = [...new Set([...must, ...binaries])].filter((url) => !url.startsWith('data:') && !isClosed(world, url));
  return { items, mustRead: read, mayRead: may, foreignLinks: foreignLinksOf(world) };
}

function isClosed(world: World, url: string): boolean {
  return world.options.closedSections.some((section) => {
    const at = section.indexOf(':');
    const start = world.url(section.slice(0, at) as keyof World['origins'], section.slice(at + 1));
    return url === start || url.startsWith(`${start}/`) || url.startsWith(`${start}?`);
  });
}

/** What stands in a section that the platform closed can only be reported as missing. */
function closed(world: World, item: TruthItem): TruthItem {
  if (!isClosed(world, item.url)) return item;
  return { ...item, expectedStatus: 'missing', expectedReason: 'section-closed' };
}
