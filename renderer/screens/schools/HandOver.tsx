import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';

/** The next teacher takes the chair. Asked first where somebody's saving is not finished: it goes with them. */
export function HandOver({ primary = false }: { readonly primary?: boolean }) {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, busy } = useAsk();
  const [asking, setAsking] = useState(false);
  const go = () => void ask('workshop.handOver', {});
  return (
    <>
      <Button
        look={primary ? 'primary' : 'secondary'}
        large={primary}
        busy={busy === 'workshop.handOver'}
        onPress={() => {
          if (shell.unfinished.length > 0) setAsking(true);
          else go();
        }}
      >
        {t(primary ? 'tools:workshop.finish' : 'tools:workshop.next')}
      </Button>
      <Confirm
        open={asking}
        title={t('tools:workshop.dialog')}
        yes={t('tools:workshop.yes')}
        no={t('app:cancel')}
        danger
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) go();
        }}
      >
        <p>{t('tools:workshop.dialogText')}</p>
      </Confirm>
    </>
  );
}
