import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../components/Button.tsx';
import { useAsk, useWords } from '../state/context.tsx';

/** The report for support, shown before it is saved: nobody should have to believe that nothing personal is in it. */
export function SupportReport() {
  const { t } = useWords();
  const { ask, busy } = useAsk();
  const [text, setText] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const show = async () => setText((await ask('support.preview', {}))?.text);
  const save = async () => {
    const answer = await ask('support.save', {});
    setText(undefined);
    setSaved(answer?.report);
  };
  return (
    <section>
      <h2>{t('app:settings.support.title')}</h2>
      <p>{t('app:settings.support.text')}</p>
      <Button onPress={() => void show()} busy={busy === 'support.preview'}>
        {t('app:settings.support.show')}
      </Button>
      <p role="status">{saved !== undefined && t('app:settings.support.saved', { path: saved })}</p>
      <ModalOverlay className="veil" isOpen={text !== undefined} onOpenChange={() => setText(undefined)} isDismissable>
        <Modal className="modal">
          <Dialog className="dialog">
            <Heading slot="title" className="dialog-title">
              {t('app:settings.support.dialog')}
            </Heading>
            <pre className="report" tabIndex={0} dir="ltr">
              {text}
            </pre>
            <div className="dialog-actions">
              <Button onPress={() => setText(undefined)}>{t('app:close')}</Button>
              <Button look="primary" onPress={() => void save()}>
                {t('app:settings.support.save')}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}
