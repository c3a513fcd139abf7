import { hash32 } from '../random.ts';
import type { Picture } from '../model.ts';
import type { Block, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { items, picture, remarks, sectionHeading, tree } from './mosaicItems.ts';
import { byline, fields, shellOf, size, tileFor, when, type Tile } from './mosaicParts.ts';
import { originalUrl, resolve, shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

/**
 * A site that many hands have built: each sort of page puts its lists, facts, pictures, comments, dates and addresses in another
 * way, chosen by the seed. Written from the platform's description alone, against whatever reads it.
 */
export function renderMosaic(world: World, view: View, charset: string | undefined): string {
  const tile = tileFor(world, view);
  if (view.fragment) return blocksOf(tile, view.blocks);
  const head = `${charset ? `<meta http-equiv="content-type" content="text/html; charset=${charset}" />` : ''}<title>${['', 'eTwinning – '][shellOf(world) % 2]}${tile.esc(view.title)}${[' « eTwinning', ''][shellOf(world) % 2]}</title>${tile.base === undefined ? '' : `<base href="${tile.base}" />`}<link rel="stylesheet" href="${world.origins[view.role]}${tile.css}" />${headNext(tile)}`;
  if (view.frameset)
    return `<html><head>${head}</head><frameset cols="100%">${view.frameset.map((src) => `<frame src="${tile.near(src)}">`).join('')}</frameset></html>`;
  const body = blocksOf(tile, view.blocks) + neighbours(tile);
  return [whole, bare, modern, strict][shellOf(world)]!(tile, head, body);
}

const links = (tile: Tile, list: readonly { href: string; text: string }[], glue: string): string =>
  list.map((link) => `<a href="${tile.near(link.href)}">${tile.esc(link.text)}</a>`).join(glue);

function crumbs(tile: Tile): { href: string; text: string }[] {
  const { view, world } = tile;
  const parts = view.path.split('/').slice(1);
  return [
    { href: world.url('live', '/home'), text: 'eTwinning' },
    ...(view.space ? [{ href: world.url(view.role, `/${view.space.number}/home`), text: view.space.title }] : []),
    ...(view.space && parts.length > 3 && parts[1] === 'materials'
      ? [{ href: world.url(view.role, `/${parts.slice(0, 3).join('/')}`), text: tile.world.labels.materials }]
      : []),
  ];
}

/** The newest of the space, beside every page of it, written alike on all of them. */
function latest(page: Tile): string {
  const { view, world } = page;
  const tile: Tile = { ...page, way: (salt, count) => hash32(`${world.options.seed} beside ${salt}`) % count };
  if (!view.space || view.space.refusal) return '';
  const { number, role } = view.space;
  const posts = view.space.content().journal.slice(0, 3);
  return posts
    .map(
      (post) =>
        `<li><a href="${tile.near(world.url(role, `/${number}/twinblog/${post.number}`))}">${tile.esc(post.title)}</a> ${post.dateIso === undefined ? '' : `<small>${when(tile, post.dateIso)}</small>`}</li>`,
    )
    .join('');
}

/** Beside a picture, the way to the one before and the one after. */
function neighbours(tile: Tile): string {
  const { view, world } = tile;
  const [, , , , album, image] = view.path.split('/');
  if (!view.space || !/\/materials\/images\/\d+\/\d+$/.test(view.path) || tile.way('neighbours', 2) === 0) return '';
  const pictures = view.space.content().albums.find((one) => String(one.number) === album)?.pictures ?? [];
  const at = pictures.findIndex((one) => String(one.number) === image);
  const link = (rel: string, sign: string, other: Picture | undefined): string =>
    other === undefined
      ? ''
      : `<a rel="${rel}" href="${tile.near(world.url(other.role, `/${other.space}/materials/images/${album ?? ''}/${other.number}`))}">${sign} <img src="${tile.near(shownUrl(world, other))}" alt="" width="40"></a>`;
  return link('prev', '‹', pictures[at - 1]) + link('next', '›', pictures[at + 1]);
}

/** A page of the 2010s: header, bread crumbs, columns, a box at the side. */
function modern(tile: Tile, head: string, body: string): string {
  const { view, esc, world } = tile;
  return `<!DOCTYPE html><html lang="${world.options.language}-XX"><head>${head}</head><body>
<header><a href="${world.url('live', '/home')}"><img src="/static/logo.png" alt="eTwinning"></a><form action="/search"><input name=q></form><ul><li>${links(tile, tile.menu, '</li><li>')}</li></ul><a href="${world.url('live', '/logout')}">${tile.label('logout')}</a></header>
<ol>${crumbs(tile)
    .map((link) => `<li><a href="${tile.near(link.href)}">${esc(link.text)}</a></li>`)
    .join('')}<li>${esc(view.title)}</li></ol>
<div><div>${view.space ? `<h4>${esc(view.space.title)}</h4><ul><li>${links(tile, tile.sections, '</li><li>')}</li></ul>` : ''}${view.space ? `<div><h5>${tile.label('latest')}</h5><ul>${latest(tile)}</ul></div>` : ''}</div>
<div><h1>${esc(view.title)} <small>eTwinning</small></h1>${body}<div>${links(tile, tile.traps, ' ')}</div></div></div>
<footer><ul><li><a href="${world.url('live', '/about')}">${tile.label('about')}</a></li></ul><p>© 2005–2022</p></footer></body></html>`;
}

/** No html, no head, no body; what need not be closed is not. */
function bare(tile: Tile, head: string, body: string): string {
  const { view, esc, world } = tile;
  return `${head}
<h1>eTwinning</h1><p>${esc(world.options.fullName)} <a href='${world.url('live', '/logout')}'>${tile.label('logout')}</a><p>${links(tile, tile.menu, ' - ')}
${view.space ? `<h2>${esc(view.space.title)}</h2><p>${links(tile, tile.sections, ' - ')}` : ''}
<h3>${esc(view.title)}</h3>
${body}
<p>${links(tile, tile.traps, ' - ')}<hr><p>&copy; 2005 - 2022`;
}

/** Strict XHTML with everything in boxes and the page's title twice. */
function strict(tile: Tile, head: string, body: string): string {
  const { view, esc, world } = tile;
  return `<?xml version="1.0"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${world.options.language}"><head>${head}</head><body><div>
<div><p><a href="#content">»</a></p><h1><a href="${world.url('live', '/home')}">eTwinning</a></h1><ul>${tile.menu.map((link) => `<li><a href="${tile.near(link.href)}">${esc(link.text)}</a></li>`).join('')}</ul></div>
${
  view.space
    ? `<div><p>${esc(view.space.title)}</p><ul>${tile.sections
        .map((link, i) => `<li><a href="${tile.near(link.href)}">${esc(link.text)}</a> (${i})</li>`)
        .join('')
        .replace(/ \(\d+\)/g, '')}</ul></div>`
    : ''
}
<div id="content"><p>${links(tile, crumbs(tile), ' › ')} › ${esc(view.title)}</p><h2>${esc(view.title)}</h2>
<div>${body}</div><ul>${tile.traps.map((trap) => `<li><a href="${tile.near(trap.href)}">${esc(trap.text)}</a></li>`).join('')}</ul></div>
${view.space ? `<div><h3>${tile.label('latest')}</h3><ul>${latest(tile)}</ul></div>` : ''}
<div><p><a href="${world.url('live', '/logout')}">${tile.label('logout')}</a></p></div></div></body></html>`;
}

/** An application's shell: `main`, the title of the space the loudest, the page's own small. */
function whole(tile: Tile, head: string, body: string): string {
  const { view, esc, world } = tile;
  return `<!doctype html><html><head>${head}<script type="application/ld+json">{"@type":"WebPage","url":"${world.url('live', '/logout')}"}</script></head><body>
<nav>${links(tile, tile.menu, '')}</nav>${view.space ? `<h1>${esc(view.space.title)}</h1><nav>${links(tile, tile.sections, '')}</nav>` : ''}
<main><article><h2>${esc(view.title)}</h2>${body}</article><p>${links(tile, tile.traps, ' ')}</p></main>
<footer>${esc(world.options.fullName)} <button data-href="${world.url('live', '/logout')}">${tile.label('logout')}</button></footer></body></html>`;
}

function headNext(tile: Tile): string {
  const pager = tile.view.blocks.find((block) => block.t === 'pager');
  if (pager?.t !== 'pager' || pager.page >= pager.claimed || pagerWay(tile) !== 1) return '';
  return `<link rel="next" href="${tile.esc(nextPage(tile, pager.page + 1))}" />`;
}

const pagerWay = (tile: Tile): number => tile.way('pager', 4);
const nextPage = (tile: Tile, page: number): string =>
  ['?page=#', '?sort=new&page=#', '?page=#&lang=xx#list'][tile.way('query', 3)]!.replace('#', String(page));

function pager(tile: Tile, block: Extract<PlainBlock, { t: 'pager' }>): string {
  const to = (page: number, text: string, rel = ''): string =>
    `<a${rel === '' ? '' : ` rel="${rel}"`} href="${tile.esc(nextPage(tile, page))}">${text}</a>`;
  const on = block.page < block.claimed;
  const back = block.page > 1;
  switch (pagerWay(tile)) {
    case 0:
      return `<p>${back ? to(block.page - 1, '&lt;', 'prev') : ''} ${block.page}/${block.claimed} ${on ? to(block.page + 1, '&gt;', 'next') : ''}</p>`;
    case 1:
      return `<p>${block.page} / ${block.claimed}</p>`;
    case 2:
      return `<ul>${Array.from({ length: block.claimed }, (_, i) => `<li>${i + 1 === block.page ? `<span>${i + 1}</span>` : to(i + 1, String(i + 1), i === block.page ? 'next' : '')}</li>`).join('')}</ul>`;
    default:
      return on ? `<div>${to(block.page + 1, `${tile.label('more')} &rarr;`, 'next nofollow')}</div>` : '';
  }
}

function more(tile: Tile, block: Extract<PlainBlock, { t: 'more' }>): string {
  const { esc } = tile;
  const query = ['?offset=#', '?format=html&offset=#', '?offset=#&_=1'][tile.way('query', 3)]!.replace(
    '#',
    String(block.offset),
  );
  const text = tile.label('more');
  switch (tile.way('more', 5)) {
    case 0:
      return `<button type="button" data-load="${esc(query)}">${text}</button>`;
    case 1:
      return `<a href="${esc(query)}" data-remote="true">${text}</a>`;
    case 2:
      return `<button onclick="more(this, &quot;${esc(block.path + query)}&quot;); return false">${text}</button>`;
    case 3:
      return `<span role="button" data-options='{"target":"#list","url":"${esc(block.path.replace(/\//g, '\\/') + query)}"}'>${text}</span>`;
    default:
      return `<input type="button" value="${text}" data-href="${esc(block.path + query)}">`;
  }
}

function blocksOf(tile: Tile, blocks: readonly Block[]): string {
  const plain = resolve(tile.world, tile.view, blocks);
  const out: string[] = [];
  for (const [i, block] of plain.entries()) {
    // A list's button belongs to the list.
    if (block.t === 'more' && plain[i - 1]?.t === 'items') continue;
    const next = plain[i + 1];
    const button = block.t === 'items' && next?.t === 'more' ? more(tile, next) : '';
    out.push(block.t === 'items' ? items(tile, block, (inner) => blocksOf(tile, inner), button) : blockOf(tile, block));
  }
  return out.join('\n');
}

function paragraph(tile: Tile, html: string): string {
  switch (tile.way('para', 4)) {
    case 0:
      return `<p>${html}${tile.open ? '' : '</p>'}`;
    case 1:
      return `<div><font face="Verdana">${html}</font></div>`;
    case 2:
      return `<p align="justify"><span lang="xx"><span>${html}</span></span></p>`;
    default:
      return `${html}<br><br>`;
  }
}

function blockOf(tile: Tile, block: PlainBlock): string {
  const { esc, world } = tile;
  switch (block.t) {
    case 'heading':
      return [
        `<h1>${esc(block.text)}</h1>`,
        `<h2>${esc(block.text)}</h2>`,
        `<p><strong>${esc(block.text)}</strong></p>`,
        `<h6>${esc(block.text)}</h6>`,
      ][tile.way('heading', 4)]!;
    case 'para':
      return paragraph(
        tile,
        block.inlines
          .map((part) =>
            typeof part === 'string' ? entities(esc(part)) : `<a href="${tile.near(part.href)}">${esc(part.text)}</a>`,
          )
          .join(''),
      );
    case 'bullets':
      return [
        `<ol>${block.items.map((item) => `<li>${esc(item)}</li>`).join('')}</ol>`,
        `<p>${block.items.map((item) => `- ${esc(item)}`).join('<br>')}</p>`,
        `<ul>${block.items.map((item) => `<li><p>${esc(item)}`).join('')}</ul>`,
      ][tile.way('bullets', 3)]!;
    case 'byline':
      return byline(tile, block.author, block.dateIso) + fields(tile, block);
    case 'picture': {
      const shown = picture(tile, shownUrl(world, block.picture), block.picture.title);
      if (block.link !== 'original') return `<p>${shown}</p>`;
      const original = tile.near(originalUrl(world, block.picture));
      return [
        `<a href="${original}" data-fancybox>${shown}</a>`,
        `<div data-zoom="${original}">${shown}</div>`,
        `<div onclick="window.open('${original}')">${shown}</div>`,
      ][tile.way('original', 3)]!;
    }
    case 'rawpicture':
      return `<p><img src="${esc(block.src)}" alt="${esc(block.alt)}" /></p>`;
    case 'file':
      return `<p><a href="${tile.near(block.href)}" download>${tile.way('icon', 2) === 0 ? '<i class="i"></i> ' : ''}${esc(block.text)}</a>${block.size === undefined ? '' : `, ${size(tile, block.size)}`}</p>`;
    case 'embed':
      return [
        `<iframe src="${esc(block.src)}" title="${esc(block.title)}"></iframe>`,
        `<object data="${esc(block.src)}" title="${esc(block.title)}"><a href="${esc(block.src)}">${esc(block.title)}</a></object>`,
        `<div><embed src="${esc(block.src)}" title="${esc(block.title)}"></div>`,
      ][tile.way('embed', 3)]!;
    case 'frame':
      return `<iframe src="${tile.near(block.src)}" style="border:0"></iframe>`;
    case 'items':
      return items(tile, block, (inner) => blocksOf(tile, inner), '');
    case 'tree':
      return (block.label ? sectionHeading(tile, tile.label(block.label)) : '') + tree(tile, block.nodes);
    case 'remarks':
      return remarks(tile, block);
    case 'pager':
      return pager(tile, block);
    case 'more':
      return more(tile, block);
    case 'html':
      return block.html;
  }
}

/** Letters as the editors of that time wrote them. */
function entities(html: string): string {
  if (html.length % 3 !== 0) return html;
  return html.replace(/[À-ž’“”–]/g, (letter) => `&#${letter.codePointAt(0) ?? 0};`).replace(/ (?=\d)/, '&nbsp;');
}
