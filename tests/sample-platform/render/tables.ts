export { renderLists as renderTables } from './lists.ts';
