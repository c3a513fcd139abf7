import sharp from 'sharp';
import type { RunStore } from '../runs/index.ts';
import type { Observer } from './types.ts';

/** So many pictures tell how large the others are, and how fast the line is. */
const ENOUGH = 24;
/** Longest side of a space's picture on the screen, twice for fine displays. */
const PIXELS = 96;

export interface SamplesOptions {
  readonly store: Pick<RunStore, 'thumbPath'>;
  readonly observe: Observer;
}

/**
 * While the person still looks and chooses, a few pictures come already: the first of every space, so that spaces can be told by
 * their look, and some more, so that size and time are measured and not guessed. They stay with the run: none is fetched twice.
 */
export class Samples {
  readonly #options: SamplesOptions;
  /** Spaces (`twinspace:197644`) of which a picture is there or under way, by the picture's id. */
  readonly #spaces = new Map<string, string>();
  readonly #seen = new Set<string>();
  #taken = 0;

  constructor(options: SamplesOptions) {
    this.#options = options;
  }

  /** Whether a picture is to come at once; the others wait for the person. */
  wants(id: string, space: string): boolean {
    if (!this.#seen.has(space)) {
      this.#seen.add(space);
      this.#spaces.set(id, space);
    } else if (this.#taken >= ENOUGH) return false;
    this.#taken += 1;
    return true;
  }

  /** A picture is on disk; if it stands for its space, the screen gets it. */
  async came(id: string, sha256: string): Promise<void> {
    const space = this.#spaces.get(id);
    if (space === undefined) return;
    this.#spaces.delete(id);
    const { store, observe } = this.#options;
    const small = await sharp(store.thumbPath(sha256))
      .resize(PIXELS, PIXELS, { fit: 'cover' })
      .webp({ quality: 60 })
      .toBuffer()
      // A picture that has no thumbnail is no matter of the run's.
      .catch(() => undefined);
    if (small === undefined) return;
    observe({ type: 'space-picture', space, picture: `data:image/webp;base64,${small.toString('base64')}` });
  }
}
