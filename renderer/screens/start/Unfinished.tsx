import { useState } from 'react';
import type { UnfinishedRun } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { useWords } from '../../state/context.tsx';

/** What was begun and not finished. Going on is the screen's primary button; closing it without the rest is here. */
export function Unfinished({
  run,
  onFinish,
}: {
  readonly run: UnfinishedRun;
  readonly onFinish: (id: string) => void;
}) {
  const { t, format } = useWords();
  const [asking, setAsking] = useState(false);
  const { saved = 0, bytes = 0 } = run;
  return (
    <section className="card card-strong" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">{t('app:start.unfinished.title')}</h2>
      <p>
        {t('app:start.unfinished.since', { date: format.dateTime(run.startedAt), name: run.username })}{' '}
        {saved > 0 && format.count('app:start.unfinished.safe', saved, { size: format.bytes(bytes) })}{' '}
        {t('app:start.unfinished.how')}
      </p>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('app:start.unfinished.finish')}
      </Button>
      <Confirm
        open={asking}
        title={t('app:finishDialog.title')}
        yes={t('app:finishDialog.yes')}
        no={t('app:cancel')}
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) onFinish(run.id);
        }}
      >
        <p>{format.count('app:finishDialog.text', saved)}</p>
      </Confirm>
    </section>
  );
}
