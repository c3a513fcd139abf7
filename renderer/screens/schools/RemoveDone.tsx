import type { ToolJob } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

/** The new archive is there, and the old one still is: deleting it is the person's own doing. */
export function RemoveDone({
  job,
  onBack,
}: {
  readonly job: Extract<ToolJob, { name: 'removed' }>;
  readonly onBack: () => void;
}) {
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  const { zip, old, removed, identical } = job;
  return (
    <Screen
      name="remove-done"
      title={t('tools:removed.title')}
      actions={
        <>
          <Button look="quiet" onPress={onBack}>
            {t('app:done.toStart')}
          </Button>
          <Button onPress={() => void ask('archive.show', { zip })}>{t('app:done.show')}</Button>
          <Button look="primary" large busy={busy === 'archive.open'} onPress={() => void ask('archive.open', { zip })}>
            {t('app:done.open')}
          </Button>
        </>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      <Note tone="good">
        <p>{format.count('tools:removed.count', removed)}</p>
        <p>{t('tools:working.verified')}</p>
      </Note>
      <p className="zip-path">
        <span className="soft">{t('common:labelled', { label: t('app:done.where'), value: '' })}</span>
        <bdi>{zip}</bdi>
      </p>
      <Note tone="warning">
        <p className="note-title">{t('tools:removed.oldTitle')}</p>
        <p>{t('tools:removed.oldText')}</p>
        <p>
          <bdi>{old}</bdi>
        </p>
        <div className="note-action">
          <Button onPress={() => void ask('remove.showOld', {})}>{t('tools:removed.showOld')}</Button>
        </div>
      </Note>
      {identical.length > 0 && (
        <Note tone="warning">
          <p>{format.count('tools:removed.identical', identical.length)}</p>
          <Disclosure title={t('tools:removed.which')}>
            <ul>
              {identical.map((title, index) => (
                // Two things may well have one title.
                <li key={index}>
                  <bdi>{title}</bdi>
                </li>
              ))}
            </ul>
          </Disclosure>
        </Note>
      )}
      <p className="soft">{t('tools:removed.record')}</p>
    </Screen>
  );
}
