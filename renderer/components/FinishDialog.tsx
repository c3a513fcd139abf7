import { useApp, useAsk, useWords } from '../state/context.tsx';
import { Confirm } from './Confirm.tsx';

/** Closing the run with what is there can't be taken back, so it is asked, with the number that it will be. */
export function FinishDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { run } = useApp();
  const { t, format } = useWords();
  const { ask } = useAsk();
  return (
    <Confirm
      open={open}
      title={t('app:finishDialog.title')}
      yes={t('app:finishDialog.yes')}
      no={t('app:finishDialog.no')}
      onAnswer={(yes) => {
        onClose();
        if (yes) void ask('saving.finishNow', {});
      }}
    >
      <p>{format.count('app:finishDialog.text', run?.counts.saved ?? 0)}</p>
    </Confirm>
  );
}
