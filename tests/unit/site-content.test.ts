import fc from 'fast-check';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { referencedItems } from '../../electron/archive/site/content/addresses.ts';
import { withoutTokens } from '../../electron/archive/site/content/received.ts';
import type { Surroundings } from '../../electron/archive/site/content/rewrite.ts';
import { Said } from '../../electron/archive/site/content/said.ts';
import { sanitise } from '../../electron/archive/site/content/sanitise.ts';
import { HOSTILE } from './site-account.ts';
import { FakeAccount } from './site-fixture.ts';

const account = new FakeAccount('/nowhere');
const page = account.add({
  kind: 'page',
  space: '1',
  number: 'p',
  title: 'Naslov',
  sourceUrl: 'https://t.example/1/pages/page/7',
});
const picture = account.add({
  kind: 'image',
  space: '1',
  number: 'i',
  title: 'Slika',
  sourceUrl: 'https://t.example/i',
});

const around: Surroundings = {
  resolve: (address) => account.addresses.get(address),
  item: (id) => account.items.find((item) => item.id === id),
  href: (item) => (item === picture ? 'images/slika.jpg' : 'page.html'),
  thumbnail: () => ({ src: 'thumbs/x.webp', width: 320, height: 200 }),
  path: () => 'data/images/slika.jpg',
  title: (item) => item.title,
  reason: () => 'why',
  t: (key) => key,
  labelled: (label, value) => `${label}: ${value}`,
  prefix: 'c-',
  level: 1,
  own: page.id,
  heading: 'Naslov',
};
const clean = (html: string): string => sanitise(html, around).markup;

