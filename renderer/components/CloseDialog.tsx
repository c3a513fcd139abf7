import { useApp, useAsk, useWords } from '../state/context.tsx';
import { Confirm } from './Confirm.tsx';

/** The window was to be closed while a run is under way, or an archive is being made. */
export function CloseDialog() {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask } = useAsk();
  const making = shell.job?.name === 'working';
  return (
    <Confirm
      open={shell.closing}
      title={t(making ? 'tools:close.title' : 'app:closeDialog.title')}
      yes={t(making ? 'tools:close.yes' : 'app:closeDialog.yes')}
      no={t(making ? 'tools:close.no' : 'app:closeDialog.no')}
      onAnswer={(close) => void ask('app.close', { close })}
    >
      <p>{t(making ? 'tools:close.text' : 'app:closeDialog.text')}</p>
    </Confirm>
  );
}
