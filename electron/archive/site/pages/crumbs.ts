import type { ItemRecord } from '../../../../shared/model/index.ts';
import { ownSectionOf, spaceSectionOf } from '../model.ts';
import type { OwnSection, SpaceSection } from '../model.ts';
import type { Crumb } from '../shell.ts';
import type { Site } from '../site.ts';

export function sectionTitle(site: Site, section: SpaceSection | OwnSection): string {
  return site.words.shared(`sections.${section}`, site.words.t(`sections.${section}`));
}

/** The way from the overview down to an item, ending with its own title. */
export function crumbsOf(site: Site, item: ItemRecord): readonly Crumb[] {
  const own: Crumb = { text: site.title(item) };
  const space = site.model.spaceOf(item);
  if (!space) {
    const section = ownSectionOf(item);
    return section && site.model.own.has(section)
      ? [{ text: sectionTitle(site, section), file: site.ownSectionFile(section) }, own]
      : [own];
  }
  const crumbs: Crumb[] = [{ text: site.spaceTitle(space), file: site.spaceFile(space) }];
  const section = spaceSectionOf(item);
  if (section && section !== 'home' && section !== 'project') {
    crumbs.push({ text: sectionTitle(site, section), file: site.sectionFile(space, section) });
  }
  const above: Crumb[] = [];
  const seen = new Set([item.id]);
  let parent = item.parent === undefined ? undefined : site.model.byId.get(item.parent);
  while (parent?.kind === item.kind && !seen.has(parent.id)) {
    seen.add(parent.id);
    above.unshift({ text: site.title(parent), file: site.paths.of(parent.id)?.file });
    parent = parent.parent === undefined ? undefined : site.model.byId.get(parent.parent);
  }
  return [...crumbs, ...above, own];
}
