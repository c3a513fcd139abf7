/** Filled in by `licencesPlugin` (vite.renderer.config.ts). */
declare module 'virtual:licences' {
  const licences: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
    readonly text: string;
  }[];
  export default licences;
}
declare module '*.css';
