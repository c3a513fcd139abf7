import type { Item, TreeNode, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { languages } from '../languages.ts';
import { hash32 } from '../random.ts';
import { penFor, writeSize } from './pen.ts';
import type { Pen } from './pen.ts';
import { originalUrl, resolve, shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

/** The tidy mark-up: main and nav, nested lists and articles, `<time datetime>`, microdata. */
export function renderLists(world: World, view: View, charset: string | undefined): string {
  const pen = penFor(world, view);
  const body = blocksOf(pen, view.blocks);
  if (view.fragment) return body;
  const next = view.blocks.find((block) => block.t === 'pager');
  const rel = next?.t === 'pager' && next.page < next.claimed ? `<link rel="next" href="?page=${next.page + 1}">` : '';
  const c = pen.cls;
  const anchors = (list: { href: string; text: string }[]): string =>
    list.map((link) => `<li><a href="${near(pen, link.href)}">${pen.esc(link.text)}</a></li>`).join('');
  return `<!doctype html>
<html lang="${world.options.language}">
<head>${charset ? `<meta charset="${charset}">` : ''}<title>${pen.esc(view.title)} | eTwinning</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${pen.css}">${rel}</head>
<body class="${c('page')}">
<header class="${c('top')}"><a class="${c('brand')}" href="${world.url('live', '/home')}">eTwinning <b>sample</b></a>
<nav class="${c('menu')}"><ul>${anchors(pen.menu)}</ul></nav>
<span class="${c('who')}">${pen.esc(world.options.fullName)} <a href="${world.url('live', '/logout')}">${pen.label('logout')}</a></span></header>
<div class="${c('frame')}">
${view.space ? `<nav class="${c('side')}"><strong>${pen.esc(view.space.title)}</strong><ul>${anchors(pen.sections)}</ul></nav>` : ''}
<main class="${c('main')}"><h1>${pen.esc(view.title)}</h1>
${body}
<ul class="${c('tools')}">${anchors(pen.traps)}</ul>
<form method="post" action="${world.url('live', '/logout')}"><button>${pen.label('logout')}</button></form>
</main></div>
<!-- <a href="${pen.view.path}/delete">old</a> <img src="/files/collabspace/0/00/000/1000/images/00000000.jpg"> -->
<footer class="${c('foot')}">${languages.map((code) => `<a hreflang="${code}" href="?lang=${code}">${code}</a>`).join(' ')} <a href="${world.url('live', '/about')}">${pen.label('about')}</a></footer>
<script src="${pen.script}"></script></body></html>`;
}

/** Own origin: from the root. Another: in full. */
function near(pen: Pen, href: string): string {
  const own = pen.world.origins[pen.view.role];
  return pen.esc(href.startsWith(`${own}/`) ? href.slice(own.length) : href);
}

function blocksOf(pen: Pen, blocks: View['blocks']): string {
  return resolve(pen.world, pen.view, blocks)
    .map((block) => blockOf(pen, block))
    .join('\n');
}

function time(pen: Pen, iso: string | undefined): string {
  return iso === undefined ? '' : `<time datetime="${iso}">${pen.date(iso)}</time>`;
}

function byline(pen: Pen, author: string | undefined, iso: string | undefined): string {
  const who =
    author === undefined
      ? ''
      : `<a rel="author" itemprop="author" href="${pen.world.url('live', `/people/${hash32(author) % 90_000}`)}">${pen.esc(author)}</a> `;
  return author === undefined && iso === undefined ? '' : `<p class="${pen.cls('by')}">${who}${time(pen, iso)}</p>`;
}

function blockOf(pen: Pen, block: PlainBlock): string {
  const { esc, cls, world } = pen;
  switch (block.t) {
    case 'heading':
      return `<h2>${esc(block.text)}</h2>`;
    case 'para':
      return `<p>${block.inlines.map((part) => (typeof part === 'string' ? emphasised(esc(part)) : `<a href="${near(pen, part.href)}">${esc(part.text)}</a>`)).join('')}</p>`;
    case 'bullets':
      return `<ul>${block.items.map((item) => `<li>${esc(item)}</li>`).join('')}</ul>`;
    case 'byline': {
      const rows = (block.fields ?? []).map(([key, value]) => `<dt>${pen.label(key)}</dt><dd>${esc(value)}</dd>`);
      const dates = (block.dates ?? []).map(
        ({ label, iso }) => `<dt>${pen.label(label)}</dt><dd>${time(pen, iso)}</dd>`,
      );
      return (
        byline(pen, block.author, block.dateIso) +
        (rows.length + dates.length > 0 ? `<dl>${[...rows, ...dates].join('')}</dl>` : '')
      );
    }
    case 'picture': {
      const img = `<img src="${near(pen, shownUrl(world, block.picture))}" alt="${esc(block.picture.title)}">`;
      return `<figure>${block.link === 'original' ? `<a href="${near(pen, originalUrl(world, block.picture))}">${img}</a>` : img}</figure>`;
    }
    case 'rawpicture':
      return `<figure><img src="${esc(block.src)}" alt="${esc(block.alt)}"></figure>`;
    case 'file':
      return `<p class="${cls('file')}"><a href="${near(pen, block.href)}">${esc(block.text)}</a>${block.size === undefined ? '' : ` <small>${writeSize(block.size)}</small>`}</p>`;
    case 'embed':
      return `<div class="${cls('embed')}"><iframe src="${esc(block.src)}" title="${esc(block.title)}" allowfullscreen></iframe></div>`;
    case 'frame':
      return `<iframe src="${near(pen, block.src)}"></iframe>`;
    case 'items':
      return itemsOf(pen, block);
    case 'tree':
      return `${block.label ? `<h2>${pen.label(block.label)}</h2>` : ''}${tree(pen, block.nodes)}`;
    case 'remarks':
      return `<section class="${cls('talk')}"><h3>${pen.label(block.label)}</h3><ul>${block.remarks
        .map(
          (one) =>
            `<li itemscope itemtype="https://schema.org/Comment"><span itemprop="author">${esc(one.author)}</span> ${time(pen, one.dateIso)}<p itemprop="text">${esc(one.text)}</p></li>`,
        )
        .join('')}</ul></section>`;
    case 'pager':
      return `<ul class="${cls('pager')}">${pages(block.claimed, block.page)
        .map((n) => (n === block.page ? `<li><b>${n}</b></li>` : `<li><a href="?page=${n}">${n}</a></li>`))
        .join(
          '',
        )}${block.page < block.claimed ? `<li><a rel="next" href="?page=${block.page + 1}">${pen.label('next')} »</a></li>` : ''}</ul>`;
    case 'more':
      return `<button type="button" class="${cls('more')}" data-url="${near(pen, world.url(pen.view.role, block.path))}?offset=${block.offset}">${pen.label('more')}</button>`;
    case 'html':
      return block.html;
  }
}

/** Editors put emphasis anywhere, even inside a word; it must not tear the text apart. */
function emphasised(html: string): string {
  return html.length % 3 === 0 ? html.replace(/^(\p{L}{2})(\p{L}{2})/u, '$1<strong>$2</strong>') : html;
}

/** The pages a pager shows: the ends and the neighbourhood. */
function pages(count: number, page: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1).filter((n) => n === 1 || n === count || Math.abs(n - page) < 3);
}

function tree(pen: Pen, nodes: readonly TreeNode[]): string {
  if (nodes.length === 0) return '';
  return `<ul class="${pen.cls('tree')}">${nodes.map((node) => `<li><a href="${near(pen, node.href)}">${pen.esc(node.title)}</a>${tree(pen, node.children)}</li>`).join('')}</ul>`;
}

function itemsOf(pen: Pen, block: Extract<PlainBlock, { t: 'items' }>): string {
  const { cls } = pen;
  const heading = block.label ? `<h2>${pen.label(block.label)}</h2>` : '';
  if (block.look === 'thumbs') {
    const cells = block.items.map(
      (item) =>
        `<li><a href="${near(pen, item.href ?? '')}"><img loading="lazy" src="${item.picture ? near(pen, shownUrl(pen.world, item.picture)) : ''}" alt="${pen.esc(item.title)}"></a></li>`,
    );
    return `${heading}<ul class="${cls('thumbs')}">${cells.join('')}</ul>`;
  }
  return `${heading}<ul class="${cls(block.look)}">${block.items.map((item) => `<li>${itemOf(pen, item)}</li>`).join('\n')}</ul>`;
}

function itemOf(pen: Pen, item: Item): string {
  const { esc, cls, world } = pen;
  const title = item.href === undefined ? esc(item.title) : `<a href="${near(pen, item.href)}">${esc(item.title)}</a>`;
  const fields = [
    ...(item.fields ?? []).map(([key, value]) => `<dt>${pen.label(key)}</dt><dd>${esc(value)}</dd>`),
    ...(item.dates ?? []).map(({ label, iso }) => `<dt>${pen.label(label)}</dt><dd>${time(pen, iso)}</dd>`),
  ].join('');
  const links = (item.links ?? [])
    .map(
      (link) =>
        `<a class="${cls('button')}" href="${near(pen, link.href)}">${esc(link.text)}</a>${link.size === undefined ? '' : ` <small>${writeSize(link.size)}</small>`}`,
    )
    .join(' ');
  const traps =
    item.trap === undefined
      ? ''
      : `<menu class="${cls('tools')}">${pen
          .trapsOf(item.trap)
          .map((trap, i) =>
            i % 2 === 0
              ? `<li><a href="${near(pen, trap.href)}">${esc(trap.text)}</a></li>`
              : `<li><button data-href="${near(pen, trap.href)}" type="button">${esc(trap.text)}</button></li>`,
          )
          .join('')}</menu>`;
  return `<article${item.anchor === undefined ? '' : ` id="${item.anchor}"`} class="${cls('card')}">${item.picture ? `<img src="${near(pen, shownUrl(world, item.picture))}" alt="">` : ''}
<h3>${title}</h3>${byline(pen, item.author, item.dateIso)}${(item.texts ?? []).map((text) => `<p>${esc(text)}</p>`).join('')}${item.blocks ? blocksOf(pen, item.blocks) : ''}${fields === '' ? '' : `<dl>${fields}</dl>`}${links}${traps}</article>`;
}
