import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

interface Outcome {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** What one does with an archive once there is one: keep it twice, check it, take the report out. */
export function AfterCare({ zip }: { readonly zip: string }) {
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  const [outcome, setOutcome] = useState<Outcome>();
  const good = (text: string) => setOutcome({ tone: 'good', text });

  const copy = async () => {
    const answer = await ask('archive.copyTo', { zip });
    if (answer?.copy !== undefined) good(t('app:done.copied', { path: answer.copy }));
  };
  const verify = async () => {
    const answer = await ask('archive.verify', { zip });
    if (answer === undefined) return;
    if (answer.intact) good(format.count('app:done.intact', answer.files));
    else setOutcome({ tone: 'bad', text: format.count('app:done.broken', Math.max(1, answer.problems.length)) });
  };
  const report = async () => {
    const answer = await ask('report.save', { zip });
    if (answer?.report !== undefined) good(t('app:done.reportSaved', { path: answer.report }));
  };
  const waiting =
    busy === 'archive.copyTo' ? t('app:done.copying') : busy === 'archive.verify' ? t('app:done.verifying') : undefined;

  return (
    <section className="care">
      <p>{t('app:done.twice')}</p>
      <div className="care-buttons">
        <Button onPress={() => void copy()} busy={busy === 'archive.copyTo'}>
          {t('app:done.copy')}
        </Button>
        <Button onPress={() => void verify()} busy={busy === 'archive.verify'}>
          {t('app:done.verify')}
        </Button>
        <Button onPress={() => void report()} busy={busy === 'report.save'}>
          {t('app:done.report')}
        </Button>
      </div>
      <div role="status">
        {waiting !== undefined && <p>{waiting}</p>}
        {waiting === undefined && outcome !== undefined && <Note tone={outcome.tone}>{outcome.text}</Note>}
      </div>
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  );
}
