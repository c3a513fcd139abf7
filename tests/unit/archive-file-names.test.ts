import { describe, expect, it } from 'vitest';
import { createLayout } from '../../electron/archive/layout.ts';
import { withoutFolders } from '../../electron/archive/layoutName.ts';
import { item } from './archive-support.ts';

describe('names of files that an old server sent with their folders', () => {
  it.each([
    [String.raw`C:\Users\ana\plan 2.pdf`, 'plan 2.pdf'],
    [String.raw`C:/Users/ana/plan.pdf`, 'plan.pdf'],
    [String.raw`\\server\share\načrt.pdf`, 'načrt.pdf'],
    ['/var/tmp/plan 3.pdf', 'plan 3.pdf'],
    ['../../plan.pdf', 'plan.pdf'],
    ['./plan.pdf/', 'plan.pdf'],
    ['plan 1/2.pdf', 'plan 1/2.pdf'],
    ['a/b.pdf', 'a/b.pdf'],
    ['3:2.pdf', '3:2.pdf'],
    ['../..', '../..'],
    ['/', '/'],
    ['', ''],
  ])('%s: %s', (sent, name) => {
    expect(withoutFolders(sent)).toBe(name);
  });

  it('bear the name alone in the archive', () => {
    const binary = {
      url: 'https://twinspace.etwinning.net/5/materials/files/1/9/download',
      ...{ sha256: 'a'.repeat(64), bytes: 3, mediaType: 'application/pdf', fetchedAt: '2022-03-01T10:00:00Z' },
    };
    const path = (originalName: string): string | undefined => {
      const file = item('file', 9, { space: '5', title: 'Plan', binary: { ...binary, originalName } });
      const account = { userId: '7', username: 'ana', displayName: 'Ana' };
      return createLayout({ account, exportedAt: '2022-03-01T12:00:00Z', items: [file] }).pathOf(file.id);
    };
    expect(path(String.raw`C:\Users\ana\plan 2.pdf`)).toMatch(/\/plan 2\.pdf$/);
    expect(path('../../evil.txt')).toMatch(/\/evil\.txt(?:\.pdf)?$/);
    expect(path('a/b.pdf')).toMatch(/\/a_b\.pdf$/);
  });
});
