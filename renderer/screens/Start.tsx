import type { AppError } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { ErrorNote, Note } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { SchoolTools } from './schools/SchoolTools.tsx';
import type { Tool } from './schools/SchoolTools.tsx';
import { WorkshopStart } from './schools/WorkshopStart.tsx';
import { EarlierExports } from './start/EarlierExports.tsx';
import { Fate } from './start/Fate.tsx';
import { Unfinished } from './start/Unfinished.tsx';

export interface StartProps {
  readonly error: AppError | undefined;
  readonly onTool: (tool: Tool) => void;
}

/** The first screen: at home, or in a workshop. */
export function Start(props: StartProps) {
  const { shell } = useApp();
  return shell.settings.workshop?.on === true ? <WorkshopStart error={props.error} /> : <StartAtHome {...props} />;
}

/** What will happen, what went before, and one button. */
function StartAtHome({ error, onTool }: StartProps) {
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
      {shell.profile !== undefined && <Note tone="info">{t('tools:profile.note', { name: shell.profile.name })}</Note>}
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
      <SchoolTools onTool={onTool} />
      <p className="soft small">{t('app:promise.independent')}</p>
    </Screen>
  );
}
