import type { EarlierExport } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

/** Archives made earlier on this computer, newest first. */
export function EarlierExports({ exports }: { readonly exports: readonly EarlierExport[] }) {
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  return (
    <section>
      <h2>{t('app:start.earlier.title')}</h2>
      {error !== undefined && <ErrorNote error={error} />}
      {exports.some(({ present, made }) => present && made === undefined) && (
        <p className="soft small">{t('tools:update.hint')}</p>
      )}
      <ul className="rows">
        {exports.map(({ zip, finishedAt, items, saved, missing, bytes, present, made }) => {
          const date = format.date(finishedAt);
          return (
            <li key={zip} className="row">
              <div className="row-text">
                <strong>{date}</strong>{' '}
                <span className="soft">
                  {missing === 0
                    ? format.count('app:start.earlier.all', items)
                    : t('app:start.earlier.some', { saved: format.number(saved), items: format.number(items) })}
                  , {format.bytes(bytes)}
                </span>
                {made !== undefined && <p className="soft small">{t(`tools:update.${made}`)}</p>}
                {!present && <p className="soft">{t('app:start.earlier.gone')}</p>}
              </div>
              <div className="row-buttons">
                {present ? (
                  <>
                    {made === undefined && (
                      <Button
                        label={t('tools:update.buttonNamed', { date })}
                        busy={busy === 'saving.tryAgain'}
                        onPress={() => void ask('saving.tryAgain', { zip })}
                      >
                        {t('tools:update.button')}
                      </Button>
                    )}
                    <Button
                      look="quiet"
                      label={t('app:start.earlier.openNamed', { date })}
                      onPress={() => void ask('archive.open', { zip })}
                    >
                      {t('app:start.earlier.open')}
                    </Button>
                    <Button
                      look="quiet"
                      label={t('app:start.earlier.showNamed', { date })}
                      onPress={() => void ask('archive.show', { zip })}
                    >
                      {t('app:start.earlier.show')}
                    </Button>
                  </>
                ) : (
                  <Button
                    look="quiet"
                    label={t('app:start.earlier.forgetNamed', { date })}
                    onPress={() => void ask('archive.forget', { zip })}
                  >
                    {t('app:start.earlier.forget')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
