import { Note } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';
import { errorText } from '../../state/errorText.ts';
import type { Picked } from './usePicked.ts';

/** Files that were picked and are no archives: which, and why. */
export function Refused({ refused }: { readonly refused: Picked['refused'] }) {
  const { t } = useWords();
  if (refused.length === 0) return null;
  return (
    <Note tone="warning" live>
      <p className="note-title">{t('tools:archives.refused')}</p>
      <ul className="plain-list">
        {refused.map(({ file, error }) => (
          <li key={file}>
            <bdi>{file}</bdi>: {errorText(error, t).what}
          </li>
        ))}
      </ul>
    </Note>
  );
}
