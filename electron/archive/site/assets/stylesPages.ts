/** Texts, search, show, print. */
export const PAGES = `.cover { margin-bottom: 1rem; }
.cover .saved { font-size: 1.05rem; }
.hero { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; align-items: center; }
.hero-picture img { width: 100%; max-height: 20rem; object-fit: cover; border-radius: .5rem; display: block; }
@media (min-width: 52rem) { .hero:has(.hero-picture) { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 19rem); gap: 3.5rem; } .side { border-inline-start: 1px solid var(--line); padding-inline-start: 1.8rem; } }
.item .title { max-width: 48rem; }
.side { margin-top: 2.5rem; font-size: .95rem; }
@media (min-width: 52rem) { .side { margin-top: 0; } }
.side h2 { font: 600 1rem var(--sans); margin: 0 0 .6em; }
.side section, .side details { margin-bottom: 1.8rem; }
.side summary { font-weight: 600; }
.side .file { grid-template-columns: 2.8rem 1fr; gap: .7rem; }
.prose { font: 1.09rem/1.68 var(--serif); max-width: 42rem; }
.prose h2, .prose h3 { margin-top: 1.8em; }
.prose > :first-child { margin-top: 0; }
.prose img { display: block; border-radius: .2rem; }
.prose .pic { display: inline-block; max-width: 100%; }
.prose blockquote { margin-inline: 0; padding-inline-start: 1.2rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
.prose pre { overflow-x: auto; font-size: .88rem; white-space: pre-wrap; }
.prose td, .prose th { font-family: var(--sans); padding-inline-end: 1.2rem; }
a.ext::after { content: "\\2009↗" / ""; font-size: .85em; }
.embed, .lost { display: block; margin: .9rem 0; padding: .8rem 1rem; background: var(--tint); border-radius: .4rem; font: .95rem/1.5 var(--sans); overflow-wrap: anywhere; }
.embed-title { display: block; font-weight: 600; }
.lost { color: var(--soft); }
.kept { color: var(--soft); }
.posts > .post { padding: 1rem 0; border-top: 1px solid var(--line); max-width: 44rem; }
.posts > .post:first-child { border-top: 0; padding-top: 0; }
.post .byline { margin: 0 0 .2rem; color: var(--ink); font-weight: 600; }
.post .byline .dot, .post .byline .dot ~ span { color: var(--soft); font-weight: 400; }
.said p { margin: 0 0 .5em; }
.said { font: 1.06rem/1.6 var(--serif); }
.fields { margin: 0 0 1.4rem; max-width: 42rem; }
.fields > div { display: grid; grid-template-columns: minmax(6rem, 10rem) 1fr; gap: .2rem 1.2rem; padding: .35rem 0; border-bottom: 1px solid var(--line); }
.fields dt, .provenance dt { color: var(--soft); }
.fields dd, .provenance dd { margin: 0; white-space: pre-line; }
.provenance { font-size: .88rem; display: grid; gap: .7rem; margin: .7rem 0 0; }
.provenance a { margin-inline-end: .9em; }
.as-it-stood { margin-top: 2rem; }
.as-it-stood > summary, .entry .about > summary { color: var(--soft); font-size: .92rem; }
.copy { margin-top: .6rem; padding: .8rem 1rem; max-height: 18rem; overflow: auto; background: var(--tint); border-radius: .4rem; font-size: .92rem; -webkit-user-select: all; user-select: all; }
.entry { display: grid; gap: .5rem 1.6rem; padding: 1.5rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
.entry:target { background: var(--tint); box-shadow: 0 0 0 1rem var(--tint); }
.entry h2, .entry h3 { margin: 0 0 .3em; font-size: 1.25rem; }
.entry .strip img { height: 6rem; width: 6rem; object-fit: cover; }
@media (min-width: 40rem) { .entry:has(> .strip) { grid-template-columns: 7rem minmax(0, 1fr); } }
.turn { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); overflow-wrap: anywhere; gap: 1.5rem; margin-top: 3.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
.turn a { text-decoration: none; }
.turn .facts { display: block; }
.turn a[rel=next] { text-align: end; }
.year h2 { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
.year h2 .facts { font: .92rem var(--sans); }
section > h2 .facts { font: .92rem var(--sans); margin-inline-start: .4em; }
.search-form { max-width: 44rem; }
.search-form label { display: block; font-weight: 600; margin-bottom: .4rem; }
.search-row { display: flex; gap: .6rem; margin-bottom: .5rem; }
.search-row input { flex: 1; min-width: 0; font: inherit; font-size: 1.15rem; padding: .55em .8em; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem; }
.hit { border-top: 1px solid var(--line); }
.hit-link { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 1.1rem; padding: .9rem 0; color: inherit; text-decoration: none; }
.hit-picture { min-height: 1px; }
.hit-picture img { display: block; width: 5.5rem; height: 4.2rem; object-fit: cover; border-radius: .25rem; }
.hit-text > span { display: block; }
.hit-title { font: 600 1.12rem/1.35 var(--serif); color: var(--accent); }
.snippet { max-width: 44rem; font-size: .95rem; }
@media (max-width: 36rem) { .strip img { height: 5.4rem; } .card .frame:has(.no-thumb) { aspect-ratio: 5 / 1; } .card .no-thumb { font-size: 2rem; min-height: 0; } }
@media (max-width: 30rem) { .hit-link { grid-template-columns: minmax(0, 1fr); } .hit-picture:empty { display: none; } .fields > div { grid-template-columns: 1fr; } }
.showing { overflow: hidden; }
.stage { position: fixed; inset: 0; z-index: 20; display: grid; grid-template-rows: minmax(0, 1fr) auto auto; background: #101113; color: #f2f0ec; }
.stage:focus { outline: none; }
.stage-picture { position: relative; min-height: 0; }
.stage-picture img { position: absolute; inset: 1vmin; width: calc(100% - 2vmin); height: calc(100% - 2vmin); object-fit: contain; filter: none; }
.stage-caption { margin: 0; padding: .5rem 1rem; text-align: center; font: 1.3rem/1.4 var(--serif); }
.stage-bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: center; padding: .7rem 1rem; background: #1b1d20; }
.stage-bar a { color: #b9dfe3; }
.stage-bar button { background: transparent; color: inherit; border-color: #77808a; padding: .35em .9em; }
.stage-bar button[aria-pressed=true] { background: #f2f0ec; color: #101113; }
.stage :focus-visible { outline-color: #b9dfe3; }
.slide { min-height: 94vh; display: grid; grid-template-rows: minmax(0, 1fr) auto; gap: .8rem; padding: 1rem 0; scroll-margin: 0; }
.slide > img { width: 100%; height: 78vh; object-fit: contain; }
.slide-bar { display: grid; grid-template-columns: 1fr auto 1fr; gap: 1rem; align-items: start; text-align: center; }
.slide-bar > a:first-child { text-align: start; }
.slide-bar > a:last-child { text-align: end; }
.slides-page .site-foot { display: block; }
.print-only { display: none; }
@media print {
  :root { --paper: #fff; --tint: #fff; --line: #bbb; --ink: #000; --soft: #333; --accent: #000; --warm: #000; --warn: #000; --good: #000; color-scheme: light; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  .skip, .site-nav, .crumbs, .actions, .pager, .turn, .copy-box, .about, .toc, .slide-bar, .doors, .comments > summary { display: none !important; }
  .site-head { padding: 0 0 .4rem; }
  .columns { display: block; }
  a { color: inherit; text-decoration: none; }
  .prose a.ext::after { content: " (" attr(href) ")"; font-size: .8em; }
  h1, h2, h3 { break-after: avoid; }
  .photo, .card, .albums li, .post, .file, .entry, .embed, tr, .labels li { break-inside: avoid; }
  .gallery { grid-template-columns: 1fr 1fr; gap: 8mm; }
  .photo .frame { aspect-ratio: auto; height: 62mm; background: none; }
  img { filter: none; }
  .slide { break-before: page; min-height: 0; display: block; padding: 0; }
  .slide > img { height: auto; max-height: 215mm; }
  .print-only { display: block; text-align: center; margin-top: 4mm; }
  .cards { grid-template-columns: 1fr 1fr; }
  .scroll { overflow: visible; }
  .site-foot { break-before: avoid; font-size: 8pt; }
}
`;
