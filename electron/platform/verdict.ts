import type { ItemKind, Verdict } from '../../shared/model/index.ts';

/**
 * What will happen to an item, by the FAQ of 25 February 2022 (platform.md, *What happens to what*). Advice only: it never
 * leaves anything out by default. Each rule's sentence is `rules.{rule}` in the catalogues; `RULES` says where it comes from.
 */
export interface Ruling {
  readonly verdict: Verdict;
  readonly rule: RuleId;
}

/** Rule → the FAQ's question it rests on (in the FAQ's own words, Slovenian). */
export const RULES = {
  'space-before': 'Kaj se bo zgodilo z vsebino mojih TwinSpaces?',
  'space-after': 'Kaj se bo zgodilo z vsebino mojih TwinSpaces?',
  'space-on-the-day': 'Kaj se bo zgodilo z vsebino mojih TwinSpaces?',
  'space-starts-2018': 'Kaj se bo zgodilo z vsebino mojih TwinSpaces?',
  'space-unknown-date': 'Kaj se bo zgodilo z vsebino mojih TwinSpaces?',
  'group-active': 'Ali bo vsebina obstoječih skupin eTwinning prenesena na novo platformo?',
  'group-inactive': 'Ali bo vsebina obstoječih skupin eTwinning prenesena na novo platformo?',
  'group-two-days': 'Katera moja vsebina v eTwinning bo preseljena na novo platformo?',
  'group-unknown-date': 'Ali bo vsebina obstoječih skupin eTwinning prenesena na novo platformo?',
  'content-before': 'Katera moja vsebina v eTwinning bo preseljena na novo platformo?',
  'content-after': 'Katera moja vsebina v eTwinning bo preseljena na novo platformo?',
  'content-on-the-day': 'Katera moja vsebina v eTwinning bo preseljena na novo platformo?',
  'content-unknown-date': 'Katera moja vsebina v eTwinning bo preseljena na novo platformo?',
  'label-before': 'Kaj se bo zgodilo z nacionalnimi in evropskimi znaki kakovosti mojih projektov?',
  'label-after': 'Kaj se bo zgodilo z nacionalnimi in evropskimi znaki kakovosti mojih projektov?',
  'label-uncertain': 'Kaj se bo zgodilo z nacionalnimi in evropskimi znaki kakovosti mojih projektov?',
  'label-other': 'Kaj se bo zgodilo z nacionalnimi in evropskimi znaki kakovosti mojih projektov?',
  'portfolio-before': 'eTwinner sem od leta 2010 … Ali bodo te informacije prenesene na novo platformo?',
  'portfolio-after': 'eTwinner sem od leta 2010 … Ali bodo te informacije prenesene na novo platformo?',
  'portfolio-uncertain': 'eTwinner sem od leta 2010 … Ali bodo te informacije prenesene na novo platformo?',
  profile: 'Bo moj uporabniški profil prenesen na novo platformo?',
  'profile-picture': 'Kaj se bo zgodilo z mojimi profilnimi slikami v eTwinning Live?',
  message: 'Kaj se bo zgodilo s sporočili v mojem poštnem predalu?',
  contact: 'Bom na novi platformi obdržal/-a stike in sledilce?',
  follower: 'Bom na novi platformi obdržal/-a stike in sledilce?',
  resource: 'Kaj se bo zgodilo z mojimi viri in komentarji v eTwinning Live?',
  'forum-post': 'Običajno objavljam sporočila na forumu za iskanje partnerjev eTwinning …',
  'event-before': 'Kaj se bo zgodilo z dogodki v živo eTwinning Live?',
  'event-official': 'Kaj se bo zgodilo z mojimi dogodki v mojem profilu?',
  'event-uncertain': 'Kaj se bo zgodilo z mojimi dogodki v mojem profilu?',
  learning: 'Ali bom imel/-a dostop do gradiva Learning Lab dogodkov, v katerih sem sodeloval/-a?',
} as const;
export type RuleId = keyof typeof RULES;

const CUT = '2018-07-01';

/** `YYYY-MM-DD` of an ISO date or date and time. */
function day(iso: string | undefined): string | undefined {
  return iso === undefined || iso === '' ? undefined : iso.slice(0, 10);
}

function ruling(verdict: Verdict, rule: RuleId): Ruling {
  return { verdict, rule };
}

