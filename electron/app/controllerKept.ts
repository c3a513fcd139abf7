import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import type { EarlierExport, Settings } from '../../shared/appState.ts';
import type { Profile } from '../platform/profile.ts';
import type { ControllerServices, KeptState } from './controllerServices.ts';

/** More than anyone will look through; the files themselves are never touched. */
const EXPORTS_LISTED = 50;

type Entry = KeptState['earlier'][number];
/** What belongs to the person rather than to the computer. */
type Personal = Pick<Settings, 'folder' | 'noticeSeen'>;
const NOBODY: Personal = { folder: undefined, noticeSeen: false };

/**
 * Settings and the list of earlier exports, written through to the store. In a workshop, what belongs to a person is kept in
 * memory only and goes with them.
 */
export class Kept {
  #kept: KeptState = { settings: DEFAULT_SETTINGS, earlier: [] };
  #person: Personal = NOBODY;
  #ofPerson: readonly Entry[] = [];
  readonly #services: ControllerServices;

  constructor(services: ControllerServices) {
    this.#services = services;
  }

  get settings(): Settings {
    return this.inWorkshop ? { ...this.#kept.settings, ...this.#person } : this.#kept.settings;
  }

  get inWorkshop(): boolean {
    return this.#kept.settings.workshop?.on === true;
  }

  get profile(): Profile | undefined {
    return this.#kept.profile;
  }

  setProfile(profile: Profile | undefined): Promise<void> {
    return this.#save({ ...this.#kept, profile });
  }

  /** Workshop: what was kept of the person in memory. */
  forgetPerson(): void {
    this.#person = NOBODY;
    this.#ofPerson = [];
  }

  async load(): Promise<void> {
    this.#kept = (await this.#services.store.load()) ?? this.#kept;
  }

  /** What is absent or undefined stays as it is. */
  async setSettings(part: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<void> {
    const given: Partial<Settings> = Object.fromEntries(
      Object.entries(part).filter(([, value]) => value !== undefined),
    );
    if (this.inWorkshop) {
      const { folder = this.#person.folder, noticeSeen = this.#person.noticeSeen, ...rest } = given;
      this.#person = { folder, noticeSeen };
      if (Object.keys(rest).length > 0)
        await this.#save({ ...this.#kept, settings: { ...this.#kept.settings, ...rest } });
      return;
    }
    await this.#save({ ...this.#kept, settings: { ...this.#kept.settings, ...given } });
  }

  async add(result: Entry): Promise<void> {
    const { zip, zips, folder, finishedAt, items, saved, missing, bytes, made } = result;
    const entry: Entry = {
      ...{ zip, finishedAt, items, saved, missing, bytes },
      ...(zips === undefined ? {} : { zips }),
      ...(folder === undefined ? {} : { folder }),
      ...(made === undefined ? {} : { made }),
    };
    if (this.inWorkshop) {
      this.#ofPerson = [entry, ...this.#ofPerson.filter((other) => other.zip !== zip)];
      return;
    }
    const others = this.#kept.earlier.filter((other) => other.zip !== zip);
    await this.#save({ ...this.#kept, earlier: [entry, ...others].slice(0, EXPORTS_LISTED) });
  }

  /** Takes it off the list. */
  async forget(zip: string): Promise<void> {
    await this.#save({ ...this.#kept, earlier: this.#kept.earlier.filter((other) => other.zip !== zip) });
  }

  /** An archive that this app has made: no other path may be opened, copied or read on the page's word. */
  find(zip: string): Entry | undefined {
    const known = this.inWorkshop ? this.#ofPerson : this.#kept.earlier;
    return known.find((other) => other.zip === zip);
  }

  /** In a workshop there is none: names stand in the names of archives. */
  async list(): Promise<EarlierExport[]> {
    if (this.inWorkshop) return [];
    return Promise.all(
      this.#kept.earlier.map(async (entry) => ({
        ...entry,
        present: await this.#services.archives.exists(entry.zip),
      })),
    );
  }

  async removeAll(): Promise<void> {
    this.forgetPerson();
    this.#kept = { settings: DEFAULT_SETTINGS, earlier: [] };
    await this.#services.store.remove();
  }

  async #save(kept: KeptState): Promise<void> {
    this.#kept = kept;
    await this.#services.store.save(kept);
  }
}
