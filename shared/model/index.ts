/** The model: what all sides (engine, archive, command line, screens) say an item, an inventory and a verdict are. */
export * from './kinds.ts';
export * from './item.ts';
export * from './inventory.ts';
