import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';

export interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  /** Which of both is the primary one; the safe one unless said otherwise. */
  readonly primary?: 'yes' | 'no';
  readonly danger?: boolean;
  readonly onAnswer: (yes: boolean) => void;
}

/** A question that has to be answered. Escape means no; the focus is kept inside and goes back to where it was. */
export function Confirm({ open, title, children, yes, no, primary = 'no', danger = false, onAnswer }: ConfirmProps) {
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(next) => !next && onAnswer(false)}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          <div className="dialog-actions">
            <Button
              look={danger ? 'danger' : primary === 'yes' ? 'primary' : 'secondary'}
              onPress={() => onAnswer(true)}
            >
              {yes}
            </Button>
            <Button look={primary === 'no' ? 'primary' : 'secondary'} onPress={() => onAnswer(false)}>
              {no}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
