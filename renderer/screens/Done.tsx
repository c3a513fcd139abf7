import type { Finished } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { ErrorNote, Note } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { AfterCare } from './done/AfterCare.tsx';
import { Missing } from './done/Missing.tsx';
import { HandOver } from './schools/HandOver.tsx';
import { Receipt } from './schools/Receipt.tsx';
import { UpdateResult } from './schools/UpdateResult.tsx';

/** The archive is there. "Everything was saved" stands here only if it is true. */
export function Done({ result }: { readonly result: Finished }) {
  const { shell } = useApp();
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  const workshop = shell.settings.workshop?.on === true;
  const { zip, missing, items, saved, bytes, elsewhere, skipped, reduced = 0, notOpened = 0 } = result;
  const all = missing === 0;
  // What was left out or never ours does not make a "saved x of y" look worse than it is.
  const ours = items - skipped;
  const figures = { saved: format.number(saved), items: format.number(ours) };
  return (
    <Screen
      name="done"
      title={all ? t('app:done.titleAll') : format.count('app:done.titleSome', missing, figures)}
      actions={
        workshop ? (
          <>
            <Button onPress={() => void ask('archive.show', { zip })}>{t('app:done.show')}</Button>
            <Receipt result={result} />
            <HandOver primary />
          </>
        ) : (
          <>
            <Button look="quiet" onPress={() => void ask('app.toStart', {})}>
              {t('app:done.toStart')}
            </Button>
            <Button onPress={() => void ask('archive.show', { zip })}>{t('app:done.show')}</Button>
            <Button
              look="primary"
              large
              busy={busy === 'archive.open'}
              onPress={() => void ask('archive.open', { zip })}
            >
              {t('app:done.open')}
            </Button>
          </>
        )
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      {all ? (
        <Note tone="good">{format.count('app:done.allItems', saved, { size: format.bytes(bytes) })}</Note>
      ) : (
        <Missing result={result} onTryAgain={() => void ask('saving.tryAgain', { zip })} />
      )}
      {result.update !== undefined && <UpdateResult update={result.update} />}
      <p className="zip-path">
        <span className="soft">{t('common:labelled', { label: t('app:done.where'), value: '' })}</span>
        <bdi>{zip}</bdi>
        {result.zips !== undefined && result.zips.length > 1 && (
          <span className="soft"> ({format.count('app:done.parts', result.zips.length)})</span>
        )}
      </p>
      <AfterCare zip={zip} />
      <ul className="plain-list">
        {workshop && <li>{t('tools:workshop.opened')}</li>}
        {reduced > 0 && <li>{format.count('app:done.reduced', reduced)}</li>}
        {elsewhere > 0 && <li>{format.count('app:done.elsewhere', elsewhere)}</li>}
        {notOpened > 0 && <li>{format.count('app:done.notOpened', notOpened)}</li>}
        {skipped > 0 && <li>{format.count('app:done.skipped', skipped)}</li>}
        <li>{t('app:done.euLogin')}</li>
        <li>{t('app:promise.pupils')}</li>
      </ul>
    </Screen>
  );
}
