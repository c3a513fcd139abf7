import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Screen } from '../components/Screen.tsx';
import { ErrorNote, Note } from '../components/Note.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { useSlow } from '../state/slow.ts';
import { NOTHING_LEFT_OUT, toSelection } from '../state/selection.ts';
import type { Without } from '../state/selection.ts';
import { EMPTY_RUN } from '../../shared/runView.ts';
import type { RunView } from '../../shared/runView.ts';
import { AddSpace } from './look/AddSpace.tsx';
import { Choose } from './look/Choose.tsx';
import { Summary } from './look/Summary.tsx';
import { Notice } from './Notice.tsx';

/** Numbers that change faster cannot be read anyway. */
const SHOW_EVERY_MS = 700;

type View = 'summary' | 'choose' | 'notice';

/** What there is. *Save everything* is one press away; choosing is for who wants to. */
export function Look({ complete }: { readonly complete: boolean }) {
  const { shell, run = EMPTY_RUN } = useApp();
  const { t } = useWords();
  const { ask, busy, error } = useAsk();
  const [view, setView] = useState<View>('summary');
  const [without, setWithout] = useState<Without>(NOTHING_LEFT_OUT);
  // Forty thousand items arrive while one types: what is typed goes first.
  const shown = useSlow(run, SHOW_EVERY_MS);
  const { folder } = shell;
  const selection = toSelection(without);
  const nothing = selection.choices.length === 0;

  const save = () => {
    if (!shell.settings.noticeSeen && view !== 'notice') {
      setView('notice');
      return;
    }
    if (folder === undefined) return;
    void ask('settings.set', { noticeSeen: true }).then(() => ask('saving.start', { selection, out: folder.path }));
  };

  if (view === 'notice') {
    return <Notice onAccept={save} onBack={() => setView('summary')} busy={busy !== undefined} error={error} />;
  }
  const empty = complete && Object.keys(run.found.kinds).length === 0;
  if (empty) return <Empty run={run} />;
  const choosing = view === 'choose';
  const some = without.size > 0;
  return (
    <Screen
      name={choosing ? 'choose' : 'look'}
      title={t(choosing ? 'app:choose.title' : 'app:look.title')}
      hint={nothing ? <p>{t('app:look.chooseNothing')}</p> : <Ready complete={complete} />}
      actions={
        <>
          {choosing ? (
            <Button onPress={() => setView('summary')}>{t('app:choose.backToSummary')}</Button>
          ) : (
            <Button onPress={() => setView('choose')}>{t('app:look.choose')}</Button>
          )}
          <Button
            look="primary"
            large
            onPress={save}
            disabled={nothing || folder?.writable !== true}
            busy={busy === 'saving.start'}
          >
            {t(some ? 'app:look.saveChosen' : 'app:look.saveAll')}
          </Button>
        </>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      {choosing ? (
        <Choose run={shown} without={without} onChange={setWithout} />
      ) : (
        <Summary run={shown} folder={folder} without={without} onChange={setWithout} />
      )}
    </Screen>
  );
}

/** Nothing was found: most likely it is the wrong account of two. */
function Empty({ run }: { readonly run: RunView }) {
  const { t } = useWords();
  const { ask, busy } = useAsk();
  const other = async () => {
    await ask('app.toStart', {});
    await ask('signIn.start', {});
  };
  return (
    <Screen
      name="look"
      title={t('app:look.title')}
      hint={<Ready complete />}
      actions={
        <Button look="primary" large onPress={() => void other()} busy={busy !== undefined}>
          {t('app:look.other')}
        </Button>
      }
    >
      {run.account !== undefined && <p className="lead">{t('app:look.signedIn', { name: run.account.displayName })}</p>}
      <Note tone="warning">{t('app:look.empty')}</Note>
      <AddSpace />
    </Screen>
  );
}

function Ready({ complete }: { readonly complete: boolean }) {
  const { t } = useWords();
  return (
    <p role="status">
      {!complete && <span className="pulse" aria-hidden="true" />}
      {t(complete ? 'app:look.complete' : 'app:look.looking')}
    </p>
  );
}
