import type { PageSelection } from '../../shared/bridge.ts';
import { CHOICES } from '../../shared/model/kinds.ts';
import type { Choice, ItemKind } from '../../shared/model/kinds.ts';
import type { SpaceSummary } from '../../shared/progress.ts';

/**
 * What is *not* to be saved: keys of choices (`mailbox`), of spaces (`twinspace:197644`), and `private`. Kept that way round so that
 * whatever turns up while the person is still choosing is chosen by itself.
 */
export type Without = ReadonlySet<string>;
export const NOTHING_LEFT_OUT: Without = new Set();

export function spaceKey({ role, space }: SpaceSummary): string {
  return `${role}:${space}`;
}
export function choiceOf({ role }: SpaceSummary): 'twinspaces' | 'groups' {
  return role === 'groups' ? 'groups' : 'twinspaces';
}
function isChoice(key: string): key is Choice {
  return CHOICES.some((choice) => choice === key);
}

/** Letters and chats in spaces: what other people wrote in confidence. The mailbox is a choice of its own. */
const PRIVATE_KINDS: readonly ItemKind[] = ['twinmail', 'meeting'];
const PRIVATE = 'private';

/** Whether messages and chats are saved: mailbox, TwinMail, chat rooms. */
export function savesPrivate(without: Without): boolean {
  return !without.has(PRIVATE) && !without.has('mailbox');
}

/** One switch for all of them. */
export function setPrivate(save: boolean, without: Without): Without {
  const next = new Set(without);
  for (const key of [PRIVATE, 'mailbox']) {
    if (save) next.delete(key);
    else next.add(key);
  }
  return next;
}

export type Mark = 'all' | 'some' | 'none';

/** How a choice or a space is marked in the tree. */
export function markOf(key: string, without: Without, spaces: readonly SpaceSummary[]): Mark {
  if (!isChoice(key)) {
    const space = spaces.find((one) => spaceKey(one) === key);
    return without.has(key) || (space !== undefined && without.has(choiceOf(space))) ? 'none' : 'all';
  }
  if (without.has(key)) return 'none';
  const left = spaces.some((space) => choiceOf(space) === key && without.has(spaceKey(space)));
  return left ? 'some' : 'all';
}

/** One key turned over. A whole choice takes its spaces along; a choice whose last space goes, goes too. */
export function toggle(key: string, without: Without, spaces: readonly SpaceSummary[]): Without {
  const next = new Set(without);
  const mark = markOf(key, without, spaces);
  if (isChoice(key)) {
    for (const space of spaces) if (choiceOf(space) === key) next.delete(spaceKey(space));
    if (mark === 'all') next.add(key);
    else next.delete(key);
    return next;
  }
  const space = spaces.find((one) => spaceKey(one) === key);
  if (space === undefined) return without;
  const choice = choiceOf(space);
  const siblings = spaces.filter((one) => choiceOf(one) === choice).map(spaceKey);
  if (mark === 'all') {
    next.add(key);
    if (siblings.every((sibling) => next.has(sibling))) {
      for (const sibling of siblings) next.delete(sibling);
      next.add(choice);
    }
  } else {
    if (next.delete(choice)) for (const sibling of siblings) next.add(sibling);
    next.delete(key);
  }
  return next;
}

export function everythingLeftOut(): Without {
  return new Set(CHOICES);
}

/** As the bridge says it. */
export function toSelection(without: Without): PageSelection {
  return {
    choices: CHOICES.filter((choice) => !without.has(choice)),
    withoutSpaces: [...without].filter((key) => !isChoice(key) && key !== PRIVATE),
    ...(without.has(PRIVATE) ? { withoutKinds: [...PRIVATE_KINDS] } : {}),
  };
}
