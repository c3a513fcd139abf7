import type { Target } from '../types.ts';

/** Whether a view of a shape lists things of a space or the account, whatever else it shows. */
export function isListShape(shape: string): boolean {
  return NAVIGATION_SHAPES.test(shape) || /^(?:album|folder|video-folder|forum|frame)$/.test(shape);
}

/** Whether nothing but a way through the site is behind an address: sections, log-out, unknown. */
export function isNavigation(target: Target, here: Target): boolean {
  switch (target.type) {
    case 'view':
      // On a page of no space, or of another one, a space's door is a thing of a list ("My groups"), not a way through the site.
      if (target.shape === 'home' && !('space' in here && here.space === target.space)) return false;
      return NAVIGATION_SHAPES.test(target.shape) && target.paging === undefined;
    case 'unsafe':
    case 'unknown':
    case 'log-in':
    case 'not-visible':
      return true;
    case 'binary':
    case 'foreign':
    case 'none':
      return false;
  }
}
/** List views: they hold no content of their own, so a block of nothing but links to them is a menu. */
const NAVIGATION_SHAPES =
  /^(?:home|pages|albums|folders|videos|forums|meetings|members|twinmails|polls|boards|projects|groups|profile|portfolio|certificates|inbox|sent|contacts|followers|following|resources|events|forum-posts|learning-list)$/;
