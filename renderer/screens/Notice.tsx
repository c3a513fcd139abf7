import type { AppError } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { ErrorNote } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useWords } from '../state/context.tsx';

export interface NoticeProps {
  readonly onAccept: () => void;
  readonly onBack: () => void;
  readonly busy: boolean;
  readonly error: AppError | undefined;
}

/** Shown once, before the first saving: whose data it is. A notice, not a consent: nothing is ticked. */
export function Notice({ onAccept, onBack, busy, error }: NoticeProps) {
  const { t } = useWords();
  return (
    <Screen
      name="notice"
      title={t('app:notice.title')}
      actions={
        <>
          <Button onPress={onBack}>{t('app:goBack')}</Button>
          <Button look="primary" large onPress={onAccept} busy={busy}>
            {t('app:notice.accept')}
          </Button>
        </>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      <p className="lead">{t('app:notice.whose')}</p>
      <ul className="plain-list">
        <li>{t('app:notice.stays')}</li>
        <li>{t('app:promise.pupils')}</li>
        <li>{t('app:notice.controller')}</li>
        <li>{t('app:notice.howLong')}</li>
      </ul>
    </Screen>
  );
}
