export { renderLists as renderLazy } from './lists.ts';
