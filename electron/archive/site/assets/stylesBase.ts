/** Colours, type, landmarks: what every page shares. System fonts only; nothing loads. */
export const BASE = `:root {
  color-scheme: light dark;
  --paper: #fcfbf9; --tint: #f3f1ec; --line: #dedad2; --ink: #24272b; --soft: #5b6068; --accent: #17585f; --accent-ink: #fff;
  --warm: #8a4b08; --warn: #a32a1c; --good: #2b6436;
  --serif: ui-serif, "Iowan Old Style", Charter, "Bitstream Charter", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --tint: #1e2125; --line: #363a40; --ink: #e9e7e2; --soft: #aab0b8; --accent: #8fcbd1; --accent-ink: #10262a;
    --warm: #e9b26e; --warn: #f2a196; --good: #98d0a3;
  }
  img { filter: brightness(.92); }
}
*, ::before, ::after { box-sizing: border-box; }
html { font: 100%/1.6 var(--sans); background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 0 clamp(1rem, 4vw, 3rem); overflow-wrap: break-word; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.8rem, 1.3rem + 2.2vw, 2.9rem); margin: .1em 0 .25em; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; margin: 2.4em 0 .7em; }
h3 { font-size: 1.15rem; margin: 1.8em 0 .4em; }
h4, h5, h6 { font-size: 1rem; margin: 1.5em 0 .3em; }
p { margin: 0 0 .9em; }
ul, ol { padding-inline-start: 1.4em; }
a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .17em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
main:focus { outline: none; }
img { max-width: 100%; height: auto; }
[hidden] { display: none !important; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; background: var(--accent); color: var(--accent-ink); padding: .6em 1em; z-index: 10; }
.skip:focus { left: .5rem; top: .5rem; }
.site-head { display: flex; flex-wrap: wrap; gap: .3rem 2rem; align-items: baseline; justify-content: space-between; padding: 1.3rem 0 .9rem; border-bottom: 1px solid var(--line); font-size: .94rem; }
.brand { margin: 0; color: var(--soft); }
.brand span { color: var(--ink); font-weight: 600; }
.site-nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; list-style: none; margin: 0; padding: 0; }
.site-nav a { display: inline-block; padding: .25rem 0; text-decoration: none; color: var(--ink); }
.site-nav a:hover { text-decoration: underline; }
.site-nav [aria-current] { color: var(--accent); font-weight: 600; box-shadow: 0 2px 0 var(--accent); }
.crumbs { font-size: .9rem; margin-top: .9rem; }
.crumbs ol { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; color: var(--soft); }
.crumbs li:not(:last-child)::after { content: "›" / ""; margin: 0 .55em; color: var(--soft); }
.crumbs a { color: var(--soft); }
main { padding: 1.2rem 0 3rem; }
.title { margin: 1rem 0 2rem; }
.kicker { margin: 0; color: var(--soft); font-size: .9rem; }
.lead { font: 1.2rem/1.5 var(--serif); max-width: 44rem; }
.byline, .facts, .note { color: var(--soft); font-size: .92rem; }
.note { max-width: 44rem; }
.dot { color: var(--soft); }
.address { overflow-wrap: anywhere; font-size: .88rem; }
.site-foot { border-top: 1px solid var(--line); padding: 1.4rem 0 3rem; color: var(--soft); font-size: .88rem; }
.site-foot p { max-width: 52rem; margin: 0 0 .4em; }
.button, button { font: inherit; font-weight: 600; display: inline-block; padding: .5em 1.1em; border: 1px solid var(--accent); border-radius: .4rem; background: var(--accent); color: var(--accent-ink); text-decoration: none; cursor: pointer; }
.button:hover, button:hover { filter: brightness(1.12); }
.actions { display: flex; flex-wrap: wrap; gap: .6rem 1.4rem; align-items: center; }
summary { cursor: pointer; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } .card img, .albums img { transition: transform .35s; } .card a:hover img, .albums a:hover img { transform: scale(1.03); } }
@media (forced-colors: active) { .tile, .door, .badge, .verdict, .embed, .lost { border: 1px solid; } }
`;
