/** A page that is gone after so many seconds; what is shown longer is shown, and leads to the log-in page when a session ends. */
const PASSING_SECONDS = 10;
/** A page that only leads on is short. */
const MOST_LENGTH = 16 * 1024;
/** More than a word of waiting is a page of its own, whatever it does later. */
const MOST_TEXT = 300;

const META = /<meta\b[^>]{0,2048}>/gi;
const REFRESH = /\bhttp-equiv\s*=\s*["']?\s*refresh\b/i;
const CONTENT = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
const GOES = /^\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"'\s]+)/i;
const SCRIPT = /<script\b[^>]*>([^]*?)<\/script/gi;
const SCRIPT_GOES = /\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(["'])([^"'\s]{1,2048})\1/gi;
/** What is not there for a browser that runs scripts, and what nobody sees. */
const UNSEEN = /<!--[^]*?-->|<noscript\b[^]*?<\/noscript\s*>/gi;
const NO_TEXT = /<(script|style|title|head)\b[^]*?<\/\1\s*>|<[^>]*>|&nbsp;/gi;
const SHOWS = /<(?:img|i?frame|embed|object|video|form|table)\b/i;

/**
 * Where a page that shows nothing sends a browser, instead of a redirect: by `<meta http-equiv="refresh">`, or by a script that
 * does nothing but set the location. Empty for every page with something to read.
 * @param address what relative addresses lean on
 */
export function leadsOn(html: string, address: string): string[] {
  if (html.length > MOST_LENGTH) return [];
  const seen = html.replace(UNSEEN, '');
  const text = seen.replace(NO_TEXT, ' ').replace(/\s+/g, ' ').trim();
  if (text.length > MOST_TEXT || SHOWS.test(seen)) return [];
  const found: string[] = [];
  for (const [tag] of seen.matchAll(META)) {
    const content = REFRESH.test(tag) ? CONTENT.exec(tag) : null;
    const [, seconds, to] =
      GOES.exec((content?.[1] ?? content?.[2] ?? content?.[3] ?? '').replace(/&amp;/g, '&')) ?? [];
    if (to !== undefined && Number(seconds) <= PASSING_SECONDS) found.push(to);
  }
  for (const [, script = ''] of seen.matchAll(SCRIPT))
    for (const [, , to = ''] of script.matchAll(SCRIPT_GOES)) found.push(to);
  return found.flatMap((to) => (URL.canParse(to, address) ? [new URL(to, address).href] : []));
}
