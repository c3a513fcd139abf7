import type { RunView } from '../../../shared/runView.ts';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';

/** What a person should hear of while there is still time to do something about it. */
const KNOWN = ['space-short', 'space-parts', 'fat32', 'earlier-gone'] as const;

export function Warnings({ warnings }: { readonly warnings: RunView['warnings'] }) {
  const { t, format } = useWords();
  return KNOWN.flatMap((code) => {
    const warning = warnings.findLast((one) => one.code === code);
    if (warning === undefined) return [];
    // Numbers of warnings are bytes.
    const params = Object.fromEntries(
      Object.entries(warning.params).map(([key, value]) => [
        key,
        typeof value === 'number' ? format.bytes(value) : value,
      ]),
    );
    return [
      <Note key={code} tone="warning" live>
        {t(`app:saving.warnings.${code}`, params)}
      </Note>,
    ];
  });
}
