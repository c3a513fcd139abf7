import { describe, expect, it } from 'vitest';
import {
  contentRuling,
  groupRuling,
  isOfficialOrganiser,
  labelRuling,
  ownRuling,
  projectRuling,
  RULES,
} from '../../electron/platform/verdict.ts';
import en from '../../shared/i18n/en/common.json' with { type: 'json' };
import sl from '../../shared/i18n/sl/common.json' with { type: 'json' };

describe('a TwinSpace by its project', () => {
  it.each([
    ['2018-06-30', undefined, 'deleted'],
    ['2018-07-01', undefined, 'uncertain'],
    ['2018-07-02', undefined, 'moved'],
    ['2018-06-30', '2018-09-03', 'uncertain'],
    ['2018-06-30', '2018-06-30', 'deleted'],
    ['2016-09-12', '2016-10-01', 'deleted'],
    ['2018-06-20', '2019-09-01', 'deleted'],
    [undefined, '2018-07-02', 'moved'],
    [undefined, undefined, 'uncertain'],
  ] as const)('registered %s, starts %s: %s', (registered, starts, verdict) => {
    expect(projectRuling(registered, starts).verdict).toBe(verdict);
  });
});

describe('a group by its last activity', () => {
  it.each([
    ['2020-12-31', 'deleted'],
    ['2021-01-01', 'moved'],
    ['2022-02-21', 'moved'],
    ['2022-02-22', 'uncertain'],
    ['2022-03-12', 'uncertain'],
    ['2022-03-13', 'moved'],
    [undefined, 'uncertain'],
  ] as const)('%s: %s', (last, verdict) => {
    expect(groupRuling(last).verdict).toBe(verdict);
  });
});

describe('content of a space', () => {
  const moved = projectRuling('2019-01-01');
  const deleted = projectRuling('2015-01-01');
  const open = projectRuling('2018-07-01');

  it.each([
    ['2018-06-30', 'deleted'],
    ['2018-07-01', 'uncertain'],
    ['2018-07-02', 'moved'],
    ['2018-07-01T23:59', 'uncertain'],
    [undefined, 'uncertain'],
  ] as const)('in one that is kept, created %s: %s', (created, verdict) => {
    expect(contentRuling(moved, created).verdict).toBe(verdict);
  });

  it('goes with a space that is deleted, whatever its date', () => {
    for (const created of ['2014-01-01', '2020-01-01', undefined])
      expect(contentRuling(deleted, created).verdict).toBe('deleted');
  });

  it('is deleted in any case if it is old, and open where its space is', () => {
    expect(contentRuling(open, '2018-06-30').verdict).toBe('deleted');
    expect(contentRuling(open, '2019-06-30').verdict).toBe('uncertain');
  });
});

describe('what belongs to no space', () => {
  it('labels go by their project; the others are deleted', () => {
    expect(labelRuling(projectRuling('2018-07-02')).verdict).toBe('moved');
    expect(labelRuling(projectRuling('2018-06-30')).verdict).toBe('deleted');
    expect(labelRuling(projectRuling('2018-07-01')).verdict).toBe('uncertain');
    expect(labelRuling(undefined).verdict).toBe('deleted');
  });

  it.each([
    ['portfolio-entry', { createdAt: '2018-06-30' }, 'deleted'],
    ['portfolio-entry', { createdAt: '2018-07-01' }, 'uncertain'],
    ['portfolio-entry', { createdAt: '2018-07-02' }, 'moved'],
    ['portfolio-entry', {}, 'uncertain'],
    ['event', { createdAt: '2018-06-30', official: true }, 'deleted'],
    ['event', { createdAt: '2019-01-01', official: true }, 'moved'],
    ['event', { createdAt: '2019-01-01' }, 'uncertain'],
    ['message', { createdAt: '2021-01-01' }, 'deleted'],
    ['person', { list: 'contacts' }, 'moved'],
    ['person', { list: 'followers' }, 'deleted'],
    ['person', { list: 'following' }, 'deleted'],
    ['resource', {}, 'deleted'],
    ['forum-post', {}, 'deleted'],
    ['learning', {}, 'deleted'],
    ['profile', {}, 'moved'],
    ['image', {}, 'deleted'],
  ] as const)('%s %o: %s', (kind, facts, verdict) => {
    expect(ownRuling(kind, facts).verdict).toBe(verdict);
  });

  it('knows the organisers whose events are kept', () => {
    expect(isOfficialOrganiser('Organised by the Italian NSO')).toBe(true);
    expect(isOfficialOrganiser('eTwinning ambasadorka')).toBe(true);
    expect(isOfficialOrganiser('Ana Novak')).toBe(false);
  });
});

it('every rule has its sentence in both languages', () => {
  for (const rule of Object.keys(RULES)) {
    expect(en.rules, rule).toHaveProperty(rule);
    expect(sl.rules, rule).toHaveProperty(rule);
  }
});
