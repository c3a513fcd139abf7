import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../electron/platform/classify.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';

const T = 'https://twinspace.etwinning.net';
const profile = builtInProfile('etwinning-legacy');
const follow = (path: string): string | undefined =>
  createClassifier(profile)
    .followFrame(T + path)
    ?.slice(T.length);

describe('a frame is never followed where a word of its address may change something', () => {
  it.each([
    '/5/pages/page/9/%64elete',
    '/5/pages/page/9/%2564elete',
    '/5/pages/page/9/delete.php',
    '/5/pages/page/9/Delete;x=1',
    '/5/pages/page/9/confirm-delete',
    '/5/pages/page/9/confirmDelete',
    '/5/pages/page/9/DELETEPage',
    '/5/pages/page/9/deletepage.php',
    '/5/do_archive',
    '/5/pages/9/undelete',
    '/5/view?action=deletePage',
    '/5/view?do=archive',
    '/5/view?x=1&remove=7',
    '/5/view?next=%2Fleave.php',
    '/5/ｄｅｌｅｔｅ',
    '/logout.php',
    '/log-out',
    '/signOut',
    '/5/like.php',
    '/5/calendar/2021/5',
    '/5/eventcalendar?m=5',
  ])('%s', (path) => {
    expect(follow(path)).toBeUndefined();
  });

  it.each([
    '/5/pages/tree',
    '/5/pages/archived.php',
    '/5/members/list',
    '/5/followers-list',
    '/5/news.php',
    '/5/uploadedfiles.php',
    '/5/addresses',
    '/5/tree.php?sort=new',
    '/5/tree.php?list=archive&id=9',
    '/5/%C5%A1ola/seznam',
    '/5/%E0%A4%A',
  ])('%s is harmless', (path) => {
    expect(follow(path)).toBe(path);
  });
});

describe('the query of a frame tells what stands in it', () => {
  it('and is kept, but for sessions and what passes caches by', () => {
    expect(follow('/5/tree.php?part=1')).toBe('/5/tree.php?part=1');
    expect(follow('/5/tree.php?PHPSESSID=9a8b7c6d&part=1&_=1712')).toBe('/5/tree.php?part=1');
    expect(follow('/5/tree.php;jsessionid=AB12?csrf_token=x1y2&session=12&sid=q9w8')).toBe('/5/tree.php?session=12');
    expect(follow('/5/tree.php?page=02&part=1')).toBe('/5/tree.php?part=1&page=2');
  });

  it('so that each is a view of its own, with pages of its own', () => {
    const classifier = createClassifier(profile);
    const one = `${T}/5/tree.php?part=1`;
    expect(classifier.followFrame(one)).toBe(one);
    expect(classifier.classify(`${T}/5/tree.php?part=2`).type).toBe('unknown');
    expect(classifier.followFrame(`${T}/5/tree.php?part=2`)).toBe(`${T}/5/tree.php?part=2`);
    expect(classifier.classify(`${one}&page=3&PHPSESSID=9a8b7c6d`)).toMatchObject({
      type: 'view',
      shape: 'frame',
      address: `${one}&page=3`,
      paging: '?page=3',
    });
    // As a list's own links may leave the rest out.
    expect(classifier.classify(`${T}/5/tree.php?page=3`)).toMatchObject({ type: 'view', paging: '?page=3' });
    expect(classifier.classify(`${one}&x=1`).type).toBe('unknown');
    expect(classifier.classify(`${one}&action=delete`).type).toBe('unsafe');
    const { address } = classifier.classify(`${one}&page=3`) as { address: string };
    expect(classifier.classify(address)).toMatchObject({ address });
  });

  it('and a server may put a slash behind it', () => {
    const classifier = createClassifier(profile);
    expect(classifier.followFrame(`${T}/5/tree`)).toBe(`${T}/5/tree`);
    expect(classifier.classify(`${T}/5/tree/`)).toMatchObject({ shape: 'frame', address: `${T}/5/tree` });
    expect(classifier.asGiven(`${T}/5/tree/`)).toBe(`${T}/5/tree/`);
  });
});
