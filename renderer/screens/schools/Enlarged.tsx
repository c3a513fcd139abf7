import { useEffect, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ArchiveRow } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { useApp, useWords } from '../../state/context.tsx';
import { nameOf } from './marks.ts';

export interface EnlargedProps {
  readonly row: ArchiveRow;
  readonly marked: boolean;
  readonly onMark: () => void;
  readonly onClose: () => void;
}

/** One picture as large as the window lets it be: on a thumbnail of a class nobody can be told apart. */
export function Enlarged({ row, marked, onMark, onClose }: EnlargedProps) {
  const { bridge } = useApp();
  const { t } = useWords();
  const [picture, setPicture] = useState<{ readonly address?: string | undefined }>();
  useEffect(() => {
    let current = true;
    void bridge.request('remove.picture', { id: row.id }).then((reply) => {
      if (current) setPicture({ address: reply.ok ? reply.value.picture : undefined });
    });
    return () => {
      current = false;
    };
  }, [bridge, row.id]);
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="modal modal-wide">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            <bdi>{nameOf(row)}</bdi>
          </Heading>
          <div className="enlarged">
            {picture?.address !== undefined && <img src={picture.address} alt={nameOf(row)} />}
            {picture !== undefined && picture.address === undefined && <p>{t('tools:look.noPicture')}</p>}
          </div>
          {row.caption !== undefined && (
            <p>
              <bdi>{row.caption}</bdi>
            </p>
          )}
          <div className="dialog-actions">
            <Button onPress={onMark}>{t(marked ? 'tools:look.unmark' : 'tools:look.mark')}</Button>
            <Button look="primary" onPress={onClose}>
              {t('app:close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
