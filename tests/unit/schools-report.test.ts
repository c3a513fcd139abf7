import { describe, expect, it } from 'vitest';
import { loadLanguage } from '../../shared/i18n/index.ts';
import { makeSupportReport, supportText } from '../../electron/app/supportReport.ts';
import { receiptHtml } from '../../electron/app/receipt.ts';
import { builtInProfile } from '../../electron/platform/profiles/index.ts';
import { item } from './archive-support.ts';

await loadLanguage('sl');

const HTML = `<!doctype html><html><head><title>Razred 3.b</title></head><body class="ana-novak">
<nav><a href="/people/ana-novak">Ana Novak</a><a href="/messages/5?token=abc">3</a></nav>
<main data-žiga="1" onclick="go('Ana')"><h1>Naši otroci</h1><img src="/files/collabspace/4/44/644/197644/images/ba77953d8_opt.jpg" alt="Žiga">
<ul><li><a href="/197644/pages/page/63103">Stran</a></li><li><a href="/197644/pages/page/63104">Druga</a></li></ul>
<a href="https://ana.example.org/x">drugje</a><a href="mailto:ana@sola.si">pošta</a></main></body></html>`;

describe('report for support', () => {
  const report = makeSupportReport({
    version: '0.1.0',
    profile: builtInProfile('etwinning-legacy'),
    isPlatform: (address) => /^https:\/\/\w+\.etwinning\.net\//.test(address),
    items: [
      item('page', 1, { space: '197644', title: 'Izlet z Žigo' }),
      item('file', 2, {
        status: 'missing',
        reason: 'timeout',
        title: 'Ocene Žiga.pdf',
        sourceUrl: 'https://twinspace.etwinning.net/197644/materials/files/12/34/download',
      }),
    ],
    mentions: [
      { type: 'unknown-link', address: 'https://live.etwinning.net/people/ana-novak', foundOn: '', text: 'Ana Novak' },
    ],
    finished: { type: 'finished', zip: '/home/ana/eTwinning_ana.zip', seconds: 12, requests: 40, bytes: 5 },
    codes: ['outage'],
    pages: [{ kind: 'page', address: 'https://twinspace.etwinning.net/197644/pages/page/63103', html: HTML }],
  });
  const text = supportText(report);

  it('has nothing of what a person wrote or is called', () => {
    for (const personal of [
      'Žig',
      'žig',
      'Ana',
      'ana-',
      'Naši',
      'Razred',
      'otroci',
      'Stran',
      '197644',
      'ba77953d8',
      'home/',
    ])
      expect(text).not.toContain(personal);
  });

  it('tells counts, codes, timings and shapes', () => {
    expect(report.items).toEqual({ page: { saved: 1 }, file: { 'missing: timeout': 1 } });
    expect(report.missingAt).toEqual({ 'timeout /{n}/materials/files/{n}/{n}/download': 1 });
    expect(report.notOpened).toEqual({ '/people/{x}': 1 });
    expect(report.run).toEqual({ seconds: 12, requests: 40, bytes: 5 });
    expect(report.codes).toEqual(['outage']);
    const structure = report.pages[0]?.structure ?? '';
    expect(structure).toContain('<img src="/files/collabspace/{n}/{n}/{n}/{n}/images/{hash}_opt.jpg" alt>');
    expect(structure).toContain('<a href="/{n}/pages/page/{n}"> text 5');
    expect(structure).toContain('… × 1');
    expect(structure).toContain('href="{foreign}"');
    expect(structure).toContain('href="mailto:"');
  });
});

describe('receipt', () => {
  const receipt = {
    person: 'Ana <b>Novak</b>',
    place: 'Koper',
    helper: 'CMEPIUS',
    when: '2022-03-05T10:00:00Z',
    archives: [{ name: 'eTwinning_ana_2022-03-05.zip', bytes: 4_200_000_000, sha256: 'ab'.repeat(32) }],
    saved: 4312,
    missing: 2,
    skipped: 0,
    missingBy: { timeout: 2 },
    wiped: true,
  };

  it('says who, where, when, how much, what is missing and why, and the checksum', () => {
    const page = receiptHtml({ ...receipt, language: 'sl' });
    expect(page).toContain('<html lang="sl">');
    for (const text of [
      '4312',
      'Koper',
      'ab'.repeat(32),
      '2 stvari ni bilo mogoče shraniti. Poročilo v arhivu ju navede',
    ])
      expect(page).toContain(text);
    expect(page).toContain('Ana &lt;b&gt;Novak&lt;/b&gt;');
    expect(page).not.toMatch(/<script|schools:|\{\{/);
  });

  it('says that all was saved only if it was', () => {
    const all = receiptHtml({ ...receipt, language: 'en', missing: 0, missingBy: {} });
    expect(all).toContain('Everything was saved.');
    expect(receiptHtml({ ...receipt, language: 'en' })).not.toContain('Everything was saved.');
  });
});
