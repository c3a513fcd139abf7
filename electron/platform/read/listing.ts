import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import type { Frame, PageDocument } from './document.ts';
import { ancestorsOf, elementsOf } from './dom.ts';
import { chunksOf, genericTexts, recordFacts, type RecordFacts } from './facts.ts';
import { isStoredPicture, linkText, storedKey, videoKey, type StoredPicture } from './keys.ts';
import { isElsewhere } from './mentions.ts';
import { personName } from './names.ts';
import { segment } from './segment.ts';

/** A thing that a page lists or links: the target and what the record around the link says of it. */
export interface Listed<T> {
  readonly target: T;
  readonly linkTexts: readonly string[];
  readonly facts: RecordFacts;
  /** Address of the thing above it in a nested list. */
  readonly parent: string | undefined;
  /** Whether most records of the list carry a date. */
  readonly brothersDated: boolean;
  /** Stored pictures in its record. */
  readonly pictures: readonly Extract<Target, { type: 'binary' }>[];
  /** Other known targets in its record (a project's space and certificates). */
  readonly related: readonly Extract<Target, { type: 'view' | 'binary' }>[];
}
export type ListedTarget = Listed<Extract<Target, { type: 'view' | 'binary' }>>;

function isListable(target: Target): target is Extract<Target, { type: 'view' | 'binary' }> {
  return target.type === 'view' ? target.paging === undefined : target.type === 'binary' && target.stored === undefined;
}

interface Keyed<T> {
  readonly element: Element;
  readonly key: string;
  readonly target: T;
}
/** Elements that name things, grouped by what sort of thing: records are cut among things of one sort. */
type KeyedGroups<T> = ReadonlyMap<string, readonly Keyed<T>[]>;

/** No list of one page is longer; what is, was made to exhaust memory. */
const MAX_KEYED = 20_000;

function group<T>(entries: Iterable<Keyed<T> & { readonly sort: string }>): KeyedGroups<T> {
  const groups = new Map<string, Keyed<T>[]>();
  for (const entry of entries) {
    const list = groups.get(entry.sort) ?? [];
    if (list.length < MAX_KEYED) list.push(entry);
    groups.set(entry.sort, list);
  }
  return groups;
}

/**
 * The records of a page: what stands around each thing's link.
 * @param isList whether the page is a list: a lone thing's record is then all of it
 */
function records<T>(
  document: PageDocument,
  groups: KeyedGroups<T>,
  frame: Frame,
  isList: boolean,
): Map<string, Listed<T>> {
  const listed = new Map<string, Listed<T>>();
  for (const keyed of groups.values()) {
    const segments = segment(keyed, isList, isList ? brothersOf(keyed, groups) : []);
    const generic = genericTexts([...segments.values()].map(({ nodes }) => chunksOf(nodes, document.pruned)));
    const elements = new Map<string, Element[]>();
    for (const { element, key } of keyed) {
      const known = elements.get(key);
      if (known) known.push(element);
      else elements.set(key, [element]);
    }
    const first = new Map(keyed.map(({ key, target }) => [key, target]));
    const keyOf = new Map(keyed.map(({ element, key }) => [element, key]));
    let dated = 0;
    for (const [key, { nodes }] of segments) {
      const target = first.get(key);
      if (target === undefined) continue;
      // More links to one thing than a page has reason for say nothing more.
      const linkTexts = [
        ...new Set(
          (elements.get(key) ?? [])
            .slice(0, 50)
            .map(linkText)
            .filter((text) => text !== ''),
        ),
      ];
      const inside = targetsIn(document, nodes);
      const facts = recordFacts(document, nodes, linkTexts, generic, frame.texts, leadOf(target));
      if (facts.dates.length > 0) dated += 1;
      listed.set(key, {
        target,
        linkTexts: linkTexts.filter((text) => !generic.has(text)),
        facts,
        brothersDated: false,
        parent: parentKey(elements.get(key)?.[0], keyOf, key),
        pictures: inside.flatMap((other) =>
          other.type === 'binary' && other.stored && other.binary === 'image' ? [other] : [],
        ),
        related: inside.filter((other) => other.address !== key && isListable(other)),
      });
    }
    const brothersDated = dated >= 2 && dated >= segments.size / 2;
    const signed = [...segments.keys()].filter((key) => listed.get(key)?.facts.author !== undefined).length;
    for (const key of segments.keys()) {
      const record = listed.get(key);
      if (!record) continue;
      const facts = signed * 2 >= segments.size ? withoutTitle(record.facts) : record.facts;
      listed.set(key, { ...record, brothersDated, facts });
    }
  }
  return listed;
}

/** Sorts of things that stand in one list with another sort's. */
const BESIDE: Readonly<Record<string, string>> = {
  folder: 'file',
  file: 'folder',
  album: 'image',
  image: 'album',
  forum: 'thread',
  thread: 'forum',
};

