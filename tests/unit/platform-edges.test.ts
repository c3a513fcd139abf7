import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { readPage, type Reading } from '../../electron/platform/read/reading.ts';
import { frameOf } from '../../electron/walk/sections.ts';
import { TWINSPACE } from './support/fakeSource.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const SPACE = `${TWINSPACE}/5`;
const stored = (hash: string, folder = 'images', ending = 'jpg'): string =>
  `/files/collabspace/5/5/5/5/${folder}/${hash}.${ending}`;
const LOGO = stored('aabbccdd0');
const HEAD = `<header><a href="/5/home"><img src="${LOGO}"></a><p>Bees of Europe</p><a href="/logout">Out</a></header>`;
const FOOT = '<footer><p>Made with care since 2005</p><a href="/about">About</a></footer>';

const frame = frameOf(
  ['home', 'pages', 'forum', 'members'].map((section) => ({
    shape: section,
    address: `${SPACE}/${section}`,
    final: `${SPACE}/${section}`,
    html: `<body>${HEAD}<h1>${section}</h1><p>The words of the section ${section}.</p>${FOOT}`,
  })),
  classifier,
);
const read = (html: string, view = 'pages/page/9'): Reading =>
  readPage(`<body>${html}`, `${SPACE}/${view}`, classifier, frame, { entries: true });
const outside = ({ outside: { pictures, files } }: Reading): string[] =>
  [...pictures, ...files].map(({ target }) => new URL(target.address).pathname);

describe('heads and feet', () => {
  it('of the site are no content', () => {
    const reading = read(`${HEAD}<h1>Sun</h1><p>Text.</p>${FOOT}`);
    expect(reading.text).toEqual(['Sun', 'Text.']);
    expect(outside(reading)).toEqual([]);
    // What the site's head holds beside the page's title is the site's all the same.
    const titled = HEAD.replace('</header>', '<h1>Sun</h1></header>');
    expect(read(`${titled}<p>Text.</p>${FOOT}`).text).toEqual(['Sun', 'Text.']);
  });

  it.each([
    ['div', 'role="main"', ''],
    ['div', 'role="region"', ''],
    ['div', '', ''],
    ['main', '', ''],
    ['div', '', '<div>more</div>'],
  ])('of a box are its own (%s %s %s)', (name, attributes, beside) => {
    const reading = read(`${HEAD}<${name} ${attributes}><header><h1>Sun</h1><p>Written by us all</p></header>
      <p>Text.</p><footer>Attached by Ana Novak</footer></${name}>${beside}${FOOT}`);
    expect(reading.text.slice(0, 4)).toEqual(['Sun', 'Written by us all', 'Text.', 'Attached by Ana Novak']);
  });

  it('of the page that no other page has in common are its own', () => {
    const html = '<header><h2>Block</h2></header><p>Text.</p><footer>By Ana</footer><nav>See below</nav>';
    expect(read(html).text).toEqual(['Block', 'Text.', 'By Ana', 'See below']);
    const ways = '<nav><a href="/5/pages/page/8">Before</a></nav><div role="banner">Bees of Europe</div>';
    expect(read(`${ways}<p>Text.</p>`).text).toEqual(['Text.']);
  });

  it('say who wrote a comment, and when', () => {
    const comment = (text: string, by: string): string => `<div><p>${text}</p><footer>${by}</footer></div>`;
    const { entries, author, created } =
      read(`<div><div><h1>Spring</h1><p>We planted many flowers today in the garden.</p>
      <footer>Ana Novak, 3 February 2019</footer></div><div>
      ${comment('Very nice work, dear friends!', 'Carlo Rossi, 4 February 2019')}
      ${comment('We did so as well last week.', 'Eva Schmidt, 5 February 2019')}</div></div>`);
    expect([author, created?.iso]).toEqual(['Ana Novak', '2019-02-03']);
    expect(entries).toMatchObject([
      { author: 'Carlo Rossi', createdAt: '2019-02-04' },
      { author: 'Eva Schmidt', createdAt: '2019-02-05' },
    ]);
  });
});

describe('beside the main part', () => {
  const page = (beside: string): Reading => read(`${HEAD}<main><h1>Sun</h1><p>Text.</p></main>${beside}${FOOT}`);

  it('files, pictures and texts of the page’s own are content', () => {
    const file = stored('aabbccdd1', 'files', 'doc');
    const reading = page(`<div><h2>Files</h2><a href="${file}">plan.doc</a></div>
      <section role="complementary"><p>A longer text that was written about the sun, beside it.</p></section>`);
    expect(reading.text).toEqual([
      'Sun', 'Text.', 'Files', 'plan.doc', 'A longer text that was written about the sun, beside it.',
    ]); // prettier-ignore
    expect(reading.files.map(({ text }) => text)).toEqual(['plan.doc']);
  });

  it('what all pages show, labels and ways are not', () => {
    const shown = `<div><img src="${LOGO}"><p>Bees of Europe</p></div><div>Three people are here</div>`;
    const neighbour = `<div><a href="/5/materials/images/1/2"><img src="${stored('aabbccdd2')}"></a></div>`;
    const reading = page(shown + neighbour);
    expect(reading.text).toEqual(['Sun', 'Text.']);
    expect(outside(reading)).toEqual([]);
  });

  it('stored things are kept even in what is the site’s', () => {
    const file = '/5/materials/files/1/9/download';
    const foot = FOOT.replace('</footer>', `<div><a href="${file}">plan</a></div></footer>`);
    expect(read(`<main><p>Text.</p></main>${foot}`).files.map(({ target }) => target.address)).toEqual([
      `${SPACE}/materials/files/1/9/download`,
    ]);
  });

  it('the logo of a space belongs to its home page', () => {
    expect(outside(read(`${HEAD}<h1>Bees</h1>`, 'home'))).toEqual([LOGO]);
  });
});

describe('texts in elements for input', () => {
  it('notes, headings and long words in buttons and fields', () => {
    const reading = read(`<h1>Wall</h1><button>A note that Ana wrote here</button><button>Like</button>
      <textarea readonly>Another note</textarea><textarea>And one more</textarea>
      <form><textarea>Write here</textarea><button>Send it to all the others now</button></form>
      <textarea>&lt;iframe src="https://example.org/"></textarea>
      <h2><button aria-expanded="false">Our plan</button></h2><p>Text.</p>`);
    expect(reading.text).toEqual([
      'Wall', 'A note that Ana wrote here', 'Another note', 'And one more', 'Our plan', 'Text.',
    ]); // prettier-ignore
    expect(reading.html).toContain('<h2><span>Our plan</span></h2>');
  });

  it('what stands in for an object', () => {
    const reading = read(`<object data="https://example.org/x.swf"><p>A film about bees</p></object>
      <object><param name="movie" value="x"><embed src="https://www.youtube.com/v/abcdefghijk"></object>`);
    expect(reading.text).toEqual(['A film about bees']);
    expect(reading.html).toContain('<iframe src="https://example.org/x.swf"></iframe><p>A film about bees</p>');
    expect(reading.html).toContain('<embed src="https://www.youtube.com/v/abcdefghijk">');
    expect(reading.embeds).toHaveLength(2);
  });
});