describe('sanitising', () => {
  it('lets nothing through that acts or loads', () => {
    const $ = load(clean(HOSTILE));
    expect(
      $('script, style, link, meta, base, form, input, button, iframe, object, embed, video, svg, template').length,
    ).toBe(0);
    for (const element of $('*').toArray()) {
      for (const [name, value] of Object.entries($(element).attr() ?? {})) {
        expect(name).not.toMatch(/^on|^style$|^srcset$|^background$|^action$|^data-/);
        if (name === 'href') expect(value).toMatch(/^(?:https?:|mailto:|tel:|#|page\.html|images\/)/);
        if (name === 'src') expect(value).not.toMatch(/^[a-z]+:|^\/\//i);
      }
    }
  });

  it('is harmless for whatever it is given, and does not throw', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      'script',
      'img',
      'src',
      'onerror',
      'alert(1)',
      'svg',
      '<!--',
      '-->',
      'a',
      'href',
      'javascript:',
      ' ',
      'style',
      '<p>',
      '</p>',
      '<table>',
      '<td>',
      '<math>',
      '<mtext>',
      '&lt;',
      '\u0000',
      'ž',
      '<b>',
      '<ul><li>',
      '</a>',
      'select',
      'noscript',
      'textarea',
      'template',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const $ = load(clean(pieces.join('')));
        expect($('script, style, iframe, form, svg, [onerror]').length).toBe(0);
        expect(
          $('a')
            .toArray()
            .filter((link) => /script:/i.test($(link).attr('href') ?? '')),
        ).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps text, order, tables, lists and emphasis', () => {
    const $ = load(clean('<h1>Ena</h1><p>dva <b>tri</b></p><ul><li>štiri</ul><table><tr><td>pet</table><h4>šest</h4>'));
    expect($.text().replace(/\s+/g, ' ')).toBe('Enadva trištiripetšest');
    expect($('h2').text()).toBe('Ena');
    expect($('h3').text()).toBe('šest');
    expect($('b, li, td').length).toBe(3);
  });

  it('leaves out a first heading that only repeats the title of the page', () => {
    expect(clean('<h1> Naslov </h1><p>Text</p>')).toBe('<p>Text</p>');
    expect(clean('<h1>Other</h1><h2>Naslov</h2>')).toContain('Naslov');
  });

  it('puts the saved picture for any of its addresses, also a lazy one or a background', () => {
    for (const html of [
      '<img src="https://t.example/i">',
      '<img src="x.gif" data-src="https://t.example/i">',
      '<img srcset="https://t.example/i 2x">',
      '<div style="background: url(https://t.example/i)">x</div>',
    ]) {
      expect(clean(html), html).toContain('src="images/slika.jpg"');
    }
    expect(clean('<img src="https://t.example/i" width="90">')).toContain('thumbs/x.webp');
  });

  it('links saved things, marks other links, and unwraps what is no address', () => {
    expect(clean('<a href="https://t.example/1/pages/page/7#x">tu</a>')).toBe('<a href="page.html">tu</a>');
    expect(clean('<a href="https://else.example/a?b=1&c=2">tam</a>')).toContain('rel="noreferrer external"');
    expect(clean('<a href="ftp://x.example">f</a><a href="javascript:1">j</a><a>n</a>')).toBe('fjn');
  });

  it('drops a pager of its own page, but not the links of others', () => {
    expect(clean('<ul><li><a href="https://t.example/1/pages/page/7?page=2">2</a></li><li>1</li></ul><p>x</p>')).toBe(
      '<p>x</p>',
    );
    expect(clean('<p><a href="https://else.example/?page=2">2</a></p>')).toContain('else.example');
  });

  it('makes cards of embeds and of pictures on other servers', () => {
    const card = clean('<iframe src="https://www.youtube.com/embed/x" title="Film"></iframe>');
    expect(card).toContain('class="embed"');
    expect(card).toContain('https://www.youtube.com/embed/x');
    expect(clean('<img src="https://else.example/p.jpg" alt="P">')).not.toContain('<img');
  });
});

describe('references', () => {
  it('are found in any attribute, each once, without the item itself', () => {
    const html = `<a href="https://t.example/i">a</a><img data-full="https://t.example/i"><p style="background:url(&quot;https://t.example/i&quot;)">(https://t.example/i).</p><a href="https://t.example/1/pages/page/7">me</a>`;
    expect(referencedItems(html, (address) => around.resolve(address), page.id)).toEqual([picture.id]);
  });
});

describe('what was said already', () => {
  it('knows lines put together from author and date', () => {
    const content = {
      id: 'x',
      html: '',
      text: [],
      fields: [{ label: 'To', value: 'Ana' }],
      entries: [{ author: 'Jože Kovač', dateAsWritten: '7. 6. 2020', text: ['Živjo!'] }],
      links: [],
      embeds: [],
    };
    const said = new Said(page, content);
    for (const line of ['Živjo!', 'Jože Kovač 7. 6. 2020 14:35', 'Jože Kovač · 7. 6. 2020', 'To: Ana', ''])
      expect(said.covers(line), line).toBe(true);
    for (const line of ['Jože Kovač je prišel', '42', 'Hvala']) expect(said.covers(line), line).toBe(false);
  });
});

describe('received HTML', () => {
  it.each([
    ['<input type="hidden" name="a" value="S3CRET">'],
    ["<input value='S3CRET' type=hidden>"],
    ['<input name="csrf_token" value="S3CRET">'],
    ['<input type="password" value="S3CRET">'],
    ['<meta name="csrf-token" content="S3CRET">'],
    ['<a href="/x?PHPSESSID=S3CRET&amp;a=1">'],
    ['<a href="/x;jsessionid=S3CRET">'],
    ['<div data-auth-token="S3CRET">'],
    ['<script>window.csrfToken = "S3CRET";</script>'],
    [`<script>var x = {"session_id": 'S3CRET'}</script>`],
  ])('loses the secret in %s', (html) => {
    expect(withoutTokens(html)).not.toContain('S3CRET');
  });

  it('keeps everything else as it came', () => {
    const html =
      '<p class="author">The author of the message: "Ana"</p><a href="/1/home?page=2">2</a><input type="text" name="q" value="x">';
    expect(withoutTokens(html)).toBe(html);
  });
});
