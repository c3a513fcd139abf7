import type { ToolJob } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useAsk, useWords } from '../../state/context.tsx';
import { AfterCare } from '../done/AfterCare.tsx';

/** The school archive is there: what is in it, what was left out, where it is. */
export function CombineDone({
  job,
  onBack,
}: {
  readonly job: Extract<ToolJob, { name: 'combined' }>;
  readonly onBack: () => void;
}) {
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  const { zip, zips, spaces, archives, saved, missing, bytes, fromBytes, leftOut } = job;
  const total = saved + missing;
  return (
    <Screen
      name="combine-done"
      title={t('tools:combine.done.title')}
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
        <p>
          {format.count('tools:combine.done.spaces', spaces, {
            archives: format.count('tools:combine.done.archives', archives),
          })}
        </p>
        <p>{t('tools:combine.done.size', { bytes: format.bytes(bytes), before: format.bytes(fromBytes) })}</p>
        <p>{t('tools:working.verified')}</p>
      </Note>
      {missing > 0 && (
        <Note tone="warning">
          {format.count('tools:combine.done.missing', missing, {
            saved: format.number(saved),
            total: format.number(total),
          })}
        </Note>
      )}
      <p className="zip-path">
        <span className="soft">{t('common:labelled', { label: t('app:done.where'), value: '' })}</span>
        <bdi>{zip}</bdi>
        {zips.length > 1 && <span className="soft"> ({format.count('app:done.parts', zips.length)})</span>}
      </p>
      <AfterCare zip={zip} />
      <ul className="plain-list">
        {leftOut > 0 && <li>{format.count('tools:combine.done.leftOut', leftOut)}</li>}
        <li>{t('tools:combine.done.whose')}</li>
        <li>{t('app:promise.pupils')}</li>
      </ul>
    </Screen>
  );
}
