import type { ReactNode } from 'react';
import type { FolderInfo } from '../../shared/appState.ts';
import { useAsk, useWords } from '../state/context.tsx';
import { Button } from './Button.tsx';
import { ErrorNote, Note } from './Note.tsx';

/** Where it is saved, and what one should know about that place before pupils' pictures lie there. */
export function FolderRow({
  folder,
  needed,
  children,
}: {
  readonly folder: FolderInfo;
  readonly needed?: number | undefined;
  /** What else is to be said of this place. */
  readonly children?: ReactNode;
}) {
  const { t, format } = useWords();
  const { ask, error } = useAsk();
  const { freeBytes } = folder;
  const little = needed !== undefined && freeBytes !== undefined && freeBytes < needed;
  return (
    <div className="folder">
      <div className="folder-line">
        <p className="folder-path">
          <bdi>{folder.path}</bdi>
          {freeBytes !== undefined && (
            <span className="soft"> ({t('app:look.where.free', { size: format.bytes(freeBytes) })})</span>
          )}
        </p>
        <Button look="quiet" onPress={() => void ask('folder.choose', {})}>
          {t('app:look.where.change')}
        </Button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {!folder.writable && <Note tone="bad">{t('app:look.where.readOnly')}</Note>}
      {folder.synced !== undefined && (
        <Note tone="warning">{t('app:look.where.synced', { service: folder.synced })}</Note>
      )}
      {little && (
        <Note tone="warning">
          {t('app:look.where.little', { need: format.bytes(needed), free: format.bytes(freeBytes) })}
        </Note>
      )}
      {folder.longPath && <Note tone="warning">{t('app:look.where.longPath')}</Note>}
      {folder.fat32 && <Note tone="warning">{t('app:look.where.fat32')}</Note>}
      {children}
    </div>
  );
}
