import type { RequestableTarget } from '../platform/types.ts';
import type { Patience } from './settings.ts';

interface Watched {
  /** An address that answered well; a page if there was one. */
  good: RequestableTarget | undefined;
  /** The last one that found nobody there at all. */
  unreachable: RequestableTarget | undefined;
  /** Addresses that failed since the origin's last good answer. */
  readonly failing: Set<string>;
}

/**
 * The platform lives on several hosts, and one may be away while the page that tells whether a session is alive stands on
 * another. So each origin is watched by itself: if many of its addresses fail with no success in between, an address that
 * answered before must answer again before anything is given up.
 */
export class OriginWatch {
  readonly #origins = new Map<string, Watched>();
  readonly #patience: Patience;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** @returns whether the whole origin must be suspected */
  failed(target: RequestableTarget, network: boolean): boolean {
    const watched = this.#of(target);
    watched.failing.add(target.address);
    if (network) watched.unreachable = target;
    return this.#isSuspect(watched);
  }

  succeeded(target: RequestableTarget): void {
    const watched = this.#of(target);
    if (target.type === 'view' || watched.good === undefined) watched.good = target;
    watched.failing.clear();
    watched.unreachable = undefined;
  }

  /** What is to be asked, for each origin that is suspected. */
  suspects(): RequestableTarget[] {
    return [...this.#origins.values()].flatMap((watched) => {
      const { good, unreachable } = watched;
      const target = good ?? unreachable;
      return target !== undefined && this.#isSuspect(watched) ? [target] : [];
    });
  }

  /** The origin answers: what fails there fails by itself. */
  acquit(target: RequestableTarget): void {
    this.#of(target).failing.clear();
  }

  /** An origin that never answered well says nothing by its errors; only that nobody is there is telling. */
  #isSuspect({ good, unreachable, failing }: Watched): boolean {
    const { outageAddresses } = this.#patience;
    if (unreachable !== undefined) return failing.size >= Math.min(2, outageAddresses);
    return good !== undefined && failing.size >= outageAddresses;
  }

  #of({ address }: RequestableTarget): Watched {
    const { origin } = new URL(address);
    let watched = this.#origins.get(origin);
    if (watched === undefined) {
      watched = { good: undefined, unreachable: undefined, failing: new Set() };
      this.#origins.set(origin, watched);
    }
    return watched;
  }
}
