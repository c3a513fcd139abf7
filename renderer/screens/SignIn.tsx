import { Trans } from 'react-i18next';
import type { Stage } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { LogInPlace } from './LogInPlace.tsx';

type SigningIn = Extract<Stage, { name: 'signing-in' }>;

/** Beside the platform's own log-in page: which password, who sees it, and what if there is none. */
export function SignIn({ stage }: { readonly stage: SigningIn }) {
  const { shell, run } = useApp();
  const { t } = useWords();
  const { ask } = useAsk();
  const beside = shell.host === 'chromium';
  const help = (
    <div className="sign-in-help">
      <p>
        <Trans i18nKey="app:signIn.which" components={{ b: <strong /> }} />
      </p>
      {stage.again && run?.account !== undefined && <p>{t('app:signIn.same', { name: run.account.displayName })}</p>}
      <p className="promise">{t('app:promise.password')}</p>
      <Disclosure title={t('app:signIn.kept.title')}>
        <p>{t('app:signIn.kept.lead')}</p>
        <ul>
          {(['chrome', 'edge', 'firefox', 'safari'] as const).map((browser) => (
            <li key={browser}>{t(`app:signIn.kept.${browser}`)}</li>
          ))}
        </ul>
      </Disclosure>
      <Disclosure title={t('app:signIn.lost.title')}>
        <p>{t('app:signIn.lost.text')}</p>
      </Disclosure>
    </div>
  );
  return (
    <Screen
      name="sign-in"
      full={shell.embedsSignIn}
      title={t(stage.again ? 'app:signIn.titleAgain' : 'app:signIn.title')}
      actions={
        <>
          <Button onPress={() => void ask('signIn.cancel', {})}>{t('app:cancel')}</Button>
          {beside && (
            <Button look="primary" large onPress={() => void ask('signIn.navigate', { action: 'focus' })}>
              {t('app:signIn.bringToFront')}
            </Button>
          )}
        </>
      }
    >
      {shell.embedsSignIn ? (
        <div className="sign-in">
          {help}
          <LogInPlace address={stage.address} />
        </div>
      ) : (
        <>
          <p className="lead">{t(beside ? 'app:signIn.beside' : 'app:signIn.form')}</p>
          {help}
          <p className="waiting" role="status">
            <span className="pulse" aria-hidden="true" />
            {t('app:signIn.waiting')}
          </p>
        </>
      )}
    </Screen>
  );
}
