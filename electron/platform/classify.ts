import type { Role } from '../../shared/model/kinds.ts';
import { originsOf, type Profile, type Shape } from './profile.ts';
import { joinQueries, ownQuery, pagingOfQuery, plainPath } from './query.ts';
import { ACTION_PARAMETER, pathSoundsUnsafe, querySoundsUnsafe } from './safety.ts';
import type { Target } from './types.ts';

interface CompiledShape {
  readonly shape: Shape;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/**
 * Stored pictures and files [F]: `/files/collabspace/{a}/{ab}/{abc}/{s}/images/{hash}[_opt].{ext}`, where a, ab, abc are the
 * last digits of the space's number.
 */
const STORED =
  /^\/files\/collabspace\/\d+\/\d+\/\d+\/(\d+)\/(images|files)\/([0-9a-f]{4,64})(_opt)?(?:\.([a-z0-9]{1,8}))?$/i;

/** Frames of one run; a site has a handful of them in each space, or one on each page. */
const MAX_FRAMES = 40_000;

/** Answers that are remembered: the same menus stand on every page. */
const MAX_REMEMBERED = 4_096;

function compile(shape: Shape): CompiledShape {
  const names: string[] = [];
  const source = shape.path.replace(/\{(\w+)(?::([\w|-]+))?\}|[.]/g, (_all: string, name?: string, words?: string) => {
    if (name === undefined) return '\\.';
    names.push(name);
    return words === undefined ? '(\\d{1,18})' : `(${words})`;
  });
  return { shape, names, pattern: new RegExp(`^${source}/?$`) };
}

/** Decides what addresses are, for one profile. Pure; made once a run. */
export interface Classifier {
  /** What an absolute address is. Never throws. */
  classify(address: string): Target;
  /** Resolves a reference as a browser would, then classifies it. */
  resolve(reference: string, base: string): Target;
  isPlatform(address: string): boolean;
  /**
   * Takes up a page in a frame of a page that was read: frames stand at addresses that no profile can list
   * (platform.md, Ids). From then on its address is a view of the shape `frame`. Its query stays, but for what tells of a session.
   * @returns the canonical address; undefined if it is a known view (which is read for itself), not the platform's, or if any
   *   word of it may change something
   */
  followFrame(address: string): string | undefined;
  /**
   * How an address to which the platform itself leads is to be asked for: on the origin in force, but with the path and the
   * query as they were given, because a server may insist on a slash, a version, or a session's mark. Canonical where a word of
   * the query may change something. For the request alone, never to be kept.
   */
  asGiven(address: string): string;
}

/** @param profile the addresses that are known, with the origins in force */
export function createClassifier(profile: Profile): Classifier {
  const origins = originsOf(profile);
  const byRole = new Map<Role, CompiledShape[]>();
  for (const shape of profile.shapes) {
    const compiled = compile(shape);
    for (const role of shape.roles) byRole.set(role, [...(byRole.get(role) ?? []), compiled]);
  }
  const roleOfOrigin = new Map<string, Role>(Object.entries(origins).map(([role, origin]) => [origin, role as Role]));
  const roleOfHost = new Map<string, Role>(profile.hosts.map(({ host, role }) => [host, role]));
  const unsafe = new Set(profile.unsafeWords);
  /** Paths of pages in frames as they were written, by role, path and query. */
  const frames = new Map<string, string>();
  const remembered = new Map<string, Target>();

  function roleOf(url: URL): Role | undefined {
    // An origin in force counts before the well-known hosts; those, and http, lead to the same host of today (platform.md).
    return (
      roleOfOrigin.get(url.origin) ??
      (url.port === '' ? (roleOfHost.get(url.hostname) ?? roleOfOrigin.get(`https://${url.hostname}`)) : undefined)
    );
  }

  function stored(role: Role, path: string): Target | undefined {
    if (role !== 'twinspace' && role !== 'groups') return undefined;
    const match = STORED.exec(path);
    const [, space, folder, hash, opt, extension] = match ?? [];
    if (space === undefined || hash === undefined) return undefined;
    const image = folder?.toLowerCase() === 'images';
    return {
      type: 'binary',
      address: origins[role] + path,
      role,
      shape: image ? 'stored-image' : 'stored-file',
      params: { s: space, hash: hash.toLowerCase() },
      space,
      binary: image ? 'image' : 'file',
      stored: { hash: hash.toLowerCase(), optimised: opt !== undefined, extension: (extension ?? '').toLowerCase() },
    };
  }

  function shaped(role: Role, path: string, query: string): Target | undefined {
    for (const { shape, pattern, names } of byRole.get(role) ?? []) {
      const match = pattern.exec(path);
      if (!match) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
      const clean = path.length > 1 ? path.replace(/\/$/, '') : path;
      const address = origins[role] + clean;
      const space = params['s'];
      const common = { role, shape: shape.name, params, ...(space === undefined ? {} : { space }) };
      switch (shape.type) {
        case 'view':
          return { type: 'view', address: address + query, ...common, ...(query === '' ? {} : { paging: query }) };
        case 'file':
        case 'certificate':
          return { type: 'binary', address, binary: shape.type, ...common };
        case 'log-in':
        case 'not-visible':
          return { type: shape.type, address, role };
        case 'unsafe':
          return { type: 'unsafe', address };
      }
    }
    return undefined;
  }

  /** `?action=delete` and the like: the address without its query may be a harmless view, but the link is none. */
  function isAction(url: URL): boolean {
    if (url.search === '') return false;
    return [...url.searchParams].some(
      ([name, value]) =>
        (ACTION_PARAMETER.test(name) && unsafe.has(value.toLowerCase())) ||
        (value === '' && unsafe.has(name.toLowerCase())),
    );
  }

  function classifyUrl(url: URL): Target {
    const known = remembered.get(url.href);
    if (known) return known;
    const target = judge(url);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(url.href, target);
    return target;
  }

  function judge(url: URL): Target {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return { type: 'none' };
    const role = roleOf(url);
    if (role === undefined) return { type: 'foreign', address: url.href };
    // `/{s}` alone is the home page of a space (platform.md, Also seen).
    const plain = plainPath(url.pathname);
    const bare = /^\/(\d{1,18})\/?$/.exec(plain);
    if (isAction(url)) return { type: 'unsafe', address: url.href };
    const path = bare && (role === 'twinspace' || role === 'groups') ? `/${bare[1] ?? ''}/home` : plain;
    const known = stored(role, path) ?? shaped(role, path, pagingOfQuery(url));
    if (known) return known;
    const address = origins[role] + plain;
    if (
      path
        .toLowerCase()
        .split('/')
        .some((segment) => unsafe.has(segment))
    )
      return { type: 'unsafe', address };
    const space = /^\/(\d{1,18})\//.exec(path)?.[1];
    const frame = frames.get(frameKey(role, url));
    if (frame !== undefined) {
      const paging = pagingOfQuery(url);
      const more = { ...(space === undefined ? {} : { space }), ...(paging === '' ? {} : { paging }) };
      const at = origins[role] + frame + joinQueries(ownQuery(url), paging);
      return { type: 'view', address: at, role, shape: 'frame', params: {}, ...more };
    }
    return { type: 'unknown', address, role, ...(space === undefined ? {} : { space }) };
  }

  /** A server may lead to the same path with a slash at its end. */
  function frameKey(role: Role, url: URL, query = ownQuery(url)): string {
    return `${role} ${plainPath(url.pathname).replace(/\/+$/, '')}${query}`;
  }

  function parse(reference: string, base?: string): URL | undefined {
    try {
      return new URL(reference, base);
    } catch {
      return undefined;
    }
  }

  return {
    classify(address) {
      const url = parse(address);
      return url ? classifyUrl(url) : { type: 'none' };
    },
    resolve(reference, base) {
      const url = parse(reference, base);
      return url ? classifyUrl(url) : { type: 'none' };
    },
    followFrame(address) {
      const url = parse(address);
      if (!url) return undefined;
      const target = classifyUrl(url);
      if (target.type === 'view' && target.shape === 'frame') return target.address;
      if (target.type !== 'unknown' || frames.size >= MAX_FRAMES) return undefined;
      if (pathSoundsUnsafe(url.pathname, unsafe) || querySoundsUnsafe(url.search, unsafe)) return undefined;
      const path = plainPath(url.pathname);
      frames.set(frameKey(target.role, url), path);
      // What a frame's own list calls its pages may leave out the rest of its query.
      const short = frameKey(target.role, url, '');
      if (!frames.has(short)) frames.set(short, path);
      remembered.clear();
      const followed = classifyUrl(url);
      return followed.type === 'view' ? followed.address : undefined;
    },
    asGiven(address) {
      const url = parse(address);
      const target = url && classifyUrl(url);
      if (!url || !target || !('address' in target)) return address;
      if (target.type !== 'view' && target.type !== 'binary') return target.address;
      if (querySoundsUnsafe(url.search, unsafe)) return target.address;
      return origins[target.role] + url.pathname + url.search;
    },
    isPlatform(address) {
      const url = parse(address);
      return url !== undefined && roleOf(url) !== undefined;
    },
  };
}
