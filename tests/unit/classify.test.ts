import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { parseProfile, withOrigins } from '../../electron/platform/profile.ts';
import { UsageError } from '../../shared/errors.ts';

const profile = builtInProfile('etwinning-legacy');
const classifier = createClassifier(profile);
const classify = (address: string) => classifier.classify(address);
const resolve = (reference: string, base: string) => classifier.resolve(reference, base);
const SPACE = 'https://twinspace.etwinning.net';
const LIVE = 'https://live.etwinning.net';

describe('what an address is', () => {
  it.each([
    [`${SPACE}/197644/home`, 'view', `${SPACE}/197644/home`],
    [`${SPACE}/197644`, 'view', `${SPACE}/197644/home`],
    [`${SPACE}/197644/home/`, 'view', `${SPACE}/197644/home`],
    [`http://twinspace.etwinning.net/197644/pages/page/63103#top`, 'view', `${SPACE}/197644/pages/page/63103`],
    [`http://new-twinspace.etwinning.net/197644/pages`, 'view', `${SPACE}/197644/pages`],
    [`${SPACE}/197644/pages?status=closed&page=2`, 'view', `${SPACE}/197644/pages?page=2`],
    [`${SPACE}/1/materials/files/2/3/download`, 'binary', `${SPACE}/1/materials/files/2/3/download`],
    [`${LIVE}/projects/project/5/certificate/national`, 'binary', `${LIVE}/projects/project/5/certificate/national`],
    [`${LIVE}/login`, 'log-in', `${LIVE}/login`],
    [`${SPACE}/197644/unauthorized`, 'not-visible', `${SPACE}/197644/unauthorized`],
  ])('%s: %s', (address, type, canonical) => {
    expect(classify(address)).toMatchObject({ type, address: canonical });
  });

  it.each([
    `${LIVE}/logout`,
    `${SPACE}/197644/pages/page/5/delete`,
    `${SPACE}/197644/archive`,
    `${SPACE}/197644/leave`,
    `${SPACE}/197644/materials/images/1/2/remove`,
    `${SPACE}/197644/twinblog/5/like`,
    `${SPACE}/197644/settings`,
    `${SPACE}/197644/calendar/2018/7`,
    `${SPACE}/197644/pages/page/5?action=delete`,
    `${LIVE}/projects/project/5/certificate/national/delete`,
  ])('%s is never requested', (address) => {
    expect(classify(address).type).toBe('unsafe');
  });

  it.each([
    'https://www.youtube.com/watch?v=1',
    'https://evil.example/197644/home',
    'https://twinspace.etwinning.net.evil.example/1/home',
    'https://twinspace.etwinning.net:8443/1/home',
  ])('%s is foreign', (address) => {
    expect(classify(address).type).toBe('foreign');
  });

  it.each(['javascript:alert(1)', 'mailto:a@b.c', 'data:text/html,x', 'tel:123', '::', ''])(
    '%s is no address',
    (address) => {
      expect(classify(address).type).toBe('none');
    },
  );

  it('knows stored pictures, optimised and original', () => {
    const address = `${SPACE}/files/collabspace/4/44/644/197644/images/ba77953d8_opt.jpg`;
    expect(classify(address)).toMatchObject({
      type: 'binary',
      space: '197644',
      binary: 'image',
      stored: { hash: 'ba77953d8', optimised: true, extension: 'jpg' },
    });
  });

  it('resolves as a browser does', () => {
    expect(resolve('../5', `${SPACE}/197644/pages/page/4`)).toMatchObject({ type: 'unknown' });
    expect(resolve('5', `${SPACE}/197644/pages/page/4`)).toMatchObject({ address: `${SPACE}/197644/pages/page/5` });
    expect(resolve('//live.etwinning.net/projects', `${SPACE}/1/home`)).toMatchObject({ address: `${LIVE}/projects` });
  });
});

it('never throws, and canonical addresses stay as they are', () => {
  const paths = fc.array(
    fc.oneof(fc.constantFrom('197644', 'pages', 'page', 'home', 'delete', 'materials', 'files'), fc.string()),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(fc.constantFrom(SPACE, LIVE, 'https://example.org'), paths, fc.string(), (origin, segments, query) => {
      const target = classify(`${origin}/${segments.join('/')}?${query}`);
      if (target.type === 'view' || target.type === 'binary') {
        expect(classify(target.address)).toMatchObject({ type: target.type, address: target.address });
      }
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => void classify(text)),
    { numRuns: 3_000 },
  );
});

describe('profiles', () => {
  it('take other origins, and only origins', () => {
    const local = withOrigins(profile, ['twinspace=http://127.0.0.1:4003']);
    expect(createClassifier(local).classify('https://twinspace.etwinning.net/1/home')).toMatchObject({
      address: 'http://127.0.0.1:4003/1/home',
    });
    expect(createClassifier(local).classify('http://127.0.0.1:4004/1/home').type).toBe('foreign');
    for (const wrong of ['twinspace', 'twinspace=ftp://x', 'twinspace=https://x/path', 'other=https://x']) {
      expect(() => withOrigins(profile, [wrong])).toThrow(UsageError);
    }
  });

  it('are refused with the exact place', () => {
    expect(() => parseProfile('{', 'p.json')).toThrow(/p\.json/);
    const broken = { ...profile, origins: { ...profile.origins, live: 'nowhere' } };
    expect(() => parseProfile(JSON.stringify(broken), 'p.json')).toThrow(/origins\.live/);
    expect(parseProfile(JSON.stringify(profile), 'p.json').id).toBe('etwinning-legacy');
  });
});
