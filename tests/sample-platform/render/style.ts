import type { Markup } from '../options.ts';

/** The stylesheet of a mark-up, for its meaningless class names. */
export function styleFor(markup: Markup, cls: (name: string) => string): string {
  const c = (name: string): string => `.${cls(name)}`;
  const common = `*{box-sizing:border-box}body{margin:0;background:#eef2f7;color:#22303f;font:15px/1.5 "Segoe UI",Verdana,Arial,sans-serif}a{color:#1b5fa8}img{max-width:100%;height:auto;border-radius:4px}h1{font-size:1.6em;color:#12406f}h2{font-size:1.2em;border-bottom:2px solid #f5a623;padding-bottom:4px;margin-top:1.6em}small{color:#71808f}iframe{border:1px solid #cdd6e0;width:100%;min-height:300px}button{cursor:pointer}`;
  if (markup === 'tables') {
    return `${common}${c('top')}{background:#12406f;color:#fff;padding:10px 20px;display:flex;gap:16px}${c('form')}{max-width:380px;margin:60px auto;background:#fff;border:1px solid #cbd5e0;padding:20px}table{border-collapse:collapse}td{vertical-align:top;padding:6px}hr{border:0;border-top:1px solid #cbd5e0}`;
  }
  return `${common}
${c('top')}{background:#12406f;color:#fff;display:flex;align-items:center;gap:18px;padding:10px 24px;flex-wrap:wrap}${c('top')} a{color:#fff;text-decoration:none}
${c('brand')}{font-size:22px;font-weight:600}${c('brand')} b{color:#f5a623;font-weight:400}
${c('menu')} ul,${c('menu')}{display:flex;flex-wrap:wrap;gap:4px 14px;list-style:none;margin:0;padding:0;flex:1}${c('who')}{font-size:13px;opacity:.9}
${c('frame')}{display:flex;max-width:1180px;margin:22px auto;gap:22px;padding:0 16px}
${c('side')}{width:210px;flex:none;background:#fff;border-radius:8px;padding:16px;box-shadow:0 1px 3px #0002;align-self:flex-start}${c('side')} ul{list-style:none;padding:0;margin:10px 0 0}${c('side')} li,${c('side')} div{padding:5px 0;border-top:1px solid #eef2f7}${c('side')} a{text-decoration:none}
${c('main')}{flex:1;background:#fff;border-radius:8px;padding:8px 28px 28px;box-shadow:0 1px 3px #0002;min-width:0}
${c('list')},${c('cards')},${c('thumbs')},${c('tree')},${c('pager')}{list-style:none;padding:0}
${c('cards')}{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:14px}${c('cards')} ${c('card')}{height:100%}
${c('card')}{border:1px solid #dde5ee;border-radius:8px;padding:12px 16px;margin-bottom:12px;background:#fbfcfe}${c('card')} h3{margin:.2em 0;font-size:1.05em}
${c('thumbs')}{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:10px}${c('thumbs')} img{width:100%;height:120px;object-fit:cover}
${c('by')}{color:#71808f;font-size:13px;margin:.2em 0}${c('file')}{background:#f2f6fb;border-left:4px solid #1b5fa8;padding:8px 12px}
${c('tools')}{list-style:none;display:flex;gap:10px;padding:0;margin:8px 0 0;font-size:12px;flex-wrap:wrap}${c('tools')} a{color:#8a96a3}${c('tools')} button{font-size:11px;border:0;background:none;color:#8a96a3}
${c('pager')}{display:flex;gap:8px}${c('pager')} a,${c('pager')} b,${c('more')},${c('button')}{display:inline-block;border:1px solid #1b5fa8;border-radius:5px;padding:3px 11px;text-decoration:none;background:#fff;color:#1b5fa8}
${c('tree')} ${c('tree')}{padding-left:22px}${c('tree')} li{padding:5px 0}
${c('talk')}{background:#f7f9fc;border-radius:8px;padding:4px 16px;margin-top:18px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:8px 0;font-size:14px}dt{color:#71808f}dd{margin:0}
${c('foot')}{text-align:center;color:#71808f;padding:20px}
${c('form')}{max-width:380px;margin:60px auto;background:#fff;padding:26px;border-radius:10px;box-shadow:0 2px 8px #0002}${c('form')} input{width:100%;padding:8px;margin:4px 0 14px}${c('form')} input[type=checkbox]{width:auto}
[role=heading]{font-size:1.15em;font-weight:600;border-bottom:2px solid #f5a623;margin:1.4em 0 .6em}[onclick],[data-href],[role=button]{cursor:pointer;color:#1b5fa8}${c('who')}[onclick]{color:#fff}${c('talk')}>div{margin:8px 0}${c('main')}>div{margin:6px 0}
${c('pic')}{min-height:200px;width:100%;height:120px;background:#dde5ee center/cover;border-radius:4px}`;
}

/** What a browser needs to show lazy pictures, follow script links and load more; an exporter never runs it. */
export const siteScript = `(function () {
  var attr = function (e, n) { return e.getAttribute(n); };
  function wake(root) {
    root.querySelectorAll('[data-src]').forEach(function (e) { if (attr(e, 'data-src').indexOf('/files/') >= 0) e.src = attr(e, 'data-src'); });
    root.querySelectorAll('[data-background]').forEach(function (e) { e.style.backgroundImage = 'url(' + attr(e, 'data-background') + ')'; });
    root.querySelectorAll('[data-href][role=link]').forEach(function (e) { e.onclick = function () { location.href = new URL(attr(e, 'data-href'), document.baseURI).href; }; });
    root.querySelectorAll('[data-url*="offset="],[data-more],[data-next]').forEach(function (e) { e.onclick = function () { load(attr(e, 'data-url') || attr(e, 'data-more') || attr(e, 'data-next'), e); }; });
  }
  window.load = function (address, button) {
    button = button || document.querySelector('[onclick*="offset="]');
    fetch(new URL(address, document.baseURI)).then(function (r) { return r.text(); }).then(function (text) {
      var box = document.createElement('div');
      box.innerHTML = text;
      button.replaceWith(box);
      wake(box);
    });
  };
  wake(document);
})();
`;
