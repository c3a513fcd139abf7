/** Query parameters that mean anything (platform.md, Paging); of known views every other one is dropped. */
const PAGING = ['page', 'offset'] as const;

/** Who asks: a session, or a form's guard against forgery. Nothing of it may be kept or told. */
const SESSION =
  /^(?:\w{0,12}sess(?:ion)?(?:[_-]?(?:id|key|token)\w{0,12})?|s?sid|oscsid|zenid|cfid|cftoken|\w{0,24}[cx]srf\w{0,24}|(?:\w{1,24}[_-])?token)$/i;
/** A short number is a thing's ("session=12"), no secret. */
const NUMBER = /^\d{1,7}$/;
/** Only there so that a cache is passed by. */
const CACHE = /^(?:_|rnd|rand|random|nocache|cachebuster|cb|ts|timestamp|utm_\w+)$/i;
/** `;jsessionid=…` at the end of a path: old servers write the session there. */
const IN_PATH = /;(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*/gi;

/** A path without the mark of a session. */
export function plainPath(path: string): string {
  return path.replace(IN_PATH, '');
}

/** `page` and `offset` of a query, in one form; empty if it has neither. */
export function pagingOfQuery({ searchParams }: URL): string {
  const kept = PAGING.flatMap((name) => {
    const value = searchParams.get(name);
    return value !== null && /^\d{1,9}$/.test(value) ? [`${name}=${Number(value)}`] : [];
  });
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

/** The rest of a query as it is written, without paging, sessions, and what is there for caches; empty if nothing is left. */
export function ownQuery({ search }: URL): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      if (part === '' || /^(?:page|offset)=\d{1,9}$/.test(part)) return false;
      return !CACHE.test(name) && (NUMBER.test(value) || !SESSION.test(name));
    });
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

/** One query of two. */
export function joinQueries(first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first}&${second.slice(1)}`;
}
