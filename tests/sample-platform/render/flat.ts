import type { Item, TreeNode, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { penFor, writeSize } from './pen.ts';
import type { Pen } from './pen.ts';
import { originalUrl, resolve, shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

/**
 * The flat mark-up of a small content system: no rows, no lists, no main. Titles and paragraphs follow each other as brothers;
 * facts stand in one line of words; a picture comes before its title; links say "more" rather than what they lead to.
 */
export function renderFlat(world: World, view: View, charset: string | undefined): string {
  const pen = penFor(world, view);
  const body = blocksOf(pen, view.blocks);
  if (view.fragment) return body;
  const links = (list: readonly { href: string; text: string }[]): string =>
    list.map((link) => `<a href="${near(pen, link.href)}">${pen.esc(link.text)}</a>`).join(' | ');
  return `<!doctype html>
<html><head>${charset ? `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">` : ''}<title>eTwinning :: ${pen.esc(view.title)}</title><link rel="stylesheet" href="${pen.css}"></head>
<body><div id="${pen.cls('w')}"><div class="${pen.cls('t')}"><a href="${world.url('live', '/home')}">eTwinning</a> ${pen.esc(world.options.fullName)} <a href="${world.url('live', '/logout')}">${pen.label('logout')}</a></div>
<div class="${pen.cls('m')}">${links(pen.menu)}</div>
${view.space ? `<div class="${pen.cls('s')}"><b>${pen.esc(view.space.title)}</b><br>${links(pen.sections)}</div>` : ''}
<div class="${pen.cls('c')}"><h2>${pen.esc(view.title)}</h2>
${body}
<div>${links(pen.traps)}</div></div>
<div class="${pen.cls('f')}"><p>&copy; 2005-2022 <a href="https://ec.europa.eu/">European Commission</a></p></div></div>
<script src="${pen.script}"></script></body></html>`;
}

function near(pen: Pen, href: string): string {
  const own = pen.world.origins[pen.view.role];
  return pen.esc(href.startsWith(`${own}/`) ? href.slice(own.length) : href);
}

function blocksOf(pen: Pen, blocks: View['blocks']): string {
  return resolve(pen.world, pen.view, blocks)
    .map((block) => blockOf(pen, block))
    .join('\n');
}

function facts(pen: Pen, author: string | undefined, iso: string | undefined, rest: readonly string[] = []): string {
  const parts = [
    ...(iso === undefined ? [] : [pen.date(iso)]),
    ...(author === undefined ? [] : [pen.esc(author)]),
    ...rest,
  ];
  return parts.length === 0 ? '' : `<p class="${pen.cls('i')}"><small>${parts.join(' &middot; ')}</small></p>`;
}

function blockOf(pen: Pen, block: PlainBlock): string {
  const { esc, world } = pen;
  switch (block.t) {
    case 'heading':
      return `<h3>${esc(block.text)}</h3>`;
    case 'para':
      return `<p>${block.inlines.map((part) => (typeof part === 'string' ? esc(part) : `<a href="${near(pen, part.href)}">${esc(part.text)}</a>`)).join('')}</p>`;
    case 'bullets':
      return block.items.map((item) => `<p>&bull; ${esc(item)}</p>`).join('');
    case 'byline':
      return facts(pen, block.author, block.dateIso) + fieldsOf(pen, block);
    case 'picture': {
      const img = `<img src="${near(pen, shownUrl(world, block.picture))}" alt="${esc(block.picture.title)}">`;
      return `<p>${block.link === 'original' ? `<a href="${near(pen, originalUrl(world, block.picture))}" target="_blank">${img}</a>` : img}</p>`;
    }
    case 'rawpicture':
      return `<p><img src="${esc(block.src)}" alt="${esc(block.alt)}"></p>`;
    case 'file':
      return `<p><a href="${near(pen, block.href)}">${esc(block.text)}</a>${block.size === undefined ? '' : ` (${writeSize(block.size)})`}</p>`;
    case 'embed':
      return `<object data="${esc(block.src)}" title="${esc(block.title)}"></object>`;
    case 'frame':
      return `<iframe src="${near(pen, block.src)}"></iframe>`;
    case 'items':
      return `${block.label ? `<h3>${pen.label(block.label)}</h3>` : ''}${block.items.map((item) => itemOf(pen, item, block.look)).join('\n')}`;
    case 'tree':
      return `${block.label ? `<h3>${pen.label(block.label)}</h3>` : ''}${tree(pen, block.nodes, 0)}`;
    case 'remarks':
      return `<h3>${pen.label(block.label)}</h3>${block.remarks.map((one) => `<h5>${esc(one.author)}</h5>${facts(pen, undefined, one.dateIso)}<p>${esc(one.text)}</p>`).join('<hr>')}`;
    case 'pager':
      return `<p>${Array.from({ length: block.claimed }, (_, i) => i + 1)
        .map((n) => (n === block.page ? `<b>${n}</b>` : `<a href="?page=${n}">${n}</a>`))
        .join(' ')}</p>`;
    case 'more':
      return `<p><a href="#" data-next="?offset=${block.offset}">${pen.label('more')}</a></p>`;
    case 'html':
      return block.html;
  }
}

function fieldsOf(pen: Pen, of: Pick<Item, 'fields' | 'dates'>): string {
  const pairs = [
    ...(of.fields ?? []).map(([key, value]) => `<b>${pen.label(key)}:</b> ${pen.esc(value)}`),
    ...(of.dates ?? []).map(({ label, iso }) => `<b>${pen.label(label)}:</b> ${pen.date(iso)}`),
  ];
  return pairs.length === 0 ? '' : `<p>${pairs.join('<br>')}</p>`;
}

function tree(pen: Pen, nodes: readonly TreeNode[], depth: number): string {
  return nodes
    .map(
      (node) =>
        `<p style="margin-left:${depth * 20}px">${'&raquo; '.repeat(depth)}<a href="${near(pen, node.href)}">${pen.esc(node.title)}</a></p>${tree(pen, node.children, depth + 1)}`,
    )
    .join('');
}

function itemOf(pen: Pen, item: Item, look: 'list' | 'cards' | 'thumbs'): string {
  const { esc, world } = pen;
  const href = item.href === undefined ? undefined : near(pen, item.href);
  const picture = item.picture
    ? `<img src="${near(pen, shownUrl(world, item.picture))}" alt="${esc(item.title)}">`
    : '';
  if (look === 'thumbs') return `<a href="${href ?? ''}">${picture}</a>`;
  const links = (item.links ?? []).map(
    (link) =>
      `<a href="${near(pen, link.href)}">${esc(link.text)}</a>${link.size === undefined ? '' : ` ${writeSize(link.size)}`}`,
  );
  const traps =
    item.trap === undefined
      ? []
      : pen.trapsOf(item.trap).map((trap) => `<a href="${near(pen, trap.href)}">${esc(trap.text)}</a>`);
  const all = [...links, ...traps];
  return `${picture === '' ? '' : `<p>${href === undefined ? picture : `<a href="${href}">${picture}</a>`}</p>`}<h4>${href === undefined ? esc(item.title) : `<a href="${href}">${esc(item.title)}</a>`}</h4>${facts(pen, item.author, item.dateIso)}${(item.texts ?? []).map((text) => `<p>${esc(text)}</p>`).join('')}${item.blocks ? blocksOf(pen, item.blocks) : ''}${fieldsOf(pen, item)}${all.length === 0 ? '' : `<p>${all.join(' ')}</p>`}`;
}
