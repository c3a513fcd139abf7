import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import type { Target } from '../../electron/platform/types.ts';
import { withOrigins } from '../../electron/platform/profile.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';

const profile = builtInProfile('etwinning-legacy');
const known = createClassifier(profile);
const classify = (address: string): Target => known.classify(address);
const resolve = (reference: string, base: string): Target => known.resolve(reference, base);
const isPlatform = (address: string): boolean => known.isPlatform(address);
const T = 'https://twinspace.etwinning.net';
const L = 'https://live.etwinning.net';
const G = 'https://groups.etwinning.net';

describe('what an address is', () => {
  it.each([
    // Views, by role.
    [`${L}/projects`, 'view', 'projects'],
    [`${L}/projects/`, 'view', 'projects'],
    [`${L}/projects/project/197644`, 'view', 'project'],
    [`${L}/messages/inbox?page=2`, 'view', 'inbox'],
    [`${L}/messages/5099`, 'view', 'message'],
    [`${T}/197644/home`, 'view', 'home'],
    [`${T}/197644`, 'view', 'home'],
    [`${T}/197644/`, 'view', 'home'],
    [`${T}/197644/pages/page/63103`, 'view', 'page'],
    [`${T}/197644/materials/images/1/2`, 'view', 'image'],
    [`${T}/197644/forum/1/thread/2?page=3`, 'view', 'thread'],
    [`${G}/8231/twinblog/7`, 'view', 'journal-entry'],
    // Bytes.
    [`${L}/projects/project/1/certificate/european`, 'binary', 'project-certificate'],
    [`${L}/profile/certificates/3`, 'binary', 'certificate'],
    [`${T}/197644/materials/files/1/2/download`, 'binary', 'file'],
    [`${T}/files/collabspace/4/44/644/197644/images/ba77953d8.jpg`, 'binary', 'stored-image'],
    [`${T}/files/collabspace/4/44/644/197644/images/ba77953d8_opt.JPG`, 'binary', 'stored-image'],
    [`${T}/files/collabspace/4/44/644/197644/files/ba77953d8.docx`, 'binary', 'stored-file'],
  ])('%s: %s %s', (address, type, shape) => {
    const target = classify(address);
    expect(target).toMatchObject({ type, shape });
  });

  it.each([
    // Log-in and the pupils' entrance.
    ['https://www.etwinning.net/', 'log-in'],
    [`${L}/login`, 'log-in'],
    [`${T}/unauthorized`, 'not-visible'],
    [`${T}/197644/unauthorized`, 'not-visible'],
    // Traps: changed by a plain GET, or endless.
    [`${L}/logout`, 'unsafe'],
    [`${T}/197644/pages/page/5/delete`, 'unsafe'],
    [`${T}/197644/pages/page/5/DELETE/`, 'unsafe'],
    [`${T}/197644/twinblog/5/like`, 'unsafe'],
    [`${T}/197644/leave`, 'unsafe'],
    [`${T}/197644/settings`, 'unsafe'],
    [`${T}/197644/settings/members`, 'unsafe'],
    [`${T}/197644/calendar/2018/7`, 'unsafe'],
    [`${T}/197644/pages/page/5?action=delete`, 'unsafe'],
    [`${T}/197644/home?page=2&action=leave`, 'unsafe'],
    [`${T}/197644/home?delete`, 'unsafe'],
    [`${L}/people/7/remove`, 'unsafe'],
    [`${L}/profile/edit`, 'unsafe'],
    // Known hosts, unknown shapes.
    [`${L}/people/7`, 'unknown'],
    [`${T}/197644/pages/page/abc`, 'unknown'],
    [`${T}/197644/pages/page/-5`, 'unknown'],
    [`${T}/about`, 'unknown'],
    [`${T}/files/collabspace/4/44/644/197644/images/../../secret`, 'unknown'],
    [`${L}/projects/project/1/certificate/other`, 'unknown'],
    // Spaces live on their own hosts only.
    [`${L}/197644/pages`, 'unknown'],
    [`${T}/projects`, 'unknown'],
    // Elsewhere.
    ['https://nso.etwinning.net/tools', 'foreign'],
    ['https://twinspace.etwinning.net:8443/197644/home', 'foreign'],
    ['https://twinspace.etwinning.net.evil.example/197644/home', 'foreign'],
    ['https://user:pw@youtube.com/embed/x', 'foreign'],
    ['https://padlet.com/x', 'foreign'],
    // Nothing.
    ['javascript:alert(1)', 'none'],
    ['mailto:a@b.c', 'none'],
    ['data:image/png;base64,AAAA', 'none'],
    ['file:///etc/passwd', 'none'],
    ['ftp://twinspace.etwinning.net/197644/home', 'none'],
    ['//', 'none'],
    ['', 'none'],
    ['https://', 'none'],
  ])('%s: %s', (address, type) => {
    expect(classify(address).type).toBe(type);
  });

  it.each([
    ['http://twinspace.etwinning.net/197644/home', `${T}/197644/home`],
    [
      'http://new-twinspace.etwinning.net/files/collabspace/4/44/644/197644/images/ba77953d8.jpg',
      `${T}/files/collabspace/4/44/644/197644/images/ba77953d8.jpg`,
    ],
    [`${T}/197644/home?ref=menu&utm_source=x#top`, `${T}/197644/home`],
    [`${T}/197644/home?lang=sl&page=02`, `${T}/197644/home?page=2`],
    [`${T}/197644/home?offset=20&page=1&x=1`, `${T}/197644/home?page=1&offset=20`],
    [`${T}/197644/home?page=abc`, `${T}/197644/home`],
    [`${T}/197644/home?page=-1`, `${T}/197644/home`],
    [`${T}/197644/pages/`, `${T}/197644/pages`],
    [`${L}/projects?status=closed`, `${L}/projects`],
  ])('%s is %s', (address, canonical) => {
    expect(classify(address)).toMatchObject({ address: canonical });
  });

  it('resolves as a browser does', () => {
    const at = `${T}/197644/pages/page/5`;
    expect(resolve('../../home', at)).toMatchObject({ shape: 'home' });
    expect(resolve('6', at)).toMatchObject({ shape: 'page', params: { page: '6' } });
    expect(resolve('//live.etwinning.net/profile', at)).toMatchObject({ shape: 'profile' });
    expect(resolve(' /197644/home\n', at)).toMatchObject({ shape: 'home' });
    expect(resolve('java\nscript:alert(1)', at)).toEqual({ type: 'none' });
    expect(resolve('?page=3', `${T}/197644/members`)).toMatchObject({ paging: '?page=3', shape: 'members' });
  });

  it('holds to the origins in force, and still knows the old hosts', () => {
    const local = createClassifier(
      withOrigins(profile, ['live=http://127.0.0.1:1001', 'twinspace=http://127.0.0.1:1002']),
    );
    expect(local.classify('http://127.0.0.1:1002/5/home')).toMatchObject({ role: 'twinspace', shape: 'home' });
    expect(local.classify('http://127.0.0.1:1003/5/home').type).toBe('foreign');
    expect(local.classify('http://new-twinspace.etwinning.net/5/home')).toMatchObject({
      address: 'http://127.0.0.1:1002/5/home',
    });
  });

  it('tells where the platform ends', () => {
    expect(isPlatform(`${T}/anything`)).toBe(true);
    expect(isPlatform('https://example.org/')).toBe(false);
    expect(isPlatform('nonsense')).toBe(false);
  });
});

