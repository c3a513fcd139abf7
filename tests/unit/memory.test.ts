import { expect, it } from 'vitest';
import { growingPercent, isLoose } from '../../electron/app/memory.ts';

it('lets the heap grow by bytes, within bounds', () => {
  expect(growingPercent(10_000_000)).toBe(60);
  expect(growingPercent(100_000_000)).toBe(20);
  expect(growingPercent(200_000_000)).toBe(15);
  expect(growingPercent(2_000_000_000)).toBe(15);
});

it('makes the heap tighter from one bound down to the other', () => {
  expect(isLoose(20_000_000, false)).toBe(false);
  expect(isLoose(30_000_000, false)).toBe(true);
  expect(isLoose(20_000_000, true)).toBe(true);
  expect(isLoose(10_000_000, true)).toBe(false);
});
