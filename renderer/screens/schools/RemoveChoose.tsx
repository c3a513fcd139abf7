import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import type { AppError } from '../../../shared/appState.ts';
import { useWords } from '../../state/context.tsx';
import { Refused } from './Refused.tsx';
import { fileName } from './usePicked.ts';
import type { Picked } from './usePicked.ts';

export interface RemoveChooseProps {
  readonly picked: Picked;
  readonly opening: boolean;
  readonly error: AppError | undefined;
  readonly onOpen: (file: string) => void;
  readonly onBack: () => void;
}

/** Which archive something is to be taken out of. */
export function RemoveChoose({ picked, opening, error, onOpen, onBack }: RemoveChooseProps) {
  const { t, format } = useWords();
  const { known, refused, asking } = picked;
  const trouble = error ?? asking.error;
  const other = async () => {
    const [found] = await picked.pick(false);
    if (found !== undefined) onOpen(found.file);
  };
  return (
    <Screen name="remove" title={t('tools:remove.title')} actions={<Button onPress={onBack}>{t('app:goBack')}</Button>}>
      {trouble !== undefined && <ErrorNote error={trouble} />}
      <p className="lead">{t('tools:remove.lead')}</p>
      <p>{t('tools:remove.new')}</p>
      <section>
        <h2>{t('tools:remove.which')}</h2>
        {known.length === 0 && <p className="soft">{t('tools:remove.none')}</p>}
        {known.length > 0 && (
          <ul className="rows">
            {known.map(({ zip, finishedAt, items, bytes }) => (
              <li key={zip} className="row">
                <div className="row-text">
                  <bdi>{fileName(zip)}</bdi>
                  <p className="soft small">
                    {format.date(finishedAt)} · {format.count('app:choose.count', items)} · {format.bytes(bytes)}
                  </p>
                </div>
                <Button
                  label={t('tools:remove.openNamed', { name: fileName(zip) })}
                  busy={opening}
                  onPress={() => onOpen(zip)}
                >
                  {t('tools:remove.open')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div className="buttons">
          <Button onPress={() => void other()} busy={asking.busy === 'archives.pick'}>
            {t('tools:archives.other')}
          </Button>
        </div>
        <Refused refused={refused} />
        <p role="status">{opening && t('tools:remove.opening')}</p>
      </section>
    </Screen>
  );
}
