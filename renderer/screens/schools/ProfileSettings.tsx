import { useState } from 'react';
import { isUnderWay } from '../../../shared/appState.ts';
import type { ProfileFacts } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';
import { ProfileDialog } from './ProfileDialog.tsx';

/** Enough to be read out on the telephone. */
const MOST_PLACE = 300;

/** Which addresses of eTwinning TwinArk knows: its own list, or a corrected one that a support organisation handed out. */
export function ProfileSettings() {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, busy, error } = useAsk();
  const [offered, setOffered] = useState<ProfileFacts>();
  const { profile } = shell;
  const idle = !isUnderWay(shell.stage) && (shell.stage.name === 'start' || shell.stage.name === 'done');
  const pick = async () => setOffered((await ask('profile.pick', {}))?.profile);
  const use = async ({ origins }: ProfileFacts) => {
    await ask('profile.use', { origins: origins.map(({ origin }) => origin) });
    setOffered(undefined);
  };
  const place = error?.params['place'];
  return (
    <section>
      <h2>{t('tools:profile.title')}</h2>
      <p role="status">
        {profile === undefined
          ? t('tools:profile.builtIn')
          : t('tools:profile.inUse', { name: profile.name, id: profile.id })}
      </p>
      {profile !== undefined && (
        <ul className="plain-list">
          {[...new Set(profile.origins.map(({ origin }) => origin))].map((origin) => (
            <li key={origin}>
              <bdi>{origin}</bdi>
            </li>
          ))}
        </ul>
      )}
      {error?.code === 'profile-invalid' || error?.code === 'origin-invalid' ? (
        <Note tone="bad" live>
          <p className="note-title">{t('tools:profile.bad')}</p>
          <p>{t(error.code === 'origin-invalid' ? 'tools:profile.notSecure' : 'tools:profile.notValid')}</p>
          {place !== undefined && (
            <p className="code" dir="ltr">
              {String(place).slice(0, MOST_PLACE)}
            </p>
          )}
        </Note>
      ) : (
        error !== undefined && <ErrorNote error={error} />
      )}
      <div className="buttons">
        <Button onPress={() => void pick()} disabled={!idle} busy={busy === 'profile.pick'}>
          {t('tools:profile.pick')}
        </Button>
        {profile !== undefined && (
          <Button onPress={() => void ask('profile.reset', {})} disabled={!idle}>
            {t('tools:profile.reset')}
          </Button>
        )}
      </div>
      {offered !== undefined && (
        <ProfileDialog profile={offered} onUse={() => void use(offered)} onClose={() => setOffered(undefined)} />
      )}
    </section>
  );
}
