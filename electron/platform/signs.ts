import type { Classifier } from './classify.ts';

/** What a page as a whole gives away, without being parsed: asked of every page, so cheap. */
export interface PageSigns {
  /** A page that asks for a password and offers no way out of a session: nobody is signed in. */
  looksLikeLogIn(html: string): boolean;
  /**
   * Whether a page is the platform's, for somebody signed in: it links known views, and it offers the log-out where other
   * pages of its kind did. A school filter's page does not; nor does the public version of a space after a silent sign-out.
   */
  looksLikePlatform(html: string, address: string): boolean;
  /**
   * Whether a page cannot be what was asked for, whoever sent it: it links nothing of the platform and offers no log-out, where
   * other pages of its kind, or all kinds on its host, did. An error told with 200 ("Something went wrong") looks so.
   */
  isStranger(html: string, address: string): boolean;
}

/** So many kinds of pages with a log-out, and none without, tell what every page of a host looks like. */
const KINDS_THAT_TELL = 3;

const PASSWORD_FIELD = /<input\b[^>]*\btype\s*=\s*["']?password\b/i;
const LOG_OUT = /["'/=](?:log-?out|sign-?out)\b/i;
const ADDRESS =
  /(?:href|src|action|data-[\w-]+|on\w+)\s*=\s*(?:"([^"]{1,2048})"|'([^']{1,2048})'|([^\s"'>]{1,2048}))/gi;

const FRAME = /<i?frame\b[^>]{0,2048}?\bsrc\s*=\s*(?:"([^"]{1,2048})"|'([^']{1,2048})'|([^\s"'>]{1,2048}))/gi;
const BASE = /<base\b[^>]{0,512}?\bhref\s*=\s*["']?([^"'\s>]{1,2048})/i;

/** The address that a page's links lean on. */
function baseIn(html: string, address: string): string {
  const base = BASE.exec(html.slice(0, 8_192))?.[1];
  return base !== undefined && URL.canParse(base, address) ? new URL(base, address).href : address;
}

/** Made once a run: it learns which kinds of pages offer a log-out. */
export function createPageSigns(classifier: Classifier): PageSigns {
  const offersLogOut = new Set<string>();
  /** Hosts (by role) with pages that offer none: frames, for instance. */
  const without = new Set<string>();
  const linksPlatform = (html: string, address: string): boolean => {
    const base = baseIn(html, address);
    for (const [, double, single, bare] of html.matchAll(ADDRESS)) {
      const value = (double ?? single ?? bare ?? '').replace(/^.*?['"](\/[^'"]+)['"].*$/s, '$1').replace(/&amp;/g, '&');
      const target = classifier.resolve(value, base);
      if (target.type === 'view' || target.type === 'binary' || target.type === 'unsafe') return true;
    }
    // A page of nothing but frames links nothing itself; their addresses are in no profile (platform.md, Ids).
    for (const [, double, single, bare] of html.matchAll(FRAME)) {
      const value = (double ?? single ?? bare ?? '').replace(/&amp;/g, '&');
      if (classifier.resolve(value, base).type === 'unknown') return true;
    }
    return false;
  };
  const kindOf = (address: string): { kind: string; role: string } => {
    const target = classifier.classify(address);
    const role = 'role' in target ? target.role : '';
    return { role, kind: target.type === 'view' ? `${role} ${target.shape}` : target.type };
  };
  return {
    looksLikeLogIn: (html) => PASSWORD_FIELD.test(html) && !LOG_OUT.test(html),
    looksLikePlatform(html, address) {
      if (!linksPlatform(html, address)) return false;
      const { kind, role } = kindOf(address);
      if (LOG_OUT.test(html)) {
        offersLogOut.add(kind);
        return true;
      }
      if (offersLogOut.has(kind)) return false;
      without.add(role);
      return true;
    },
    isStranger(html, address) {
      if (LOG_OUT.test(html) || linksPlatform(html, address)) return false;
      const { kind, role } = kindOf(address);
      if (offersLogOut.has(kind)) return true;
      const kinds = [...offersLogOut].filter((known) => known.startsWith(`${role} `)).length;
      return kinds >= KINDS_THAT_TELL && !without.has(role);
    },
  };
}
