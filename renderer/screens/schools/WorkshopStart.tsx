import type { AppError } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { FolderRow } from '../../components/FolderRow.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';
import { HandOver } from './HandOver.tsx';

/** The start in a workshop: for one teacher after the other, without a word about whoever sat here before. */
export function WorkshopStart({ error }: { readonly error: AppError | undefined }) {
  const { shell } = useApp();
  const { t, format } = useWords();
  const { ask, busy, error: refused } = useAsk();
  const { folder, unfinished, someoneHere } = shell;
  const [run] = unfinished;
  const trouble = refused ?? error;
  const somebody = someoneHere === true || folder !== undefined || run !== undefined;
  const begin = () => void ask('signIn.start', run === undefined ? {} : { continueRun: run.id });
  return (
    <Screen
      // What had the focus may be gone with it: the heading takes it then, as on a new screen.
      key={`${folder === undefined} ${somebody}`}
      name="start"
      title={t('tools:workshop.startTitle')}
      hint={
        <p>{t(folder === undefined && run === undefined ? 'tools:workshop.folderFirst' : 'app:promise.password')}</p>
      }
      actions={
        <>
          {somebody && <HandOver />}
          <Button
            look="primary"
            large
            disabled={run === undefined && folder?.writable !== true}
            busy={busy === 'signIn.start'}
            onPress={begin}
          >
            {t(run === undefined ? 'app:start.begin' : 'app:start.unfinished.continue')}
          </Button>
        </>
      }
    >
      {trouble !== undefined && <ErrorNote error={trouble} />}
      {someoneHere === false && !somebody && (
        <Note tone="good" live>
          {t('tools:workshop.ready')}
        </Note>
      )}
      {shell.profile !== undefined && <Note tone="info">{t('tools:profile.note', { name: shell.profile.name })}</Note>}
      {run !== undefined && (
        <section className="card card-strong" aria-labelledby="unfinished-title">
          <h2 id="unfinished-title">{t('app:start.unfinished.title')}</h2>
          <p>{t('tools:workshop.unfinished', { date: format.dateTime(run.startedAt) })}</p>
        </section>
      )}
      <p className="lead">{t('tools:workshop.lead')}</p>
      <ol className="steps-list">
        <li>
          <h2>{t('tools:workshop.step1')}</h2>
          <p>{t('tools:workshop.step1Text')}</p>
          {folder === undefined ? (
            <div className="buttons">
              <Button onPress={() => void ask('folder.choose', {})} busy={busy === 'folder.choose'}>
                {t('tools:workshop.choose')}
              </Button>
            </div>
          ) : (
            <FolderRow folder={folder}>
              {folder.occupied === true && run === undefined && (
                <Note tone="warning">{t('tools:workshop.occupied')}</Note>
              )}
            </FolderRow>
          )}
        </li>
        <li>
          <h2>{t('tools:workshop.step2')}</h2>
          <p>{t('tools:workshop.step2Text')}</p>
        </li>
        <li>
          <h2>{t('tools:workshop.step3')}</h2>
          <p>{t('tools:workshop.step3Text')}</p>
        </li>
      </ol>
      <p>{t('app:promise.onlyCopies')}</p>
    </Screen>
  );
}
