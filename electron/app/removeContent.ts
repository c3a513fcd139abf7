import type { Entry, ItemContent, ItemRecord, Mention } from '../../shared/model/index.ts';
import { htmlWithout, visibleText } from './removeHtml.ts';
import { fold } from './removeTraces.ts';
import type { Traces } from './removeTraces.ts';

/** What is a list of pictures or files rather than a text. */
function isList(item: ItemRecord): boolean {
  return item.kind === 'album' || item.kind === 'space';
}

/** Whether a text must be looked through word by word: it stands where the things stood, or something of them is in it. */
function mayTell(html: string, space: string | undefined, traces: Traces): boolean {
  return space === undefined || traces.spaces.has(space) || traces.mayBeIn(html);
}

/** What an item says, without what is taken out. What is gone from its page is gone from its data, too. */
export function contentWithout(content: ItemContent, item: ItemRecord, traces: Traces): ItemContent {
  if (!mayTell(JSON.stringify(content), item.space, traces)) return content;
  const options = { base: item.sourceUrl, list: isList(item), document: false };
  const html = htmlWithout(content.html, traces, options) ?? content.html;
  const near = html !== content.html;
  const before = near ? visibleText(content.html) : '';
  const after = near ? visibleText(html) : '';
  const isGone = (text: string): boolean => {
    const folded = fold(text);
    return folded !== '' && before.includes(folded) && !after.includes(folded);
  };
  const clean = (text: string): string =>
    near && (traces.isOwn(text) || isGone(text)) ? '' : traces.scrub(traces.clean(text, near));
  const paragraphs = (texts: readonly string[]): string[] =>
    texts
      .map((text) => ({ text, clean: clean(text) }))
      .flatMap((one) => (one.clean === '' && one.text !== '' ? [] : [one.clean]));
  return {
    ...content,
    html,
    text: paragraphs(content.text),
    fields: content.fields
      .map(({ label, value }) => ({ label, value: clean(value), was: value }))
      .filter(({ value, was }) => value !== '' || was === '')
      .map(({ label, value }) => ({ label, value })),
    entries: content.entries.flatMap((entry) => entryWithout(entry, paragraphs, clean)),
    links: content.links
      .filter(({ address }) => !traces.pointsAt(address, item.sourceUrl))
      .map(({ address, text }) => ({ address, text: clean(text) })),
    embeds: content.embeds.filter(({ address }) => !traces.pointsAt(address, item.sourceUrl)),
  };
}

function entryWithout(
  entry: Entry,
  paragraphs: (texts: readonly string[]) => string[],
  clean: (text: string) => string,
): Entry[] {
  const text = paragraphs(entry.text);
  if (text.length === 0 && entry.text.length > 0) return [];
  const title = entry.title === undefined ? '' : clean(entry.title);
  const { title: _title, ...rest } = entry;
  return [{ ...rest, text, ...(title === '' ? {} : { title }) }];
}

/** HTML as it was received, without what is taken out. */
export function receivedWithout(html: string, address: string, item: ItemRecord, traces: Traces): string {
  if (!mayTell(html, item.space, traces)) return html;
  return htmlWithout(html, traces, { base: address, list: isList(item), document: true }) ?? html;
}

/** A record whose own words quote something taken out: a caption repeated in a description. */
export function recordWithout(item: ItemRecord, traces: Traces): ItemRecord {
  const { description, facts } = item;
  const clean = (text: string): string => traces.scrub(traces.clean(text, false));
  const { description: _description, facts: _facts, ...rest } = item;
  return {
    ...rest,
    ...(description === undefined ? {} : { description: clean(description) }),
    ...(facts === undefined
      ? {}
      : { facts: Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, clean(value)])) }),
  };
}

/** What was found elsewhere, without what was found on pages of things taken out. */
export function mentionsWithout(mentions: readonly Mention[], traces: Traces): Mention[] {
  return mentions
    .filter(({ address, foundOn }) => !traces.pointsAt(foundOn) && !traces.pointsAt(address))
    .map((mention) => ({ ...mention, text: traces.clean(mention.text, false) }));
}
