import { useState } from 'react';
import type { PauseCause } from '../../shared/progress.ts';
import { EMPTY_RUN } from '../../shared/runView.ts';
import { Button } from '../components/Button.tsx';
import { FinishDialog } from '../components/FinishDialog.tsx';
import { Meter } from '../components/Meter.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { fractionDone } from '../state/estimate.ts';
import { phoneCode } from '../state/errorText.ts';

/** Something holds the run up: paused, signed out, no answer, a filter, a full disk. Calm: nothing is lost. */
export function Held({ cause }: { readonly cause: PauseCause }) {
  const { run = EMPTY_RUN } = useApp();
  const { t, format } = useWords();
  const { ask, busy } = useAsk();
  const [finishing, setFinishing] = useState(false);
  const { saved, bytes } = run.counts;
  const fraction = fractionDone(run);
  const goOn = () => void (cause === 'signed-out' ? ask('signIn.start', {}) : ask('saving.resume', {}));
  return (
    <Screen
      calm
      name={`held-${cause}`}
      title={t(`app:held.${cause}.title`)}
      actions={
        <>
          <Button look="quiet" onPress={() => void ask('saving.stop', {})}>
            {t('app:saving.stop')}
          </Button>
          <Button onPress={() => setFinishing(true)}>{t('app:held.finish')}</Button>
          <Button look="primary" large onPress={goOn} busy={busy !== undefined}>
            {t(`app:held.${cause}.action`)}
          </Button>
        </>
      }
    >
      <p className="lead">{t(`app:held.${cause}.what`)}</p>
      <p>{t(`app:held.${cause}.todo`)}</p>
      <div className="held-progress">
        <Meter label={t('app:saving.progress')} fraction={fraction} text={format.percent(fraction)} />
        <p className="soft">{format.count('app:held.saved', saved, { size: format.bytes(bytes) })}</p>
      </div>
      {cause !== 'person' && <p className="code">{t('app:code', { code: phoneCode(cause) })}</p>}
      <FinishDialog open={finishing} onClose={() => setFinishing(false)} />
    </Screen>
  );
}
