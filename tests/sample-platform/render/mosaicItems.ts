import type { Item, TreeNode } from '../view.ts';
import { hash32 } from '../random.ts';
import { byline, fields, size, when, type Tile } from './mosaicParts.ts';
import { shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

type Items = Extract<PlainBlock, { t: 'items' }>;
type WriteBlocks = (blocks: readonly NonNullable<Item['blocks']>[number][]) => string;

/** The parts of one entry, written; how they are put together is the list's choice. */
interface Parts {
  title: string;
  picture: string;
  by: string;
  texts: string;
  blocks: string;
  fields: string;
  links: string;
  traps: string;
  anchor: string;
}

/** A stored picture in one of seven ways. */
export function picture(tile: Tile, src: string, title: string): string {
  const address = tile.near(src);
  const alt = tile.esc(title);
  const blank = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  switch (tile.way('picture', 7)) {
    case 0:
      return `<picture><source srcset="${address} 1x" media="(min-width: 1px)"><img src="${blank}" alt="${alt}"></picture>`;
    case 1:
      return `<figure><img src="${address}" alt=""><figcaption>${alt}</figcaption></figure>`;
    case 2:
      return `<img data-lazy-srcset="${address} 480w, ${address} 800w" title="${alt}">`;
    case 3:
      return `<span title="${alt}" style="display:block; background: #eee url(&quot;${address}&quot;) no-repeat"></span>`;
    case 4:
      return `<input type="image" src="${address}" alt="${alt}">`;
    case 5:
      return `<img src="${blank}" data-lazy='{"src":"${address}","w":480}' alt="${alt}" />`;
    default:
      return `<IMG SRC="${address}" ALT="${alt}" width=120>`;
  }
}

/** A list of entries in one of nine ways. */
export function items(tile: Tile, block: Items, writeBlocks: WriteBlocks, more: string): string {
  const heading = block.label === undefined ? '' : sectionHeading(tile, tile.label(block.label));
  if (block.items.length === 0) return heading + more;
  if (block.look === 'thumbs') return heading + thumbs(tile, block.items) + more;
  const simple = block.items.every((item) => !item.blocks);
  const ways = simple ? [columns, rowLinks, terms, details, cards, factsFirst, signed, lines, boxes] : full;
  const write = ways[tile.way(`items ${block.look} ${block.label ?? ''}`, ways.length)]!;
  // An entry that is one link as a whole has room for no other.
  const chosen =
    write === rowLinks && block.items.some((item) => item.href === undefined || item.links) ? cards : write;
  return heading + chosen(tile, block.items, writeBlocks, more);
}

export function sectionHeading(tile: Tile, html: string): string {
  return [
    `<h2>${html}</h2>`,
    `<h3>${html}</h3>`,
    `<div role="heading" aria-level="3">${html}</div>`,
    `<p><b>${html}</b></p>`,
    `<h5>${html}</h5>`,
  ][tile.way('section', 5)]!;
}

function parts(tile: Tile, item: Item, writeBlocks: WriteBlocks): Parts {
  const { esc } = tile;
  const links = (item.links ?? []).map(
    (link) =>
      `<a href="${tile.near(link.href)}"${tile.way('dl', 2) === 0 ? ' download' : ''}>${esc(link.text)}</a>${link.size === undefined ? '' : ` <small>(${size(tile, link.size)})</small>`}`,
  );
  const traps =
    item.trap === undefined || tile.way('traps', 2) === 0
      ? ''
      : tile
          .trapsOf(item.trap)
          .map((trap, i) =>
            i % 2 === 0
              ? `<a rel="nofollow" data-method="post" href="${tile.near(trap.href)}">${esc(trap.text)}</a>`
              : `<form method="get" action="${tile.near(trap.href)}"><button>${esc(trap.text)}</button></form>`,
          )
          .join(' ');
  return {
    title: item.href === undefined ? esc(item.title) : `<a href="${tile.near(item.href)}">${esc(item.title)}</a>`,
    picture: item.picture ? picture(tile, shownUrl(tile.world, item.picture), item.title) : '',
    by: byline(tile, item.author, item.dateIso),
    texts: (item.texts ?? []).map((text) => `<p>${esc(text)}</p>`).join(''),
    blocks: item.blocks ? writeBlocks(item.blocks) : '',
    fields: fields(tile, item),
    links: links.length === 0 ? '' : `<div>${links.join(' ')}</div>`,
    traps: traps === '' ? '' : `<div>${traps}</div>`,
    anchor: item.anchor === undefined || tile.way('anchor', 3) !== 0 ? '' : ` id="${item.anchor}"`,
  };
}

type Way = (tile: Tile, list: readonly Item[], writeBlocks: WriteBlocks, more: string) => string;

/** Columns under headings; what loads more answers rows without their table. */
const columns: Way = (tile, list, writeBlocks, more) => {
  const has = (test: (item: Item) => unknown): boolean => list.some((item) => Boolean(test(item)));
  const names = [
    ...new Set(
      list.flatMap((item) => [
        ...(item.fields ?? []).map(([key]) => key),
        ...(item.dates ?? []).map(({ label }) => label),
      ]),
    ),
  ];
  const author = has((item) => item.author);
  const date = has((item) => item.dateIso);
  const row = (item: Item): string => {
    const { title, picture: image, texts, links, traps } = parts(tile, item, writeBlocks);
    const cells = [
      `${image}${title}${texts}`,
      ...(author ? [tile.esc(item.author ?? '')] : []),
      ...(date ? [item.dateIso === undefined ? '–' : when(tile, item.dateIso)] : []),
      ...names.map((name) => {
        const iso = item.dates?.find(({ label }) => label === name)?.iso;
        return iso === undefined ? tile.esc(item.fields?.find(([key]) => key === name)?.[1] ?? '') : when(tile, iso);
      }),
      ...(links + traps === '' ? [] : [links + traps]),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}${tile.open ? '' : '</td>'}`).join('')}${tile.open ? '' : '</tr>'}`;
  };
  const rows = list.map(row).join('\n');
  if (tile.view.fragment) return `${rows}${more === '' ? '' : `<tr><td colspan="5">${more}</td></tr>`}`;
  const heads = [
    tile.label('description'),
    ...(author ? [tile.label('author')] : []),
    ...(date ? [tile.label('date')] : []),
    ...names.map((name) => tile.label(name)),
  ];
  return `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows}</tbody></table>${more}`;
};

const rowLinks: Way = (tile, list, _write, more) =>
  list
    .map((item) => {
      const { picture: image, texts, fields: rest, traps } = parts(tile, { ...item }, () => '');
      const by = [item.author, item.dateIso].map((part, i) =>
        part === undefined ? '' : i === 0 ? tile.esc(part) : when(tile, part),
      );
      return `<div><a href="${tile.near(item.href ?? '')}">${image.replace(/<\/?(?:figure|figcaption)>/g, (tag) => tag.replace(/figure|figcaption/, 'span'))}<strong>${tile.esc(item.title)}</strong><small>${by.join(' ')}</small>${texts}${rest}</a>${traps}</div>`;
    })
    .join('\n') + more;

const terms: Way = (tile, list, write, more) =>
  `<dl>${list
    .map((item) => {
      const p = parts(tile, item, write);
      return `<dt${p.anchor}>${p.title}</dt><dd>${p.picture}${p.by}</dd><dd>${p.texts}${p.blocks}${p.fields}${p.links}${p.traps}</dd>`;
    })
    .join('')}</dl>${more}`;

const details: Way = (tile, list, write, more) =>
  list
    .map((item) => {
      const p = parts(tile, item, write);
      return `<details${p.anchor} open><summary>${p.title}</summary>${p.by}${p.picture}${p.texts}${p.blocks}${p.fields}${p.links}${p.traps}</details>`;
    })
    .join('\n') + more;

const cards: Way = (tile, list, write, more) => {
  const cell = (item: Item): string => {
    const p = parts(tile, item, write);
    return `<div><div${p.anchor}><div>${p.picture}</div><div><h5>${p.title}</h5>${p.texts}${p.blocks}${p.by}${p.fields}<div>${p.links}${p.traps}</div></div></div></div>`;
  };
  // Rows of a grid, three abreast.
  const rows = list.map((_, i) =>
    i % 3 === 0
      ? `<div>${list
          .slice(i, i + 3)
          .map(cell)
          .join('')}</div>`
      : '',
  );
  return `<div>${rows.join('\n')}</div>${more}`;
};

/** Who and when first, then the title, then the text; nothing around them. */
const factsFirst: Way = (tile, list, write, more) =>
  list
    .map((item) => {
      const p = parts(tile, item, write);
      return `${p.by}<h4${p.anchor}>${p.title}</h4>${p.picture}${p.texts}${p.blocks}${p.fields}${p.links}${p.traps}`;
    })
    .join('\n') + more;

/** The name stands below, as in a letter. */
const signed: Way = (tile, list, write, more) =>
  list
    .map((item) => {
      const p = parts(tile, item, write);
      return `<section${p.anchor}><header><h6>${p.title}</h6>${p.picture}</header>${p.texts}${p.blocks}${p.fields}${p.links}<footer>${p.by}${p.traps}</footer></section>`;
    })
    .join('\n') + more;

/** One box for all, ruled lines between. */
const lines: Way = (tile, list, write, more) =>
  `<div>${list
    .map((item) => {
      const p = parts(tile, item, write);
      return `${p.picture}<b${p.anchor}>${p.title}</b><br>${p.by}${p.texts}${p.blocks}${p.fields}${p.links}${p.traps}`;
    })
    .join('<hr>')}</div>${more}`;

/** A table in each cell of a table. */
const boxes: Way = (tile, list, write, more) =>
  `<table border=0>${list
    .map((item) => {
      const p = parts(tile, item, write);
      return `<tr><td><table><tr><td rowspan=3>${p.picture}</td><th align=left${p.anchor}>${p.title}</th></tr><tr><td>${p.by}</td></tr><tr><td>${p.texts}${p.blocks}${p.fields}${p.links}${p.traps}</td></tr></table></td></tr>`;
    })
    .join('')}</table>${more}`;

const full: readonly Way[] = [terms, details, cards, factsFirst, signed, lines, boxes];

function thumbs(tile: Tile, list: readonly Item[]): string {
  const image = (item: Item): string =>
    item.picture ? picture(tile, shownUrl(tile.world, item.picture), item.title) : '';
  const link = (item: Item): string => `<a href="${tile.near(item.href ?? '')}">${image(item)}</a>`;
  switch (tile.way('thumbs', 4)) {
    case 0:
      return list.map(link).join(' ');
    case 1:
      return `<ol>${list.map((item) => `<li>${image(item)}<br><a href="${tile.near(item.href ?? '')}">${tile.esc(item.title)}</a>${tile.open ? '' : '</li>'}`).join('')}</ol>`;
    case 2:
      return `<table>${list.map((item, i) => `${i % 4 === 0 ? '<tr>' : ''}<td>${link(item)}</td>`).join('')}</table>`;
    default:
      return list
        .map((item) => `<figure>${link(item)}<figcaption>${tile.esc(item.title)}</figcaption></figure>`)
        .join('');
  }
}

/** A page tree: nested lists, or one level with dots, or a menu to choose from. */
export function tree(tile: Tile, nodes: readonly TreeNode[]): string {
  if (nodes.length === 0) return '';
  const link = (node: TreeNode): string => `<a href="${tile.near(node.href)}">${tile.esc(node.title)}</a>`;
  const nested = (list: readonly TreeNode[]): string =>
    `<ol>${list.map((node) => `<li><span>${link(node)}</span>${node.children.length > 0 ? nested(node.children) : ''}${tile.open ? '' : '</li>'}`).join('')}</ol>`;
  const level = (list: readonly TreeNode[], depth: number): string =>
    list.map((node) => `${'&#8230; '.repeat(depth)}${link(node)}<br>${level(node.children, depth + 1)}`).join('');
  const shut = (list: readonly TreeNode[]): string =>
    list
      .map((node) =>
        node.children.length > 0
          ? `<details><summary>${link(node)}</summary>${shut(node.children)}</details>`
          : `<div>${link(node)}</div>`,
      )
      .join('');
  return [nested(nodes), `<div>${level(nodes, 0)}</div>`, shut(nodes)][tile.way('tree', 3)]!;
}

/** What others said, in one of six ways. */
export function remarks(tile: Tile, block: Extract<PlainBlock, { t: 'remarks' }>): string {
  const { esc } = tile;
  const said = block.remarks.map((one) => ({
    who: esc(one.author),
    at: one.dateIso === undefined ? '' : when(tile, one.dateIso),
    text: esc(one.text),
  }));
  const heading = [
    `<h4>${tile.label(block.label)} (${said.length})</h4>`,
    `<p><b>${tile.label(block.label)}</b></p>`,
    `<div role="heading" aria-level="4">${tile.label(block.label)}</div>`,
  ][tile.way('talk', 3)]!;
  const replies = (from: number): string => {
    const one = said[from];
    if (!one) return '';
    const inner = hash32(`${from}`) % 2 === 0 ? replies(from + 1) : '';
    return `<ul><li><b>${one.who}</b> ${one.at}<div>${one.text}</div>${inner}</li></ul>${inner === '' ? replies(from + 1) : ''}`;
  };
  const list = [
    () =>
      `<ul>${said.map(({ who, at, text }) => `<li><b>${who}</b> <i>${at}</i><blockquote>${text}</blockquote></li>`).join('')}</ul>`,
    () =>
      `<table>${said.map(({ who, at, text }) => `<tr><th>${who}<br>${at}</th><td>${text}</td></tr>`).join('')}</table>`,
    () => `<dl>${said.map(({ who, at, text }) => `<dt>${who}${at && `, ${at}`}</dt><dd>${text}</dd>`).join('')}</dl>`,
    () => said.map(({ who, at, text }) => `<p><b>${who}</b>${at && ` (${at})`}:<br>${text}</p>`).join(''),
    () => replies(0),
    () => said.map(({ who, at, text }) => `<p>${text}<br><small>&mdash; ${who}${at && `, ${at}`}</small></p>`).join(''),
  ][tile.way('remarks', 6)]!();
  return heading + list;
}
