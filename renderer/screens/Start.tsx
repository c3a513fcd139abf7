import type { AppError } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { ErrorNote } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { EarlierExports } from './start/EarlierExports.tsx';
import { Fate } from './start/Fate.tsx';
import { Unfinished } from './start/Unfinished.tsx';

/** The first screen: what will happen, what went before, and one button. */
export function Start({ error }: { readonly error: AppError | undefined }) {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, busy, error: refused } = useAsk();
  const [unfinished] = shell.unfinished;
  const trouble = refused ?? error;
  const begin = () => void ask('signIn.start', {});
  return (
    <Screen
      name="start"
      title={t('app:start.title')}
      hint={<p>{t('app:promise.leaveRunning')}</p>}
      actions={
        unfinished === undefined ? (
          <Button look="primary" large onPress={begin} busy={busy === 'signIn.start'}>
            {t('app:start.begin')}
          </Button>
        ) : (
          <>
            <Button onPress={begin}>{t('app:start.another')}</Button>
            <Button
              look="primary"
              large
              busy={busy === 'signIn.start'}
              onPress={() => void ask('signIn.start', { continueRun: unfinished.id })}
            >
              {t('app:start.unfinished.continue')}
            </Button>
          </>
        )
      }
    >
      {trouble !== undefined && <ErrorNote error={trouble} />}
      {unfinished !== undefined && (
        <Unfinished run={unfinished} onFinish={(run) => void ask('saving.finishRun', { run })} />
      )}
      <p className="lead">{t('app:start.lead')}</p>
      {unfinished === undefined && (
        <section>
          <h2>{t('app:start.what.title')}</h2>
          <ul className="ticks">
            <li>{t('app:start.what.spaces')}</li>
            <li>{t('app:start.what.labels')}</li>
            <li>{t('app:start.what.rest')}</li>
          </ul>
        </section>
      )}
      <p>{t('app:promise.onlyCopies')}</p>
      <Disclosure title={t('app:start.fate.title')}>
        <Fate />
      </Disclosure>
      {shell.earlier.length > 0 && <EarlierExports exports={shell.earlier} />}
      <p className="soft small">{t('app:promise.independent')}</p>
    </Screen>
  );
}
