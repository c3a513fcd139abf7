import { load } from 'cheerio';
import sanitizeHtml from 'sanitize-html';
import { trusted } from '../html.ts';
import type { Html } from '../html.ts';
import { dropActive, formsToText } from './active.ts';
import { rewriteEmbeds, rewriteLinks, rewritePictures } from './rewrite.ts';
import type { Surroundings } from './rewrite.ts';
import { tidy } from './tidy.ts';

const TEXT_TAGS =
  'a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure footer h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span ' +
  'strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr';

/** The classes that our own rewriting adds; received classes are removed before. */
const OUR_CLASSES = ['embed', 'embed-title', 'lost', 'ext', 'vh', 'pic', 'scroll', 'kept'];

/**
 * The last word on received HTML: an allow-list. It runs after all rewriting, so nothing that the rewriting overlooked can
 * get past it. Addresses of pictures must be relative (a saved picture); nothing else loads.
 */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: TEXT_TAGS.split(' '),
  allowedAttributes: {
    '*': ['id', 'dir', 'lang'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start', 'reversed'],
    time: ['datetime'],
    div: ['tabindex', 'role', 'aria-label'],
    details: ['open'],
  },
  allowedClasses: { span: OUR_CLASSES, a: OUR_CLASSES, div: OUR_CLASSES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'iframe', 'object'],
  parser: { lowerCaseAttributeNames: true },
};

/**
 * Received HTML as it may stand in the archive: text, pictures, order, links and embeds kept; scripts, forms, styles and
 * everything that would load from elsewhere gone (design.md, The archive).
 */
export function sanitise(received: string, around: Surroundings): Html {
  const $ = load(received, {}, false);
  dropActive($);
  formsToText($);
  rewriteEmbeds($, around);
  rewritePictures($, around);
  rewriteLinks($, around);
  tidy($, around);
  return trusted(sanitizeHtml($.html(), ALLOWED).trim());
}
