import type { AppError } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { errorText } from '../state/errorText.ts';

/** The run ended without an archive: why, what to do, and the way back. */
export function Stopped({ error, resumable }: { readonly error: AppError; readonly resumable: boolean }) {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, busy } = useAsk();
  const { title, what, todo, code } = errorText(error, t);
  const [run] = shell.unfinished;
  const toStart = () => void ask('app.toStart', {});
  return (
    <Screen
      calm
      name="stopped"
      title={title}
      actions={
        resumable && run !== undefined ? (
          <>
            <Button onPress={toStart}>{t('app:stopped.toStart')}</Button>
            <Button
              look="primary"
              large
              busy={busy === 'signIn.start'}
              onPress={() => void ask('signIn.start', { continueRun: run.id })}
            >
              {t('app:stopped.continue')}
            </Button>
          </>
        ) : (
          <Button look="primary" large onPress={toStart}>
            {t('app:stopped.toStart')}
          </Button>
        )
      }
    >
      <p className="lead">{what}</p>
      <p>{todo}</p>
      {resumable && <p>{t('app:stopped.safe')}</p>}
      <p className="code">{t('app:code', { code })}</p>
    </Screen>
  );
}
