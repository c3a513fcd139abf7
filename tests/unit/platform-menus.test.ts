import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { NO_FRAME, readPage, type Frame } from '../../electron/platform/read/reading.ts';
import { frameOf } from '../../electron/walk/sections.ts';
import { LIVE, TWINSPACE } from './support/fakeSource.ts';

const classifier = createClassifier(builtInProfile('etwinning-legacy'));
const SPACE = `${TWINSPACE}/5`;

/** The frame of sections that have this around their heading. */
function learned(around: string): Frame {
  const sections = ['home', 'pages', 'forum', 'members'].map((section) => ({
    shape: section,
    address: `${SPACE}/${section}`,
    final: `${SPACE}/${section}`,
    html: `${around}<h1>${section}</h1><p>The words of the section ${section}.</p>`,
  }));
  return frameOf(sections, classifier);
}
const read = (html: string, frame: Frame = learned('')) => readPage(html, `${SPACE}/pages/page/9`, classifier, frame);

const MENU =
  '<ul><li><a href="/5/home">Home</a><li><a href="/5/pages">Pages (3)</a><li><a href="/5/forum">Forum</a></ul>';
const LINKS = `<ul><li><a href="/5/forum">Say hello to everybody</a><li><a href="/5/pages">All we wrote</a>
  <li><a href="/5/members">Find your partner</a></ul>`;
const PEOPLE = [1, 2, 3].map((id) => `<li><a href="${LIVE}/people/70${id}">Ana Novak ${id}</a>`).join('');

describe('a menu', () => {
  it('is what several pages link in the same words', () => {
    const frame = learned(MENU);
    expect(read(`${MENU}<h1>Bees</h1><p>Text.</p>`, frame).text).toEqual(['Bees', 'Text.']);
    // Its count changes, and the path through the site ends with the page's title.
    const path = '<div><a href="/5/home">Home</a> › <a href="/5/pages">Pages</a> › Bees</div>';
    expect(read(`${MENU.replace('3', '4')}${path}<h1>Bees</h1><p>Text.</p>`, frame).text).toEqual(['Bees', 'Text.']);
    expect(read(`<main>${path}<h1>Bees</h1><p>Text.</p></main>`, frame).text).toEqual(['Bees', 'Text.']);
  });

  it('does not link where one is', () => {
    const here = MENU.replace('<a href="/5/forum">Forum</a>', '<b>Forum</b><li><a href="/5/members">People</a>');
    const frame = learned(`${MENU}<p><a href="/5/members">People</a></p>`);
    expect(read(`${here}<h1>Bees</h1><p>Text.</p>`, frame).text).toEqual(['Bees', 'Text.']);
  });

  it('is told by its looks where no pages were compared, or in a frame of its own', () => {
    expect(read(`${MENU}<h1>Bees</h1>`, NO_FRAME).text).toEqual(['Bees']);
    const address = classifier.followFrame(`${TWINSPACE}/5/menu.php`) ?? '';
    expect(readPage(MENU, address, classifier, learned('')).text).toEqual([]);
    expect(readPage(`${LINKS}<p>Text.</p>`, address, classifier, learned('')).text).toContain('Say hello to everybody');
  });
});

describe('links that somebody wrote', () => {
  it.each([
    ['in the body', `${MENU}<h1>Bees</h1>${LINKS}`],
    ['in the main part', `${MENU}<main><h1>Bees</h1>${LINKS}</main>`],
  ])('stay although all of them lead to lists (%s)', (_name, html) => {
    const reading = read(html, learned(MENU));
    expect(reading.text).toEqual(['Bees', 'Say hello to everybody', 'All we wrote', 'Find your partner']);
    expect(reading.links).toContainEqual({ address: `${SPACE}/forum`, text: 'Say hello to everybody' });
  });

  it('stay where they lead to addresses that nobody knows, and are told', () => {
    const old = 'http://new-twinspace.etwinning.net/web/p98213/welcome';
    const reading = read(`<h1>Bees</h1><ul>${PEOPLE}</ul><p><a href="${old}">Bees of 2011</a></p>`, learned(MENU));
    expect(reading.text).toEqual(['Bees', 'Ana Novak 1', 'Ana Novak 2', 'Ana Novak 3', 'Bees of 2011']);
    expect(reading.links.map(({ text }) => text)).toEqual(reading.text.slice(1));
    expect(reading.mentions.map(({ type, text }) => `${type} ${text}`)).toContain('unknown-link Bees of 2011');
    expect(read(`<h1>Bees</h1><ul>${PEOPLE}</ul>`, NO_FRAME).text).toHaveLength(4);
  });

  it('stay with the pictures in them', () => {
    const picture = '/files/collabspace/5/5/5/5/images/aabbccdd1.jpg';
    const html = MENU.replace('Forum', `<img src="${picture}">`);
    expect(read(`<h1>Bees</h1>${html}`, NO_FRAME).pictures).toHaveLength(1);
  });

  it('of people are rows of their list', () => {
    const reading = readPage(
      `<h1>Contacts</h1><ul>${PEOPLE}</ul>`,
      `${LIVE}/people/contacts`,
      classifier,
      learned(''),
      {
        rows: 'things',
      },
    );
    expect(reading.rows.map(({ text }) => text.join())).toEqual(['Ana Novak 1', 'Ana Novak 2', 'Ana Novak 3']);
  });
});
