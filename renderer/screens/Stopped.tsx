import { useState } from 'react';
import type { AppError, UnfinishedRun } from '../../shared/appState.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { Button } from '../components/Button.tsx';
import { ErrorNote } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { errorText } from '../state/errorText.ts';
import { FinishRun } from './stopped/FinishRun.tsx';
import { OtherPlace } from './stopped/OtherPlace.tsx';

/** What another place for the archive may help against. */
const OF_PLACE: readonly ErrorCode[] = ['disk-full', 'out-gone', 'file-too-large-for-disk', 'out-unusable'];

/** The run ended without an archive: why, what to do, and the way back. */
export function Stopped({ error, resumable }: { readonly error: AppError; readonly resumable: boolean }) {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, busy, error: refused } = useAsk();
  const [movedTo, setMovedTo] = useState<string>();
  const { title, what, todo, code } = errorText(error, t);
  const [run] = shell.unfinished;
  const goesOn = resumable && run !== undefined;
  const moved = movedTo === undefined ? {} : { movedTo };
  const toStart = () => void ask('app.toStart', {});
  const goOn = ({ id }: UnfinishedRun) => void ask('signIn.start', { continueRun: id, ...moved });
  return (
    <Screen
      calm
      name="stopped"
      title={title}
      actions={
        goesOn ? (
          <>
            <Button look="quiet" onPress={toStart}>
              {t('app:stopped.toStart')}
            </Button>
            <FinishRun run={run} onFinish={(id) => void ask('saving.finishRun', { run: id, ...moved })} />
            <Button look="primary" large busy={busy === 'signIn.start'} onPress={() => goOn(run)}>
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
      {goesOn && OF_PLACE.includes(error.code) && (
        <OtherPlace before={run.out} moves={error.params['at'] !== 'staging'} onChange={setMovedTo} />
      )}
      {resumable && <p>{t('app:stopped.safe')}</p>}
      {refused !== undefined && <ErrorNote error={refused} />}
      <p className="code">{t('app:code', { code })}</p>
    </Screen>
  );
}
