/** What a terminal's environment, else the system, says of the person's language; an empty variable says nothing (POSIX). */
export function systemLanguage(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const said = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return said ?? Intl.DateTimeFormat().resolvedOptions().locale;
}
