import { useApp, useAsk, useWords } from '../state/context.tsx';
import { Confirm } from './Confirm.tsx';

/** The window was to be closed while a run is under way. */
export function CloseDialog() {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask } = useAsk();
  return (
    <Confirm
      open={shell.closing}
      title={t('app:closeDialog.title')}
      yes={t('app:closeDialog.yes')}
      no={t('app:closeDialog.no')}
      onAnswer={(close) => void ask('app.close', { close })}
    >
      <p>{t('app:closeDialog.text')}</p>
    </Confirm>
  );
}
