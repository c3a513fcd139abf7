import { basename } from 'node:path';
import type { FolderInfo } from '../../shared/appState.ts';
import { ArchiveError, UsageError } from '../../shared/errors.ts';
import type { RequestOf, ResponseOf } from '../../shared/bridge.ts';
import type { toolRequests } from '../../shared/bridgeTools.ts';
import type { ToolJob } from '../../shared/tools.ts';
import { toAppError } from './controllerBridge.ts';
import type { Handlers } from './controllerBridge.ts';
import type { Kept } from './controllerKept.ts';
import type { RunControl } from './controllerRun.ts';
import { ToolJobs } from './controllerSchoolsJobs.ts';
import type { Profiles } from './controllerSchoolsProfile.ts';
import { WorkshopDesk } from './controllerSchoolsWorkshop.ts';
import type { ControllerServices, KeptState } from './controllerServices.ts';
import type { AppState } from './controllerState.ts';
import type { BrowsedArchive } from './toolBrowse.ts';
import type { ToolResult } from './toolWork.ts';

export interface SchoolParts {
  readonly services: ControllerServices;
  readonly state: AppState;
  readonly kept: Kept;
  readonly run: RunControl;
  readonly profiles: Profiles;
  /** Folders that the app has told the page. */
  readonly folders: Set<string>;
  readonly inspect: (path: string) => Promise<FolderInfo>;
  readonly own: (zip: string) => KeptState['earlier'][number];
}

/** What the controller needs of the tools beside their channels. */
export interface SchoolDesk {
  readonly handlers: Pick<Handlers, keyof typeof toolRequests>;
  /** An archive is being made. */
  readonly working: () => boolean;
  /** Stops what is under way and lets go of archives. */
  readonly stop: () => Promise<void>;
}

