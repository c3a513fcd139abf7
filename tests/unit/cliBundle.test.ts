import { describe, expect, it } from 'vitest';
import { plainScripts, withoutWideSigns } from '../../electron/cliBundle.mjs';

/** What a script says. */
function valueOf(script: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the point is that it means the same when it is run
  return (new Function(`return ${script}`) as () => unknown)();
}

describe('bundled scripts', () => {
  it.each([
    "'Ježek … “in” miš 😀'",
    '`–${1 + 1}–`',
    "'\\\\–' + '\\–' + '\\\\\\…'",
    '(() => { const ž = 1, čas = { ğ: 2 }; return ž + čas.ğ; })() /* … */',
    "'😀–ж'.replace(/[–ж]|\\…/g, 'x').replace(/\\p{L}|😀/gu, 'y')",
    "/^[а-яё]+$/iu.test('Ёлка') && !/[^ж]/.test('жж')",
    "new RegExp(String.raw`^(?:г|год)[’'-]$`).test('год’')",
  ])('mean the same without wide signs: %s', (script) => {
    const plain = withoutWideSigns(script);
    expect(plain).toMatch(/^[\0-\u00ff]*$/);
    expect(valueOf(plain)).toEqual(valueOf(script));
  });

  it('are left alone where there are none', () => {
    expect(plainScripts().renderChunk("'é\\n'")).toEqual({ code: "'é\\n'", map: null });
  });
});
