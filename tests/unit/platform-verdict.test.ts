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
import { ITEM_KINDS } from '../../shared/model/index.ts';

describe('a TwinSpace goes by its project', () => {
  it.each([
    ['2010-01-01', undefined, 'deleted'],
    ['2018-06-30', undefined, 'deleted'],
    ['2018-07-01', undefined, 'uncertain'],
    ['2018-07-02', undefined, 'moved'],
    // Registered before the day, but starting in the school year 2018/19.
    ['2018-06-30', '2018-06-30', 'deleted'],
    ['2018-06-30', '2018-07-01', 'uncertain'],
    ['2018-06-01', '2018-09-01', 'uncertain'],
    ['2018-06-01', '2019-08-31', 'uncertain'],
    ['2018-06-01', '2019-09-01', 'deleted'],
    // No registration: the start counts.
    [undefined, '2018-06-30', 'deleted'],
    [undefined, '2018-07-01', 'uncertain'],
    [undefined, '2018-07-02', 'moved'],
    [undefined, undefined, 'uncertain'],
    ['2018-07-02T00:00:00Z', undefined, 'moved'],
  ])('registered %s, starts %s: %s', (registered, starts, verdict) => {
    expect(projectRuling(registered, starts).verdict).toBe(verdict);
  });
});

describe('a group goes by its last activity', () => {
  it.each([
    [undefined, 'uncertain'],
    ['2012-05-05', 'deleted'],
    ['2020-12-31', 'deleted'],
    ['2021-01-01', 'moved'],
    ['2022-02-21', 'moved'],
    ['2022-02-22', 'uncertain'],
    ['2022-03-12', 'uncertain'],
    ['2022-03-13', 'moved'],
    ['2022-12-01', 'moved'],
  ])('%s: %s', (last, verdict) => {
    expect(groupRuling(last).verdict).toBe(verdict);
  });
});

describe('content of a space', () => {
  const moved = projectRuling('2019-01-01');
  const deleted = projectRuling('2015-01-01');
  const uncertain = projectRuling('2018-07-01');
  it.each([
    [moved, '2018-06-30', 'deleted', 'content-before'],
    [moved, '2018-07-01', 'uncertain', 'content-on-the-day'],
    [moved, '2018-07-01T23:59', 'uncertain', 'content-on-the-day'],
    [moved, '2018-07-02', 'moved', 'content-after'],
    [moved, undefined, 'uncertain', 'content-unknown-date'],
    [deleted, '2021-01-01', 'deleted', 'space-before'],
    [deleted, undefined, 'deleted', 'space-before'],
    // Whether or not an uncertain space is kept, what is older than the day goes.
    [uncertain, '2018-06-30', 'deleted', 'content-before'],
    [uncertain, '2020-01-01', 'uncertain', 'space-on-the-day'],
    [uncertain, undefined, 'uncertain', 'space-on-the-day'],
  ])('%o, %s: %s', (space, created, verdict, rule) => {
    expect(contentRuling(space, created)).toEqual({ verdict, rule });
  });
});

describe('labels', () => {
  it('go by their project', () => {
    expect(labelRuling(projectRuling('2018-07-02')).verdict).toBe('moved');
    expect(labelRuling(projectRuling('2018-06-30')).verdict).toBe('deleted');
    expect(labelRuling(projectRuling('2018-07-01')).verdict).toBe('uncertain');
    expect(labelRuling(undefined).verdict).toBe('deleted');
  });
});

describe('what belongs to no space', () => {
  it.each([
    ['portfolio-entry', { createdAt: '2018-06-30' }, 'deleted'],
    ['portfolio-entry', { createdAt: '2018-07-01' }, 'uncertain'],
    ['portfolio-entry', { createdAt: '2018-07-02' }, 'moved'],
    ['portfolio-entry', {}, 'uncertain'],
    ['event', { createdAt: '2018-06-30', official: true }, 'deleted'],
    ['event', { createdAt: '2018-07-02', official: true }, 'moved'],
    ['event', { createdAt: '2018-07-02' }, 'uncertain'],
    ['event', {}, 'uncertain'],
    ['person', { list: 'contacts' }, 'moved'],
    ['person', { list: 'followers' }, 'deleted'],
    ['person', { list: 'following' }, 'deleted'],
    ['profile', {}, 'moved'],
    ['image', {}, 'deleted'],
    ['message', { createdAt: '2021-01-01' }, 'deleted'],
    ['resource', { createdAt: '2021-01-01' }, 'deleted'],
    ['forum-post', {}, 'deleted'],
    ['learning', {}, 'deleted'],
  ] as const)('%s %o: %s', (kind, facts, verdict) => {
    expect(ownRuling(kind, facts).verdict).toBe(verdict);
  });

  it('has a rule with a source for every kind', () => {
    for (const kind of ITEM_KINDS) expect(RULES[ownRuling(kind, {}).rule].length).toBeGreaterThan(10);
  });

  it('knows official organisers in several languages', () => {
    for (const text of [
      'Organised by the NSO of Slovenia',
      'CSS',
      'eTwinning-Ambassadorin',
      'ambasadorka Ana',
      'πρεσβευτής eTwinning',
      'посланик / амбасадор',
    ])
      expect(isOfficialOrganiser(text), text).toBe(true);
    for (const text of ['Ana Novak', 'Accessibility', 'Assembly']) expect(isOfficialOrganiser(text), text).toBe(false);
  });
});

it('every rule has its sentence in both languages', () => {
  for (const rule of Object.keys(RULES)) {
    expect(en.rules, rule).toHaveProperty(rule);
    expect(sl.rules, rule).toHaveProperty(rule);
  }
});
