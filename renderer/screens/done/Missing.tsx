import type { Finished } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';

/** Why something is missing, by reason, and the way to try it again. */
export function Missing({ result, onTryAgain }: { readonly result: Finished; readonly onTryAgain: () => void }) {
  const { t, format } = useWords();
  const reasons = Object.entries(result.missingBy).sort(([, a], [, b]) => b - a);
  return (
    <Note tone="warning">
      <p className="note-title">{t('app:done.seeWhy')}</p>
      <Disclosure title={t('app:done.why')}>
        <ul className="rows rows-tight">
          {reasons.map(([reason, count]) => (
            <li key={reason} className="row">
              <span className="row-text">{t(`common:reasons.${reason}`)}</span>
              <span>{format.number(count)}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
      <div className="note-action">
        <Button onPress={onTryAgain}>{t('app:done.tryAgain')}</Button>
        <p className="small">{t('app:done.tryAgainHint')}</p>
      </div>
    </Note>
  );
}
