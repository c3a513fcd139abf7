import { posix } from 'node:path';
import type { Item, TreeNode, View } from '../view.ts';
import type { World } from '../world/world.ts';
import { penFor, writeSize } from './pen.ts';
import type { Pen } from './pen.ts';
import { originalUrl, resolve, shownUrl } from './resolve.ts';
import type { PlainBlock } from './resolve.ts';

/**
 * The mark-up of the early years: tables for layout, frames, fonts, upper-case tags that nobody closed, attributes without
 * quotes, relative addresses, and dates that are only text.
 */
export function renderTables(world: World, view: View, charset: string | undefined): string {
  const pen = penFor(world, view);
  const meta = charset ? `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=${charset}">` : '';
  const head = `<HTML><HEAD>${meta}<TITLE>eTwinning: ${pen.esc(view.title)}</TITLE><LINK REL=stylesheet HREF="${pen.css}">`;
  if (view.frameset) {
    const frames = view.frameset.map((src) => `<FRAME SRC="${near(pen, src)}" NAME=content>`).join('');
    return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN">\n${head}</HEAD><FRAMESET ROWS="*" BORDER=0>${frames}<NOFRAMES><BODY>${cells(pen, [...pen.menu, ...pen.sections])}</BODY></NOFRAMES></FRAMESET></HTML>`;
  }
  const body = blocksOf(pen, view.blocks);
  if (view.fragment) return body;
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
${head}</HEAD>
<BODY BGCOLOR="#EEF2F7" TEXT="#22303F">
<TABLE WIDTH="100%" BGCOLOR="#12406F"><TR><TD><FONT COLOR=white SIZE=5><B>eTwinning</B> <FONT COLOR="#F5A623">sample</FONT></FONT>
<TD ALIGN=right><FONT COLOR=white SIZE=2>${pen.esc(world.options.fullName)} | <A HREF="${world.url('live', '/logout')}"><FONT COLOR=white>${pen.label('logout')}</FONT></A></FONT></TABLE>
<TABLE WIDTH="100%" BGCOLOR="#D5E1EE"><TR>${cells(pen, pen.menu)}</TABLE>
<TABLE WIDTH="960" ALIGN=center BGCOLOR=white CELLPADDING=10><TR>
${view.space ? `<TD WIDTH=190 BGCOLOR="#F6F9FC"><B>${pen.esc(view.space.title)}</B><BR>${pen.sections.map((link) => `<IMG SRC="/static/dot.gif" ALT=""> <A HREF="${near(pen, `${link.href}?ref=menu`)}">${pen.esc(link.text)}</A><BR>`).join('\n')}` : ''}
<TD><H2><FONT COLOR="#12406F">${pen.esc(view.title)}</FONT></H2>
${body}
<HR NOSHADE SIZE=1><FONT SIZE=1>${pen.traps.map((trap) => `<A HREF="${near(pen, trap.href)}">${pen.esc(trap.text)}</A>`).join(' | ')}</FONT>
<FORM METHOD=post ACTION="${near(pen, world.url(view.role === 'portal' ? 'live' : view.role, `${view.path}/delete`))}"><INPUT TYPE=submit VALUE="${pen.label('delete')}"></FORM>
</TABLE>
<CENTER><FONT SIZE=1>&copy; 2018 <A HREF="${world.url('live', '/about')}">${pen.label('about')}</A></FONT></CENTER>
</BODY></HTML>`;
}

const cells = (pen: Pen, links: { href: string; text: string }[]): string =>
  links.map((link) => `<TD><FONT SIZE=2><A HREF="${near(pen, link.href)}">${pen.esc(link.text)}</A></FONT>`).join('');

/** Own origin: relative to the page, as authors of that time wrote. Another: in full. */
function near(pen: Pen, href: string): string {
  const own = pen.world.origins[pen.view.role];
  if (!href.startsWith(`${own}/`)) return pen.esc(href);
  const [path = '', query] = href.slice(own.length).split('?');
  const relative = posix.relative(posix.dirname(pen.view.path), path);
  const written = relative === '' || relative.startsWith('?') ? path : relative;
  return pen.esc(query === undefined ? written : `${written}?${query}`);
}

function blocksOf(pen: Pen, blocks: View['blocks']): string {
  return resolve(pen.world, pen.view, blocks)
    .map((block) => blockOf(pen, block))
    .join('\n');
}

function byline(pen: Pen, author: string | undefined, iso: string | undefined): string {
  const parts = [
    ...(author === undefined ? [] : [`${pen.label('author')}: ${pen.esc(author)}`]),
    ...(iso === undefined ? [] : [`${pen.label('date')}: ${pen.date(iso)}`]),
  ];
  return parts.length === 0 ? '' : `<FONT SIZE=1 COLOR="#71808F">${parts.join(' | ')}</FONT><BR>`;
}

const row = (name: string, value: string): string => `<TR><TD><FONT COLOR="#71808F">${name}</FONT><TD>${value}`;

function rows(pen: Pen, thing: Pick<Item, 'fields' | 'dates'>): string {
  const all = [
    ...(thing.fields ?? []).map(([key, value]) => row(pen.label(key), pen.esc(value))),
    ...(thing.dates ?? []).map(({ label, iso }) => row(pen.label(label), pen.date(iso))),
  ];
  return all.length === 0 ? '' : `<TABLE CELLPADDING=2>${all.join('')}</TABLE>`;
}

function blockOf(pen: Pen, block: PlainBlock): string {
  const { esc, world } = pen;
  switch (block.t) {
    case 'heading':
      return `<H4>${esc(block.text)}</H4>`;
    case 'para':
      return `<P>${block.inlines.map((part) => (typeof part === 'string' ? broken(esc(part)) : `<A HREF='${near(pen, part.href)}' TARGET=_blank>${esc(part.text)}</A>`)).join('')}`;
    case 'bullets':
      return `<UL>${block.items.map((item) => `<LI>${esc(item)}`).join('\n')}</UL>`;
    case 'byline':
      return byline(pen, block.author, block.dateIso) + rows(pen, block);
    case 'picture': {
      const img = `<IMG SRC=${near(pen, shownUrl(world, block.picture))} ALT="${esc(block.picture.title)}" BORDER=0>`;
      return `<CENTER>${block.link === 'original' ? `<A HREF=${near(pen, originalUrl(world, block.picture))}>${img}</A>` : img}</CENTER>`;
    }
    case 'rawpicture':
      return `<CENTER><IMG SRC="${esc(block.src)}" ALT="${esc(block.alt)}"></CENTER>`;
    case 'file':
      return `<BR><A HREF="${near(pen, block.href)}">${esc(block.text)}</A>${block.size === undefined ? '' : ` <FONT SIZE=1>(${writeSize(block.size)})</FONT>`}<BR>`;
    case 'embed':
      return `<CENTER><IFRAME SRC="${esc(block.src)}" WIDTH=480 HEIGHT=300 FRAMEBORDER=0 TITLE="${esc(block.title)}"></IFRAME></CENTER>`;
    case 'frame':
      return `<IFRAME SRC="${near(pen, block.src)}" WIDTH="100%" HEIGHT=400></IFRAME>`;
    case 'items':
      return itemsOf(pen, block);
    case 'tree':
      return `${block.label ? `<H4>${pen.label(block.label)}</H4>` : ''}<TABLE>${tree(pen, block.nodes, 0)}</TABLE>`;
    case 'remarks':
      return `<TABLE WIDTH="100%" BGCOLOR="#F7F9FC"><TR><TD COLSPAN=2><B>${pen.label(block.label)}</B>${block.remarks.map((one) => `<TR><TD WIDTH=130><FONT SIZE=1>${esc(one.author)}${one.dateIso === undefined ? '' : `<BR>${pen.date(one.dateIso)}`}</FONT><TD>${esc(one.text)}`).join('\n')}</TABLE>`;
    case 'pager':
      return block.page < block.claimed
        ? `<P ALIGN=right>${block.page} / ${block.claimed} <A HREF="?page=${block.page + 1}" REL=next>&gt;&gt;</A>`
        : '';
    case 'more':
      return `<INPUT TYPE=button VALUE="${pen.label('more')}" ALT="?offset=${block.offset}">`;
    case 'html':
      return block.html;
  }
}

/** Lines broken by hand between sentences, and the odd space that does not break. */
function broken(html: string): string {
  const lines = html.length % 2 === 0 ? html.replace(/([.!?;]) /g, '$1<BR>\n') : html;
  return html.length % 5 === 0 ? lines.replace(/ (\d)/, '&nbsp;$1') : lines;
}

function tree(pen: Pen, nodes: readonly TreeNode[], depth: number): string {
  return nodes
    .map(
      (node) =>
        `<TR><TD>${'&nbsp;&nbsp;&nbsp;&nbsp;'.repeat(depth)}&middot; <A HREF="${near(pen, node.href)}">${pen.esc(node.title)}</A>${tree(pen, node.children, depth + 1)}`,
    )
    .join('\n');
}

function itemsOf(pen: Pen, block: Extract<PlainBlock, { t: 'items' }>): string {
  const heading = block.label ? `<H4>${pen.label(block.label)}</H4>` : '';
  if (block.look === 'thumbs') {
    const cell = (item: Item): string =>
      `<TD ALIGN=center><A HREF="${near(pen, item.href ?? '')}"><IMG SRC=${item.picture ? near(pen, shownUrl(pen.world, item.picture)) : ''} WIDTH=150 BORDER=0 ALT=""></A><BR><FONT SIZE=1>${pen.esc(item.title)}</FONT>`;
    return `${heading}<TABLE>${block.items.map((item, i) => (i % 4 === 0 ? `<TR>${cell(item)}` : cell(item))).join('\n')}</TABLE>`;
  }
  return `${heading}<TABLE WIDTH="100%" CELLPADDING=8>${block.items.map((item, i) => `<TR BGCOLOR="${i % 2 === 0 ? '#FFFFFF' : '#F6F9FC'}">${itemOf(pen, item)}`).join('\n')}</TABLE>`;
}

function itemOf(pen: Pen, item: Item): string {
  const { esc, world } = pen;
  const anchor = item.anchor === undefined ? '' : `<A NAME="${item.anchor}"></A>`;
  const title = item.href === undefined ? esc(item.title) : `<A HREF="${near(pen, item.href)}">${esc(item.title)}</A>`;
  const picture = item.picture ? `<IMG SRC="${near(pen, shownUrl(world, item.picture))}" WIDTH=90 ALT="">` : '';
  const texts = (item.texts ?? []).map((text) => `<P>${esc(text)}`).join('\n');
  const links = (item.links ?? [])
    .map(
      (link) =>
        `<BR><A HREF="${near(pen, link.href)}">[${esc(link.text)}]</A>${link.size === undefined ? '' : ` <FONT SIZE=1>${writeSize(link.size)}</FONT>`}`,
    )
    .join('');
  const traps =
    item.trap === undefined
      ? ''
      : `<BR><FONT SIZE=1>${pen
          .trapsOf(item.trap)
          .map((trap, i) =>
            i % 3 === 2
              ? `<A HREF="#" ONCLICK="window.location='${near(pen, trap.href)}'">${esc(trap.text)}</A>`
              : `<A HREF="${near(pen, trap.href)}">${esc(trap.text)}</A>`,
          )
          .join(' ')}</FONT>`;
  return `<TD WIDTH=100>${picture}<TD>${anchor}<B>${title}</B><BR>${byline(pen, item.author, item.dateIso)}${texts}${item.blocks ? blocksOf(pen, item.blocks) : ''}${rows(pen, item)}${links}${traps}`;
}