/**
 * A TwinSpace by its project's dates.
 * @param registered day of registration (else of the start), ISO 8601
 * @param starts day the project starts, if the platform shows both
 */
export function projectRuling(registered: string | undefined, starts?: string): Ruling {
  const created = day(registered) ?? day(starts);
  if (created === undefined) return ruling('uncertain', 'space-unknown-date');
  if (created > CUT) return ruling('moved', 'space-after');
  if (created === CUT) return ruling('uncertain', 'space-on-the-day');
  // The FAQ's own gloss, "created after 1. 7. 2018 (start in the school year 2018/2019)", leaves these open.
  const start = day(starts);
  if (start !== undefined && start >= CUT && start < '2019-09-01') return ruling('uncertain', 'space-starts-2018');
  return ruling('deleted', 'space-before');
}

/** A group by the last activity that the platform shows. The FAQ gives both 21 and 22 February 2022 as the last day. */
export function groupRuling(lastActivity: string | undefined): Ruling {
  const last = day(lastActivity);
  if (last === undefined) return ruling('uncertain', 'group-unknown-date');
  if (last < '2021-01-01') return ruling('deleted', 'group-inactive');
  if (last >= '2022-02-22' && last <= '2022-03-12') return ruling('uncertain', 'group-two-days');
  return ruling('moved', 'group-active');
}

/** Content of a space: it can only be kept where its space is, and then only if it was created after 1 July 2018. */
export function contentRuling(space: Ruling, createdAt: string | undefined): Ruling {
  const created = day(createdAt);
  if (space.verdict === 'deleted') return space;
  if (created !== undefined && created < CUT) return ruling('deleted', 'content-before');
  if (space.verdict === 'uncertain') return space;
  if (created === undefined) return ruling('uncertain', 'content-unknown-date');
  return created === CUT ? ruling('uncertain', 'content-on-the-day') : ruling('moved', 'content-after');
}

/** Quality labels and pupils' certificates go by their project; every other certificate is deleted. */
export function labelRuling(project: Ruling | undefined): Ruling {
  if (!project) return ruling('deleted', 'label-other');
  if (project.verdict === 'moved') return ruling('moved', 'label-after');
  return project.verdict === 'deleted' ? ruling('deleted', 'label-before') : ruling('uncertain', 'label-uncertain');
}

/** What the verdict of an item outside the spaces rests on. */
export interface OwnFacts {
  readonly createdAt?: string | undefined;
  /** People: the list they stand in. */
  readonly list?: 'contacts' | 'followers' | 'following' | undefined;
  /** Events: organised by CSS, an NSO or an ambassador. */
  readonly official?: boolean | undefined;
}

/** Items of eTwinning Live that belong to no space. */
export function ownRuling(kind: ItemKind, facts: OwnFacts): Ruling {
  const created = day(facts.createdAt);
  switch (kind) {
    case 'profile':
      return ruling('moved', 'profile');
    case 'image':
      return ruling('deleted', 'profile-picture');
    case 'portfolio-entry':
      if (created === undefined || created === CUT) return ruling('uncertain', 'portfolio-uncertain');
      return created < CUT ? ruling('deleted', 'portfolio-before') : ruling('moved', 'portfolio-after');
    case 'event':
      if (created !== undefined && created < CUT) return ruling('deleted', 'event-before');
      return facts.official === true ? ruling('moved', 'event-official') : ruling('uncertain', 'event-uncertain');
    case 'person':
      return facts.list === 'contacts' ? ruling('moved', 'contact') : ruling('deleted', 'follower');
    case 'resource':
      return ruling('deleted', 'resource');
    case 'forum-post':
      return ruling('deleted', 'forum-post');
    case 'learning':
      return ruling('deleted', 'learning');
    case 'certificate':
      return ruling('deleted', 'label-other');
    default:
      return ruling('deleted', 'message');
  }
}

/** Whether an organiser is one whose events are kept: CSS, a support organisation (NSO, NSS) or an ambassador. */
export function isOfficialOrganiser(text: string): boolean {
  return /\b(?:CSS|NSO|NSS)\b|[aα][mμ][bμ][aα][sšσ]+[aáαi]d|амбасад|πρεσβευτ/iu.test(text);
}
