import type { RequestableTarget } from '../platform/types.ts';

/** So many addresses of one kind given up, after all patience and with no success in between, make the next ones hopeless. */
const ENOUGH = 8;
/** They are still asked twice: a single failure says nothing. */
const FEW = 2;

/**
 * Bounds the time that a broken part of the platform costs: where every member's page answers with an error, the two hundredth
 * is not waited for as long as the first. One success, and all patience is back.
 */
export class Hopeless {
  readonly #givenUp = new Map<string, number>();

  /** Attempts that an address deserves, of at most so many. */
  attempts(target: RequestableTarget, most: number): number {
    return (this.#givenUp.get(kindOf(target)) ?? 0) >= ENOUGH ? Math.min(FEW, most) : most;
  }

  gaveUp(target: RequestableTarget): void {
    const kind = kindOf(target);
    this.#givenUp.set(kind, (this.#givenUp.get(kind) ?? 0) + 1);
  }

  succeeded(target: RequestableTarget): void {
    this.#givenUp.delete(kindOf(target));
  }
}

function kindOf(target: RequestableTarget): string {
  const what = target.type === 'binary' ? `${target.binary} ${target.stored === undefined ? '' : 'stored'}` : '';
  return `${target.role} ${target.shape} ${what}`;
}
