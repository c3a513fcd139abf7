/** Path of the start page's own style sheet: small, and of this page alone, so that nothing else can break it. */
export const START_STYLES_PATH = 'data/assets/start.css';

/**
 * The start page's styles. They lie in the payload on purpose: opened from inside the ZIP, the page cannot reach them, and the
 * one style that stands in the page itself then shows the message that these here hide.
 */
export const START_STYLES = `:root {
  color-scheme: light dark;
  --ground: #f7f6f2; --paper: #ffffff; --ink: #1d2430; --soft: #4a5464; --line: #d9d7cf; --accent: #1f5673; --on-accent: #ffffff; --note: #fdf3d8; --note-ink: #4d3a00;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #14181e; --paper: #1d232b; --ink: #eceff3; --soft: #b4bdc9; --line: #38414d; --accent: #8cc4e4; --on-accent: #0d1b24; --note: #3a3113; --note-ink: #f6e5b0; }
}
* { box-sizing: border-box; }
body { max-width: none; margin: 0; padding: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: clamp(1.25rem, 5vw, 4rem) clamp(1rem, 4vw, 2rem); overflow-wrap: anywhere; }
.not-unpacked { display: none; }
h1 { font-size: clamp(1.6rem, 4vw, 2.25rem); line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .25rem; }
.when, .foot { color: var(--soft); }
.foot { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; font-size: .9375rem; }
.open { display: inline-block; margin: 1.5rem 0 .25rem; padding: .9rem 1.6rem; border-radius: .6rem; background: var(--accent); color: var(--on-accent); font-size: 1.2rem; font-weight: 600; text-decoration: none; }
.open:hover { text-decoration: underline; }
.counts { font-size: 1.125rem; font-weight: 600; margin-top: 1.5rem; }
.note { background: var(--note); color: var(--note-ink); border-radius: .6rem; padding: .9rem 1.1rem; margin: 1.5rem 0; }
.parts { padding-left: 1.25rem; }
.parts li { margin: .6rem 0; }
.parts .spaces { display: block; color: var(--soft); }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem .9rem; margin: .4rem 0; font: .875rem/1.5 ui-monospace, Consolas, Menlo, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: .6rem; padding: .6rem 1rem; margin-top: 2rem; background: var(--paper); }
details pre { background: var(--ground); }
summary { cursor: pointer; font-weight: 600; }
@media print {
  body { background: none; color: #000; font-size: 11pt; }
  .open { background: none; color: #000; padding: 0; }
  details > * { display: block; }
  .note { background: none; color: #000; border: 1px solid #000; }
}
`;
