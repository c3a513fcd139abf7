import type { Finished } from '../../../shared/appState.ts';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';

/** What was new, changed and gone since the earlier archive, and what did not have to be fetched again. */
export function UpdateResult({ update }: { readonly update: NonNullable<Finished['update']> }) {
  const { t, format } = useWords();
  const same = update.new + update.changed + update.gone === 0;
  return (
    <Note tone="info">
      <p className="note-title">{t('tools:update.title')}</p>
      {same ? (
        <p>{t('tools:update.same')}</p>
      ) : (
        <ul className="plain-list">
          {update.new > 0 && <li>{format.count('tools:update.new', update.new)}</li>}
          {update.changed > 0 && <li>{format.count('tools:update.changed', update.changed)}</li>}
          {update.gone > 0 && <li>{format.count('tools:update.gone', update.gone)}</li>}
        </ul>
      )}
      <p className="soft small">
        {format.count('tools:update.taken', update.taken, { size: format.bytes(update.takenBytes) })}
      </p>
    </Note>
  );
}
