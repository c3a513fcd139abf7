/** Lists, galleries, cards: the parts that pages are put together from. */
export const PARTS = `.section-grid, .doors, .cards, .albums, .labels, .strip, .files, .titles, .letters, .hits, .posts, .timeline, .timeline ul, .pager ul, .toc ul, .cards-plain { list-style: none; margin: 0; padding: 0; }
.section-grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: .6rem; }
.tile, .door { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: .8rem 1rem; background: var(--tint); border-radius: .5rem; color: inherit; text-decoration: none; }
a.tile:hover .name, a.door:hover .name, .card a:hover .card-title, .albums a:hover .caption, .labels a:hover .caption, .hit a:hover .hit-title { text-decoration: underline; text-decoration-thickness: .1em; }
.name { color: var(--accent); font-weight: 600; }
.number { color: var(--soft); font-variant-numeric: tabular-nums; text-align: end; }
.lost-count { display: block; font-size: .84rem; }
.doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .6rem; margin-top: 1.8rem; }
.door { flex-direction: column; gap: 0; height: 100%; padding: .9rem 1.1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 2rem 1.6rem; }
.card a { color: inherit; text-decoration: none; display: block; }
.card .facts { margin: .15rem 0 0; }
.card-title { display: block; font: 600 1.15rem/1.3 var(--serif); margin-top: .7rem; color: var(--accent); }
.frame { display: flex; align-items: center; justify-content: center; overflow: hidden; background: var(--tint); border-radius: .35rem; aspect-ratio: 4 / 3; }
.card .frame img, .albums .frame img { width: 100%; height: 100%; object-fit: cover; }
.no-thumb { display: grid; place-items: center; min-height: 6rem; width: 100%; height: 100%; color: var(--soft); font-size: .9rem; padding: .5rem; text-align: center; }
.card .no-thumb { font: 4rem var(--serif); }
.albums { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); gap: 1.6rem; }
.albums a { color: inherit; text-decoration: none; }
.albums .caption, .labels .caption { display: block; font-weight: 600; color: var(--accent); margin-top: .5rem; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 2rem 1.4rem; align-items: start; }
.photo { margin: 0; scroll-margin-top: 1rem; }
.photo .frame img { width: 100%; height: 100%; object-fit: contain; }
.photo:target .frame { outline: 3px solid var(--accent); outline-offset: 3px; }
figcaption { display: grid; gap: .1rem; margin-top: .55rem; font-size: .95rem; line-height: 1.45; }
figcaption .caption { font-weight: 600; }
figcaption .facts, .picture > .facts { font-size: .86rem; }
.picture > .facts { margin: .1rem 0 0; }
.comments { margin-top: .4rem; font-size: .92rem; }
.badge { display: inline-block; justify-self: start; font-size: .8rem; padding: .05em .55em; border: 1px solid currentColor; border-radius: .25rem; color: var(--warm); }
.badge.warn { color: var(--warn); }
.verdict { font-weight: 600; }
.verdict.deleted { color: var(--warn); }
.verdict.moved { color: var(--good); }
.verdict.uncertain { color: var(--warm); }
.strip { display: flex; flex-wrap: wrap; gap: .5rem; }
.strip a { display: block; }
.strip img, .strip .no-thumb { display: block; height: 8.2rem; width: auto; max-width: 100%; min-height: 0; object-fit: cover; border-radius: .3rem; background: var(--tint); }
.side .strip img { height: 5.2rem; }
.files { display: grid; gap: .1rem; }
.file { display: grid; grid-template-columns: 3.4rem 1fr; gap: .9rem; padding: .65rem 0; border-bottom: 1px solid var(--line); }
.file .type { align-self: start; text-align: center; font-size: .72rem; font-weight: 700; overflow-wrap: normal; white-space: nowrap; overflow: hidden; letter-spacing: .03em; padding: .4rem .2rem; border-radius: .25rem; background: var(--tint); color: var(--soft); }
.file-text > .facts { display: block; }
.folder { font: 600 1.05rem var(--sans); }
.titles { display: grid; }
.titles li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.titles .facts { margin-inline-start: .6em; }
.titles .description { display: block; color: var(--soft); }
.tree, .tree ul { list-style: none; padding-inline-start: 0; margin: 0; }
.tree ul { padding-inline-start: 1.5rem; border-inline-start: 1px solid var(--line); margin-inline-start: .3rem; }
.tree li { padding: .3rem 0; }
.tree .facts { margin-inline-start: .5em; }
.labels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); gap: 2rem 1.6rem; }
.labels a { color: inherit; text-decoration: none; }
.sheet { display: grid; place-items: end; aspect-ratio: 1 / 1.25; padding: 1.1rem; border: 1px solid var(--line); border-radius: .2rem; background: linear-gradient(var(--line), var(--line)) 1.2rem 1.6rem / 55% 3px no-repeat, linear-gradient(var(--line), var(--line)) 1.2rem 2.3rem / 70% 3px no-repeat, linear-gradient(var(--line), var(--line)) 1.2rem 3rem / 62% 3px no-repeat, var(--tint); box-shadow: 0 1px 6px rgb(0 0 0 / .08); }
.seal { width: 3.2rem; height: 3.2rem; border-radius: 50%; border: 3px double var(--accent); background: radial-gradient(circle, var(--accent) 0 22%, transparent 23%); opacity: .85; }
.labels .facts { display: block; }
.labels .facts a { color: var(--accent); text-decoration: underline; display: inline-block; padding: .25rem 0; }
.cards.plain { gap: 1rem 1.6rem; }
.cards.plain .card { padding: .8rem 1rem; background: var(--tint); border-radius: .5rem; }
.cards.plain .card-title { margin-top: 0; }
.timeline { border-inline-start: 2px solid var(--line); padding-inline-start: 1.6rem; margin-inline-start: .4rem; }
.timeline h2 { position: relative; margin: 1.6rem 0 .4rem; }
.timeline h2::before { content: ""; position: absolute; inset-inline-start: calc(-1.6rem - 7px); top: .35em; width: 12px; height: 12px; border-radius: 50%; background: var(--accent); }
.timeline li li { padding: .25rem 0; }
.pager ul { display: flex; flex-wrap: wrap; gap: .4rem; margin: 1.4rem 0; }
.pager a, .pager span { display: block; min-width: 2.4rem; padding: .3rem .5rem; text-align: center; border: 1px solid var(--line); border-radius: .3rem; text-decoration: none; }
.pager [aria-current] { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
.toc ul { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin-bottom: 1rem; }
.letters { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: .4rem 1.4rem; font-size: 1.15rem; }
.advice, .lost-list { margin-top: 3rem; padding: 1.1rem 1.4rem; background: var(--tint); border-radius: .5rem; }
.advice h2, .lost-list h2, .lost-list h3 { margin: 0 0 .5em; font-size: 1.15rem; }
.advice p { max-width: 48rem; }
.advice > :last-child { margin-bottom: 0; }
.scroll { overflow-x: auto; margin: 0 0 1.4rem; }
table { border-collapse: collapse; font-size: .94rem; min-width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .5rem .8rem .5rem 0; border-bottom: 1px solid var(--line); min-width: 5.5rem; }
thead th { font-size: .84rem; color: var(--soft); font-weight: 600; }
.numbers td, .numbers thead th:not(:first-child) { text-align: end; font-variant-numeric: tabular-nums; }
td.address { min-width: 14rem; }
`;
