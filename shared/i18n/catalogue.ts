/** Texts by key; plurals by i18next's CLDR suffixes (`_one`, `_two`, `_few`, `_many`, `_other`). */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/**
 * All texts of one language by namespace: `common` (kinds, verdicts, rules, reasons, errors: said by all sides), `cli`, `archive`
 * (offline site), `report` (report, start page, verification), `app` (screens), `schools` (update, combine, remove, receipts),
 * `shell` (menu, proxy log-in, start from a terminal), `tools` (screens for schools, workshops and profiles).
 */
export type Catalogue = Readonly<
  Record<'app' | 'archive' | 'cli' | 'common' | 'report' | 'schools' | 'shell' | 'tools', Texts>
>;
