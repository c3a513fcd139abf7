import type { ListedTarget, Reading } from '../platform/read/reading.ts';

/**
 * Who wrote a message of the mailbox, where its list or the account tells better than its own lines, which name the recipients
 * as well: in the inbox the person that the list names, never the account's own; what was sent, the account itself. Undefined
 * where neither is sure.
 * @param own what the account's person is called
 * @param byView who wrote it by its own lines
 */
export function correspondent(
  list: string,
  listed: ListedTarget,
  reading: Reading | undefined,
  own: string,
  byView: string | undefined,
): string | undefined {
  const said = [...(reading?.text ?? []), ...(reading?.names ?? [])];
  const isSaid = (name: string): boolean => said.some((text) => text.length <= SHORT && text.includes(name));
  if (list === 'sent') return own.includes(' ') && isSaid(own) ? own : undefined;
  const author = listed.facts.author;
  // Another name in the row may be a project's: the message itself must bear it, too.
  if (author !== undefined && author !== own && (reading === undefined || isSaid(author))) return author;
  return byView === own ? reading?.names.find((name) => name !== own) : byView;
}
/** Longer lines are the message. */
const SHORT = 160;