describe('pages in frames', () => {
  it('are taken up only where they are neither known nor unsafe nor elsewhere', () => {
    const classifier = createClassifier(profile);
    expect(classifier.followFrame(`${T}/5/members/list#a`)).toBe(`${T}/5/members/list`);
    expect(classifier.classify(`${T}/5/members/list?page=2`)).toMatchObject({
      type: 'view',
      shape: 'frame',
      space: '5',
    });
    expect(classifier.followFrame(`${T}/5/members/list?page=2`)).toBe(`${T}/5/members/list?page=2`);
    for (const address of [
      `${T}/5/members`,
      `${T}/5/settings`,
      `${T}/5/calendar/2018/7`,
      'https://padlet.com/x',
      'javascript:1',
      `${L}/logout`,
    ])
      expect(classifier.followFrame(address), address).toBeUndefined();
    // Only the very path, and only in the run that met it.
    expect(classifier.classify(`${T}/5/members/list/delete`).type).toBe('unsafe');
    expect(classifier.classify(`${T}/6/members/list`).type).toBe('unknown');
    expect(createClassifier(profile).classify(`${T}/5/members/list`).type).toBe('unknown');
  });
});

describe('any address at all', () => {
  const anyAddress = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.tuple(fc.constantFrom(T, L, G), fc.webPath(), fc.webQueryParameters()).map(([o, p, q]) => `${o}${p}?${q}`),
    fc
      .tuple(
        fc.constantFrom(T, L, G),
        fc.array(fc.constantFrom('5', 'home', 'pages', 'page', 'delete', 'files', 'images', '..', '%2e%2e'), {
          maxLength: 6,
        }),
      )
      .map(([o, parts]) => `${o}/${parts.join('/')}`),
  );

  it('never throws, and a canonical address is its own', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const target = classify(address);
        if (target.type === 'view' || target.type === 'binary') expect(classify(target.address)).toEqual(target);
        else if ('address' in target && target.type !== 'unsafe' && target.type !== 'foreign')
          expect(classify(target.address)).toEqual(target);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never takes a changing word for something to be requested', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profile.unsafeWords), fc.webPath(), (word, path) => {
        for (const origin of [T, L, G]) {
          expect(['unsafe', 'log-in', 'not-visible']).toContain(
            classify(`${origin}${path}/${word}`.replace(/\/+$/, '')).type,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