/** What names things of the other sort in the same list; a folder beside which its own latest file stands is no such thing. */
function brothersOf<T>(keyed: readonly Keyed<T>[], groups: KeyedGroups<T>): Element[] {
  const sort = sortOf(keyed[0]?.target);
  const others = groups.get(BESIDE[sort ?? ''] ?? '') ?? [];
  if (sort === undefined || others.length === 0) return [];
  // `…/files/12` holds `…/files/12/345/download`.
  const holds = (outer: string, inner: string): boolean => inner.startsWith(`${outer}/`);
  return others
    .filter(({ key }) => !keyed.some((own) => holds(own.key, key) || holds(key, own.key)))
    .map(({ element }) => element);
}

function sortOf(target: unknown): string | undefined {
  return typeof target === 'object' && target !== null && 'shape' in target && typeof target.shape === 'string'
    ? target.shape
    : undefined;
}

/** Among signed brothers a thing without a title: the only words in its record are a name. */
function withoutTitle(facts: RecordFacts): RecordFacts {
  const { title, author } = facts;
  if (title === undefined || author !== undefined || personName(title, []) !== title) return facts;
  return { ...facts, title: undefined, author: title };
}

export function listTargets(
  document: PageDocument,
  found: readonly FoundAddress[],
  frame: Frame,
  isList: boolean,
): ReadonlyMap<string, ListedTarget> {
  const entries: (Keyed<ListedTarget['target']> & { sort: string })[] = [];
  const here = document.address.replace(/\?.*$/, '');
  for (const { target, element } of found) {
    if (isListable(target) && target.address !== here)
      entries.push({ element, key: target.address, target, sort: target.shape });
  }
  return records(document, group(entries), frame, isList);
}

/** Albums without views of single pictures: the pictures are the records, optimised and original being one. */
export function listStored(
  document: PageDocument,
  found: readonly FoundAddress[],
  frame: Frame,
): ReadonlyMap<string, Listed<Extract<Target, { type: 'binary' }>>> {
  const entries: (Keyed<StoredPicture> & { sort: string })[] = [];
  for (const { target, element } of found) {
    if (isStoredPicture(target)) entries.push({ element, key: storedKey(target), target, sort: 'stored' });
  }
  return records(document, group(entries), frame, true);
}

/** Videos: records around addresses on other servers. */
export function listElsewhere(
  document: PageDocument,
  found: readonly FoundAddress[],
  frame: Frame,
): ReadonlyMap<string, Listed<string>> {
  const entries: (Keyed<string> & { sort: string })[] = [];
  for (const entry of found) {
    const { target, element } = entry;
    if (target.type !== 'foreign' || !isElsewhere(entry, frame) || (element.name === 'img' && entry.loads)) continue;
    entries.push({ element, key: videoKey(target.address), target: target.address, sort: 'elsewhere' });
  }
  return records(document, group(entries), frame, true);
}

/** Downloads are often offered by a button beside the title; views are linked by it. */
function leadOf(target: unknown): 'title' | 'button' {
  return isBinary(target) ? 'button' : 'title';
}
function isBinary(target: unknown): boolean {
  return typeof target === 'object' && target !== null && 'type' in target && target.type === 'binary';
}

function targetsIn(document: PageDocument, nodes: readonly AnyNode[]): Extract<Target, { type: 'view' | 'binary' }>[] {
  const targets = new Map<string, Extract<Target, { type: 'view' | 'binary' }>>();
  for (const node of nodes) {
    const elements = isTag(node) ? [node, ...elementsOf(node)] : [];
    for (const element of elements) {
      for (const { target } of document.byElement.get(element) ?? []) {
        if (target.type === 'view' || target.type === 'binary') targets.set(target.address, target);
      }
    }
  }
  return [...targets.values()];
}

/**
 * In a nested list the thing that holds this one: the first key of an ancestor, if it stands less deep than this one's link
 * (`<li>parent<ul><li>child`, `<div><a>parent</a><div><a>child`); brothers stand equally deep.
 */
function parentKey(element: Element | undefined, keyOf: ReadonlyMap<Element, string>, key: string): string | undefined {
  if (!element) return undefined;
  let depth = 0;
  for (const ancestor of ancestorsOf(element)) {
    depth += 1;
    if (depth > MAX_NESTING || /^(?:body|main|table|tbody)$/.test(ancestor.name)) return undefined;
    const first = firstKeyed(ancestor, keyOf);
    if (first === undefined || first.key === key) continue;
    return first.depth < depth ? first.key : undefined;
  }
  return undefined;
}
const MAX_NESTING = 200;

function firstKeyed(
  ancestor: Element,
  keyOf: ReadonlyMap<Element, string>,
): { readonly key: string; readonly depth: number } | undefined {
  for (const inner of elementsOf(ancestor)) {
    const key = keyOf.get(inner);
    if (key === undefined) continue;
    let depth = 1;
    for (const above of ancestorsOf(inner)) {
      if (above === ancestor) return { key, depth };
      depth += 1;
    }
  }
  return undefined;
}
