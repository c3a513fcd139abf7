import { expect, it } from 'vitest';
import { growingPercent } from '../../electron/app/memory.ts';

it('lets the heap grow by bytes, within bounds', () => {
  expect(growingPercent(10_000_000)).toBe(60);
  expect(growingPercent(100_000_000)).toBe(20);
  expect(growingPercent(200_000_000)).toBe(15);
  expect(growingPercent(2_000_000_000)).toBe(15);
});
