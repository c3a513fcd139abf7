import { useState } from 'react';
import type { UnfinishedRun } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { useWords } from '../../state/context.tsx';

export interface FinishRunProps {
  readonly run: UnfinishedRun;
  /** As little as a link, where it stands in a text. */
  readonly quiet?: boolean;
  readonly onFinish: (id: string) => void;
}

/** Closing a run without signing in, asked first: the platform may be gone, and it can't be taken back. */
export function FinishRun({ run, quiet = false, onFinish }: FinishRunProps) {
  const { t, format } = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look={quiet ? 'quiet' : 'secondary'} onPress={() => setAsking(true)}>
        {t('app:stopped.finish')}
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
        <p>{format.count('app:finishDialog.text', run.saved ?? 0)}</p>
      </Confirm>
    </>
  );
}
