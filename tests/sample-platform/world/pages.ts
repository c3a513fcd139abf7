import { someone } from '../people.ts';
import { hash32 } from '../random.ts';
import { paragraph, paragraphs, topic } from '../sentences.ts';
import { otherLanguage } from './content.ts';
import { remarks, someDay } from './context.ts';
import type { Context } from './context.ts';
import type { Album, Folder, Picture, SpacePage, StoredFile } from '../model.ts';
import type { Block } from '../view.ts';

interface Materials {
  albums: Album[];
  folders: Folder[];
  loose: Picture[];
  looseFiles: StoredFile[];
}

/** Stands for the foreign server, which counts its visitors. */
export const somewhereElse = 'foreign:';

/** Stands for the origin of the space's own role; filled in when the page is written. */
export const otherPeople = 'own:';

const embeds: readonly (readonly [string, string])[] = [
  ['https://padlet.com/embed/', 'Padlet'],
  ['https://view.genial.ly/', 'Genially'],
  ['https://e.issuu.com/embed.html?d=', 'Issuu'],
  ['https://www.thinglink.com/card/', 'ThingLink'],
  ['https://www.youtube.com/embed/', 'YouTube'],
];

/** The page tree: top pages, sub-pages, and pages that were archived. */
export function buildPages(context: Context, materials: Materials): SpacePage[] {
  const { options, random } = context;
  const pages: SpacePage[] = [];
  for (let i = 0; i < Math.max(4, options.pagesPerSpace); i++) {
    const page = makePage(context, materials, i);
    const parent = i > 1 && i % 3 === 2 ? pages.at(-1) : undefined;
    if (parent && !parent.archived) parent.children.push(page);
    else pages.push(page);
    page.archived = i === 3 || (i > 5 && random.chance(0.1));
    if (parent) page.archived = false;
  }
  if (options.rolePage) pages[1]!.hidden = true;
  return pages;
}

function makePage(context: Context, materials: Materials, i: number): SpacePage {
  const { random } = context;
  const language = otherLanguage(context);
  const text = (): Block => ({ t: 'para', inlines: [paragraph(language, random)] });
  const pictures = materials.albums.flatMap((album) => album.pictures.slice(0, 12));
  const blocks: Block[] = [text()];
  blocks.push(
    { t: 'heading', text: topic(language, random) },
    ...paragraphs(language, random, 1, 3).map((p): Block => ({ t: 'para', inlines: [p] })),
  );
  if (pictures.length > 0) blocks.push({ t: 'picture', picture: random.pick(pictures) }, text());
  if (i === 0)
    blocks.push(
      { t: 'picture', picture: materials.loose[0]! },
      { t: 'picture', picture: materials.loose[1]!, link: 'original' },
    );
  if (i === 1)
    blocks.push({ t: 'oldhost', picture: materials.loose[2]! }, { t: 'attachment', file: materials.looseFiles[0]! });
  if (i === 2) blocks.push({ t: 'attachment', file: materials.looseFiles[1]! }, { t: 'neighbour' }, { t: 'stranger' });
  if (i % 2 === 0) blocks.push(embed(context, i), text());
  if (i === 0) blocks.push({ t: 'data', subject: `${context.space} page` });
  if (i === 1)
    blocks.push({
      t: 'rawpicture',
      src: `${somewhereElse}/${context.space}/photo.jpg`,
      alt: topic(language, random),
    });
  const folder = materials.folders[0];
  const file = folder?.files[i % Math.max(1, folder.files.length)];
  if (folder && file) blocks.push({ t: 'download', file, folder: folder.number });
  const album = materials.albums[i % materials.albums.length];
  if (album && i % 3 === 0) blocks.push({ t: 'album', album });
  blocks.push({ t: 'bullets', items: [topic(language, random), topic(language, random), paragraph(language, random)] });
  blocks.push({
    t: 'para',
    inlines: [
      paragraph(language, random),
      ' ',
      { text: 'www', href: `http://new-twinspace.etwinning.net/web/p${context.space}/welcome` },
      ' ',
      { text: topic(language, random), href: 'https://www.cmepius.si/' },
      ' ',
      { text: 'TwinSpace', href: `${otherPeople}/33071/home` },
    ],
  });
  const dateIso = someDay(context);
  return {
    number: context.nextNumber(),
    title: i === 2 ? 'Kdo/kaj: "mi" & <vsi>?' : `${topic(context.language, random)} ${i + 1}`,
    author: someone(random).name,
    blocks,
    comments: i % 4 === 1 ? remarks(context, 1, 2) : [],
    archived: false,
    children: [],
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}

function embed(context: Context, i: number): Block {
  const [address, title] = embeds[(i / 2) % embeds.length]!;
  return { t: 'embed', src: `${address}${hash32(`${context.space} ${i}`).toString(36)}`, title };
}
