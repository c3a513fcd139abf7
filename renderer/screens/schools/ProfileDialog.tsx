import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ProfileFacts } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';

export interface ProfileDialogProps {
  readonly profile: ProfileFacts;
  readonly onUse: () => void;
  readonly onClose: () => void;
}

/** A corrected profile in words, before it is used: where the password would go, and what would be asked for. */
export function ProfileDialog({ profile, onUse, onClose }: ProfileDialogProps) {
  const { t, format } = useWords();
  const { name, id, origins, hosts, pages, downloads, added, dropped } = profile;
  const changed = origins.filter(({ instead }) => instead !== undefined);
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="modal modal-wide">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {t('tools:profile.dialog')}
          </Heading>
          <div className="dialog-body" tabIndex={0}>
            <p>
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <span className="soft">({id})</span>
            </p>
            <p>{t('tools:profile.origins')}</p>
            <ul className="rows rows-tight">
              {origins.map(({ role, origin, instead }) => (
                <li key={role} className="row">
                  <span className="row-text">{t(`tools:profile.roles.${role}`)}</span>
                  <span>
                    <bdi>{origin}</bdi>{' '}
                    {instead !== undefined && (
                      <span className="verdict verdict-deleted">{t('tools:profile.other')}</span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {changed.length > 0 && <Note tone="warning">{t('tools:profile.warning')}</Note>}
            <p>
              {format.count('tools:profile.pages', pages, {
                downloads: format.count('tools:profile.downloads', downloads),
              })}{' '}
              {t('tools:profile.never')}
            </p>
            {hosts.length > 0 && <p className="soft small">{t('tools:profile.hosts', { hosts: hosts.join(', ') })}</p>}
            <Changes title={format.count('tools:profile.added', added.length)} list={added} />
            <Changes title={format.count('tools:profile.dropped', dropped.length)} list={dropped} />
            {added.length + dropped.length === 0 && <p>{t('tools:profile.same')}</p>}
            <p>{t('tools:profile.trust')}</p>
          </div>
          <div className="dialog-actions">
            <Button onPress={onUse}>{t('tools:profile.use')}</Button>
            <Button look="primary" onPress={onClose}>
              {t('app:cancel')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Changes({ title, list }: { readonly title: string; readonly list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <Disclosure title={title}>
      <pre className="report" tabIndex={0} dir="ltr">
        {list.join('\n')}
      </pre>
    </Disclosure>
  );
}
