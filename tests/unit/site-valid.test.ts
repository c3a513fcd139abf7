import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveEntry } from '../../electron/archive/types.ts';
import { sampleAccount } from './site-account.ts';
import { renderInto } from './site-fixture.ts';

let folder = '';
let entries: readonly ArchiveEntry[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'site-valid-'));
  const account = await sampleAccount(path.join(folder, 'staging'));
  entries = await renderInto(account.source('sl'), path.join(folder, 'out'), { language: 'sl' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The recommended rules without those of style: how a tag is written is nobody's business, what it means is. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
    // The table wrappers and the block for copying are focusable on purpose: they scroll.
    'prefer-native-element': 'off',
    'no-redundant-role': 'error',
    'tel-non-breaking': 'off',
  },
});

describe('every page of the site', () => {
  it('is valid HTML', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const entry of entries) {
      if (!entry.path.endsWith('.html') || entry.source.type !== 'bytes') continue;
      count += 1;
      const report = await validator.validateString(new TextDecoder().decode(entry.source.bytes), entry.path);
      for (const result of report.results) {
        for (const message of result.messages)
          wrong.push(`${entry.path}:${message.line} ${message.ruleId} ${message.message}`);
      }
    }
    expect(wrong.slice(0, 40)).toEqual([]);
    expect(count).toBeGreaterThan(40);
  });
});
