import type { UnfinishedRun } from '../../../shared/appState.ts';
import { useWords } from '../../state/context.tsx';
import { FinishRun } from '../stopped/FinishRun.tsx';

/** What was begun and not finished. Going on is the screen's primary button; closing it without the rest is here. */
export function Unfinished({
  run,
  onFinish,
}: {
  readonly run: UnfinishedRun;
  readonly onFinish: (id: string) => void;
}) {
  const { t, format } = useWords();
  const { saved = 0, bytes = 0 } = run;
  return (
    <section className="card card-strong" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">{t('app:start.unfinished.title')}</h2>
      <p>
        {t('app:start.unfinished.since', { date: format.dateTime(run.startedAt), name: run.username })}{' '}
        {saved > 0 && format.count('app:start.unfinished.safe', saved, { size: format.bytes(bytes) })}{' '}
        {t('app:start.unfinished.how')}
      </p>
      <FinishRun quiet run={run} onFinish={onFinish} />
    </section>
  );
}
