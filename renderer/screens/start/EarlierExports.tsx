import type { EarlierExport } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

/** Archives made earlier on this computer, newest first. */
export function EarlierExports({ exports }: { readonly exports: readonly EarlierExport[] }) {
  const { t, format } = useWords();
  const { ask, error } = useAsk();
  return (
    <section>
      <h2>{t('app:start.earlier.title')}</h2>
      {error !== undefined && <ErrorNote error={error} />}
      <ul className="rows">
        {exports.map(({ zip, finishedAt, items, saved, missing, bytes, present }) => {
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
                {!present && <p className="soft">{t('app:start.earlier.gone')}</p>}
              </div>
              <div className="row-buttons">
                {present ? (
                  <>
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