/** The tools for schools and support organisations: combining, taking out, workshops, profiles. */
export function createSchoolDesk(parts: SchoolParts): SchoolDesk {
  const { services, state, kept, profiles, own } = parts;
  const jobs = new ToolJobs(services, state);
  /** Archives that the person has picked in the system's dialog. */
  const picked = new Set<string>();
  let open: BrowsedArchive | undefined;

  const close = (): void => {
    open?.close();
    open = undefined;
  };
  const workshop = new WorkshopDesk({
    ...parts,
    forgetPerson: () => {
      close();
      picked.clear();
      parts.folders.clear();
    },
  });

  /** Only archives of the app's own making, or that the person has picked, may be read on the page's word. */
  function known(file: string): string {
    return picked.has(file) ? file : own(file).zip;
  }
  function folder(out: string): string {
    if (!parts.folders.has(out)) throw new UsageError('out-unusable', { folder: basename(out) });
    return out;
  }
  function browsed(): BrowsedArchive {
    if (open === undefined) throw new ArchiveError('no-such-file');
    return open;
  }

  async function listed(result: ToolResult): Promise<void> {
    const zip = result.kind === 'combine' ? (result.zips[0] ?? '') : result.zip;
    const { items, saved, missing } = result.kind === 'combine' ? result : await services.tools.facts(zip);
    await kept.add({
      ...{ zip, items, saved, missing, bytes: result.bytes },
      ...(result.kind === 'combine' && result.zips.length > 1 ? { zips: [...result.zips] } : {}),
      made: result.kind === 'combine' ? 'combined' : 'reduced',
      finishedAt: new Date(services.now?.() ?? Date.now()).toISOString(),
    });
    state.update({ earlier: await kept.list() });
  }

  async function combined(result: ToolResult, archives: number): Promise<Settled> {
    if (result.kind !== 'combine') throw new Error('another job’s result');
    await listed(result);
    const { zips, bytes, fromBytes, saved, missing, spaces, leftOut } = result;
    const figures = { bytes, fromBytes, archives, saved, missing, spaces, leftOut };
    return { name: 'combined', kind: 'combine', zip: zips[0] ?? '', zips: [...zips], ...figures };
  }

  async function removed(result: ToolResult, old: string): Promise<Settled> {
    if (result.kind !== 'remove') throw new Error('another job’s result');
    await listed(result);
    const { zip, removed: count, identical } = result;
    return { name: 'removed', kind: 'remove', zip, old, removed: count, identical: [...identical] };
  }

  const tool = { name: 'TwinArk', version: services.version };
  const handlers: SchoolDesk['handlers'] = {
    'archives.pick': async ({ several }) => {
      const files = await services.shell.chooseFiles({ type: 'zip', several });
      const answer: ResponseOf<'archives.pick'> = { archives: [], refused: [] };
      for (const file of files) {
        try {
          answer.archives.push(await services.tools.facts(file));
          picked.add(file);
        } catch (error) {
          answer.refused.push({ file: basename(file), error: toAppError(error) });
        }
      }
      return answer;
    },
    'combine.start': ({ files, name, parts: wanted, out }) => {
      const request = {
        ...{ kind: 'combine' as const, files: [...new Set(files)].map(known), out: folder(out), name, parts: wanted },
        language: state.shell.language === 'pseudo' ? 'en' : state.shell.language,
        tool,
      };
      jobs.start(request, (result) => combined(result, request.files.length));
      return NOTHING;
    },
    'remove.open': async ({ file }) => {
      const next = await services.tools.browse(known(file));
      close();
      open = next;
      return { archive: next.facts, spaces: [...next.spaces] };
    },
    'remove.close': () => {
      close();
      return NOTHING;
    },
    'remove.look': (query) => Promise.resolve(browsed().look(query)),
    'remove.thumbnails': async ({ ids }) => ({ pictures: await browsed().thumbnails(ids) }),
    'remove.picture': async ({ id }) => {
      const picture = await browsed().picture(id);
      return picture === undefined ? {} : { picture };
    },
    'remove.start': (request) => {
      const { file } = browsed().facts;
      startRemoving(request, file);
      return NOTHING;
    },
    'remove.showOld': async () => {
      const { job } = state.shell;
      if (job?.name !== 'removed') throw new ArchiveError('no-such-file');
      await services.shell.showItem(job.old);
      return {};
    },
    'tool.cancel': () => jobs.cancel().then(() => ({})),
    'tool.dismiss': () => {
      jobs.dismiss();
      return NOTHING;
    },
    'workshop.set': (wish) => workshop.set(wish).then(() => ({})),
    'workshop.handOver': () => workshop.handOver().then(() => ({})),
    'receipt.facts': ({ zip }) => workshop.receiptFacts(own(zip)),
    'receipt.save': ({ zip }) => workshop.saveReceipt(own(zip)),
    'profile.pick': async () => {
      const [file] = await services.shell.chooseFiles({ type: 'json', several: false });
      return file === undefined ? {} : { profile: profiles.offer(await services.tools.readProfile(file), file) };
    },
    'profile.use': async ({ origins }) => {
      await kept.setProfile(profiles.use(origins));
      state.update({ profile: profiles.facts });
      return {};
    },
    'profile.reset': async () => {
      profiles.reset();
      await kept.setProfile(undefined);
      state.update({ profile: undefined });
      return {};
    },
  };

  function startRemoving({ items, identical, out }: RequestOf<'remove.start'>, file: string): void {
    const stranger = items.find((id) => !browsed().has(id));
    if (stranger !== undefined) throw new UsageError('bad-option', { option: 'item' });
    const request = { kind: 'remove' as const, file, items: [...new Set(items)], identical, out: folder(out), tool };
    jobs.start(request, (result) => removed(result, file));
  }

  return {
    handlers,
    working: () => jobs.working,
    stop: async () => {
      await jobs.cancel();
      close();
    },
  };
}

type Settled = Extract<ToolJob, { name: 'combined' | 'removed' }>;
const NOTHING = Promise.resolve({});
