import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import type { EarlierExport, Finished, Settings } from '../../shared/appState.ts';
import type { ControllerServices, KeptState } from './controllerServices.ts';

/** More than anyone will look through; the files themselves are never touched. */
const EXPORTS_LISTED = 50;

/** Settings and the list of earlier exports, written through to the store. */
export class Kept {
  #kept: KeptState = { settings: DEFAULT_SETTINGS, earlier: [] };
  readonly #services: ControllerServices;

  constructor(services: ControllerServices) {
    this.#services = services;
  }

  get settings(): Settings {
    return this.#kept.settings;
  }

  async load(): Promise<void> {
    this.#kept = (await this.#services.store.load()) ?? this.#kept;
  }

  /** What is absent or undefined stays as it is. */
  async setSettings(part: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<void> {
    const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
    await this.#save({ ...this.#kept, settings: { ...this.#kept.settings, ...given } });
  }

  async add(result: Finished): Promise<void> {
    const { zip, zips, folder, finishedAt, items, saved, missing, bytes } = result;
    const entry = {
      ...{ zip, finishedAt, items, saved, missing, bytes },
      ...(zips === undefined ? {} : { zips }),
      ...(folder === undefined ? {} : { folder }),
    };
    const others = this.#kept.earlier.filter((other) => other.zip !== zip);
    await this.#save({ ...this.#kept, earlier: [entry, ...others].slice(0, EXPORTS_LISTED) });
  }

  async forget(zip: string): Promise<void> {
    await this.#save({ ...this.#kept, earlier: this.#kept.earlier.filter((other) => other.zip !== zip) });
  }

  /** An archive that this app has made: no other path may be opened, copied or read on the page's word. */
  find(zip: string): KeptState['earlier'][number] | undefined {
    return this.#kept.earlier.find((other) => other.zip === zip);
  }

  async list(): Promise<EarlierExport[]> {
    return Promise.all(
      this.#kept.earlier.map(async (entry) => ({
        ...entry,
        present: await this.#services.archives.exists(entry.zip),
      })),
    );
  }

  async removeAll(): Promise<void> {
    this.#kept = { settings: DEFAULT_SETTINGS, earlier: [] };
    await this.#services.store.remove();
  }

  async #save(kept: KeptState): Promise<void> {
    this.#kept = kept;
    await this.#services.store.save(kept);
  }
}
