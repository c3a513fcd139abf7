import { hash32 } from '../random.ts';
import type { Item, TreeNode, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { penFor, writeSize } from './pen.ts';
import type { Pen } from './pen.ts';
import { originalUrl, resolve, shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

/**
 * The last mark-up: div soup for scripts. Pictures wait in data-src, srcset and style, links in onclick and data-href,
 * lists go on by a button, addresses lean on `<base>` or leave out the protocol.
 */
export function renderLazy(world: World, view: View, charset: string | undefined): string {
  const pen = penFor(world, view);
  const body = blocksOf(pen, view.blocks);
  if (view.fragment) return body;
  const c = pen.cls;
  return `<!DOCTYPE html><html lang="${world.options.language}"><head>${charset ? `<meta http-equiv="content-type" content="text/html;charset=${charset}">` : ''}<title>${pen.esc(view.title)} – eTwinning</title>
<base href="${baseOf(pen)}"><link rel="stylesheet" href="${world.origins[view.role]}${pen.css}"></head><body>
<div class="${c('top')}"><div class="${c('brand')}">eTwinning <b>sample</b></div><div class="${c('menu')}">${pen.menu.map((link) => `<a href="${near(pen, link.href)}">${pen.esc(link.text)}</a>`).join('')}</div>
<div class="${c('who')}" data-logout="${near(pen, world.url('live', '/logout'))}" onclick="location.href='${near(pen, world.url('live', '/logout'))}'">${pen.esc(world.options.fullName)} · ${pen.label('logout')}</div></div>
<div class="${c('frame')}">
${view.space ? `<div class="${c('side')}"><b>${pen.esc(view.space.title)}</b>${pen.sections.map((link, i) => (i % 3 === 1 ? `<div role="link" tabindex="0" data-href="${near(pen, link.href)}">${pen.esc(link.text)}</div>` : `<div><a href="${near(pen, link.href)}">${pen.esc(link.text)}</a></div>`)).join('')}</div>` : ''}
<div class="${c('main')}"><h1>${pen.esc(view.title)}</h1>
${body}
<div class="${c('tools')}">${pen.traps.map((trap, i) => (i % 2 === 0 ? `<a href="${near(pen, trap.href)}">${pen.esc(trap.text)}</a>` : `<span data-url="${near(pen, trap.href)}" onclick="go(this)">${pen.esc(trap.text)}</span>`)).join('')}</div>
</div></div>
<script>var app={user:${world.options.userId},logout:"${world.url('live', '/logout')}"};</script><script src="${world.origins[view.role]}${pen.script}"></script>
</body></html>`;
}

/** A button that knows only its query needs the page itself as the base; other pages lean on the root. */
function baseOf(pen: Pen): string {
  const own = pen.world.origins[pen.view.role].replace(/^http:/, '');
  return pen.view.blocks.some((block) => block.t === 'more') ? `${own}${pen.view.path}` : `${own}/`;
}

function near(pen: Pen, href: string): string {
  const own = pen.world.origins[pen.view.role];
  if (!href.startsWith(`${own}/`)) return pen.esc(href.replace(/^http:\/\/127/, '//127'));
  const path = href.slice(own.length);
  // In a fragment, and on a page whose base is the page, only rooted addresses are safe.
  const rooted =
    pen.view.fragment === true || pen.view.blocks.some((block) => block.t === 'more') || hash32(path) % 3 === 0;
  return pen.esc(rooted || path === '/' ? path : path.slice(1));
}

function blocksOf(pen: Pen, blocks: View['blocks']): string {
  return resolve(pen.world, pen.view, blocks)
    .map((block) => blockOf(pen, block))
    .join('\n');
}

/** Some sections mark their dates up, others only write them. */
function when(pen: Pen, iso: string): string {
  const marked = hash32(`${pen.world.options.seed} time ${pen.view.path.replace(/\d+/g, '')}`) % 2 === 0;
  return marked
    ? `<time datetime="${iso.length > 10 ? `${iso}:00Z` : iso}">${pen.date(iso)}</time>`
    : `<span>${pen.date(iso)}</span>`;
}

function byline(pen: Pen, author: string | undefined, iso: string | undefined): string {
  if (author === undefined && iso === undefined) return '';
  return `<div class="${pen.cls('by')}">${author === undefined ? '' : `<span>${pen.esc(author)}</span>`}${iso === undefined ? '' : ` · ${when(pen, iso)}`}</div>`;
}

function rows(pen: Pen, thing: Pick<Item, 'fields' | 'dates'>): string {
  const all = [
    ...(thing.fields ?? []).map(
      ([key, value]) => `<div><span>${pen.label(key)}</span> <span>${pen.esc(value)}</span></div>`,
    ),
    ...(thing.dates ?? []).map(({ label, iso }) => `<div><span>${pen.label(label)}</span> ${when(pen, iso)}</div>`),
  ];
  return all.join('');
}

/** A lazy picture, in one of four ways. */
function picture(pen: Pen, src: string, alt: string): string {
  const blank = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  const address = near(pen, src);
  switch (hash32(src) % 4) {
    case 0:
      return `<img src="${blank}" data-src="${address}" alt="${pen.esc(alt)}">`;
    case 1:
      return `<img srcset="${address} 1x, ${address} 2x" alt="${pen.esc(alt)}">`;
    case 2:
      return `<div class="${pen.cls('pic')}" role="img" aria-label="${pen.esc(alt)}" style="background-image:url('${address}')"></div>`;
    default:
      return `<noscript><img src="${address}" alt="${pen.esc(alt)}"></noscript><div class="${pen.cls('pic')}" data-background="${address}" title="${pen.esc(alt)}"></div>`;
  }
}

function blockOf(pen: Pen, block: PlainBlock): string {
  const { esc, cls, world } = pen;
  switch (block.t) {
    case 'heading':
      return `<div role="heading" aria-level="2">${esc(block.text)}</div>`;
    case 'para':
      return `<div>${block.inlines.map((part) => (typeof part === 'string' ? spanned(esc(part)) : `<a href="${near(pen, part.href)}">${esc(part.text)}</a>`)).join('')}</div>`;
    case 'bullets':
      return block.items.map((item) => `<div>• ${esc(item)}</div>`).join('');
    case 'byline':
      return byline(pen, block.author, block.dateIso) + rows(pen, block);
    case 'picture': {
      const img = picture(pen, shownUrl(world, block.picture), block.picture.title);
      return block.link === 'original'
        ? `<div data-full="${near(pen, originalUrl(world, block.picture))}">${img}</div>`
        : `<div>${img}</div>`;
    }
    case 'rawpicture':
      return `<div><img src="${esc(block.src)}" alt="${esc(block.alt)}"></div>`;
    case 'file':
      return `<div class="${cls('file')}" data-file="${near(pen, block.href)}"><a href="${near(pen, block.href)}">${esc(block.text)}</a>${block.size === undefined ? '' : ` <i>${writeSize(block.size)}</i>`}</div>`;
    case 'embed':
      return `<div class="${cls('embed')}"><iframe data-src="${esc(block.src)}" src="about:blank" title="${esc(block.title)}"></iframe></div>`;
    case 'frame':
      return `<iframe src="${near(pen, block.src)}"></iframe>`;
    case 'items':
      return itemsOf(pen, block);
    case 'tree':
      return `${block.label ? `<div role="heading" aria-level="2">${pen.label(block.label)}</div>` : ''}${tree(pen, block.nodes)}`;
    case 'remarks':
      return `<div class="${cls('talk')}"><b>${pen.label(block.label)}</b>${block.remarks.map((one) => `<div><div>${esc(one.author)}${one.dateIso === undefined ? '' : ` · ${when(pen, one.dateIso)}`}</div><div>${esc(one.text)}</div></div>`).join('')}</div>`;
    case 'pager':
      return block.page < block.claimed
        ? `<div class="${cls('pager')}"><a rel="next" href="${near(pen, world.url(pen.view.role, `${block.path}?page=${block.page + 1}`))}">${pen.label('next')} ›</a></div>`
        : '';
    case 'more':
      return moreButton(pen, block.path, block.offset);
    case 'html':
      return block.html;
  }
}

/** Editors of that time left spans around everything. */
function spanned(html: string): string {
  const [first = '', ...rest] = html.split(' ');
  if (html.length % 2 === 1 || rest.length === 0) return html;
  return `<span style="font-size:14px">${first} <span>${rest.join(' ')}</span></span>`;
}

/** The button that loads more: with the full address, with the query alone, or inside a call. */
function moreButton(pen: Pen, path: string, offset: number): string {
  const full = near(pen, pen.world.url(pen.view.role, path));
  const attribute = [
    `data-more="?offset=${offset}"`,
    `data-next="${full}?offset=${offset}"`,
    `onclick="load('?offset=${offset}')"`,
  ][hash32(path) % 3]!;
  return `<div class="${pen.cls('more')}" role="button" ${attribute}>${pen.label('more')}</div>`;
}

function tree(pen: Pen, nodes: readonly TreeNode[]): string {
  return nodes
    .map(
      (node) =>
        `<div class="${pen.cls('tree')}"><a href="${near(pen, node.href)}">${pen.esc(node.title)}</a>${tree(pen, node.children)}</div>`,
    )
    .join('');
}

function itemsOf(pen: Pen, block: Extract<PlainBlock, { t: 'items' }>): string {
  const heading = block.label ? `<div role="heading" aria-level="2">${pen.label(block.label)}</div>` : '';
  if (block.look === 'thumbs') {
    const cells = block.items.map(
      (item) =>
        `<div><a href="${near(pen, item.href ?? '')}">${item.picture ? picture(pen, shownUrl(pen.world, item.picture), item.title) : ''}</a></div>`,
    );
    return `${heading}<div class="${pen.cls('thumbs')}">${cells.join('')}</div>`;
  }
  return `${heading}<div class="${pen.cls(block.look)}">${block.items.map((item) => itemOf(pen, item)).join('\n')}</div>`;
}

function itemOf(pen: Pen, item: Item): string {
  const { esc, cls, world } = pen;
  const href = item.href === undefined ? '' : near(pen, item.href);
  const title =
    item.href === undefined
      ? `<strong>${esc(item.title)}</strong>`
      : hash32(href) % 4 === 0
        ? `<strong onclick="location.href='${href}'">${esc(item.title)}</strong>`
        : `<a href="${href}">${esc(item.title)}</a>`;
  const links = (item.links ?? [])
    .map(
      (link) =>
        `<a class="${cls('button')}" data-target="${near(pen, link.href)}" href="${near(pen, link.href)}">${esc(link.text)}</a>${link.size === undefined ? '' : ` <i>${writeSize(link.size)}</i>`}`,
    )
    .join(' ');
  const traps =
    item.trap === undefined
      ? ''
      : `<div class="${cls('tools')}">${pen
          .trapsOf(item.trap)
          .map(
            (trap, i) =>
              [
                `<a href="${near(pen, trap.href)}">${esc(trap.text)}</a>`,
                `<span data-action="${near(pen, trap.href)}">${esc(trap.text)}</span>`,
                `<span onclick="fetch('${near(pen, trap.href)}')">${esc(trap.text)}</span>`,
              ][i % 3]!,
          )
          .join('')}</div>`;
  return `<div class="${cls('card')}"${item.anchor === undefined ? '' : ` data-id="${item.anchor}"`}>${item.picture ? picture(pen, shownUrl(world, item.picture), item.title) : ''}
<div>${title}</div>${byline(pen, item.author, item.dateIso)}${(item.texts ?? []).map((text) => `<div>${esc(text)}</div>`).join('')}${item.blocks ? blocksOf(pen, item.blocks) : ''}${rows(pen, item)}${links}${traps}</div>`;
}
