import { Suspense, use } from 'react';
import { Button } from '../components/Button.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useWords } from '../state/context.tsx';

/** Half a megabyte of texts, fetched only for who wants to read them. */
let licences: Promise<(typeof import('virtual:licences'))['default']> | undefined;
function loadLicences(): NonNullable<typeof licences> {
  licences ??= import('virtual:licences').then((module) => module.default);
  return licences;
}

/** Whose it is, what it promises, and whose work is in it. */
export function About({ onBack }: { readonly onBack: () => void }) {
  const { shell } = useApp();
  const { t } = useWords();
  return (
    <Screen
      name="about"
      title={t('app:about.title')}
      actions={
        <Button look="primary" onPress={onBack}>
          {t('app:about.back')}
        </Button>
      }
    >
      <p className="lead">{t('app:promise.independent')}</p>
      <p>{t('app:promise.onlyCopies')}</p>
      <p>{t('app:promise.password')}</p>
      <p>{t('app:about.free')}</p>
      <p className="soft">
        {t('app:about.version', { version: shell.version })}. {t(`app:about.host.${shell.host}`)}.
      </p>
      <section>
        <h2>{t('app:about.licences')}</h2>
        <Suspense fallback={null}>
          <Licences />
        </Suspense>
      </section>
    </Screen>
  );
}

function Licences() {
  const { t } = useWords();
  return use(loadLicences()).map(({ name, version, licence, text }) => (
    <Disclosure key={`${name} ${version}`} title={t('app:about.licenceOf', { name, version, licence })}>
      <pre className="report" lang="en" dir="ltr" tabIndex={0}>
        {text === '' ? licence : text}
      </pre>
    </Disclosure>
  ));
}
