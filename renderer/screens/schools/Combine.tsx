import { useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { FolderRow } from '../../components/FolderRow.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';
import { CombineArchives } from './CombineArchives.tsx';
import { CombineDone } from './CombineDone.tsx';
import { CombineParts, partsOf } from './CombineParts.tsx';
import { usePicked } from './usePicked.ts';
import { Working } from './Working.tsx';

/** Several teachers' archives become one school archive. What was chosen stays while it is made, should it fail. */
export function Combine({ onBack }: { readonly onBack: () => void }) {
  const { shell } = useApp();
  const { t, format } = useWords();
  const { ask, busy, error } = useAsk();
  const picked = usePicked();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const field = useId();
  const { job, folder } = shell;

  const leave = () => {
    void ask('tool.dismiss', {});
    onBack();
  };
  if (job?.name === 'working') return <Working job={job} />;
  if (job?.name === 'combined') return <CombineDone job={job} onBack={leave} />;

  const start = () => {
    if (folder === undefined) return;
    void ask('combine.start', { files: [...chosen], name: name.trim(), parts: partsOf(wanted), out: folder.path });
  };
  const trouble = error ?? (job?.name === 'failed' ? job.error : undefined);
  const missing = chosen.length === 0 ? 'chooseFirst' : name.trim() === '' ? 'nameFirst' : undefined;
  return (
    <Screen
      name="combine"
      title={t('tools:combine.title')}
      hint={
        <p>
          {missing === undefined ? format.count('tools:combine.ready', chosen.length) : t(`tools:combine.${missing}`)}
        </p>
      }
      actions={
        <>
          <Button onPress={leave}>{t('app:goBack')}</Button>
          <Button
            look="primary"
            large
            disabled={missing !== undefined || folder?.writable !== true}
            busy={busy === 'combine.start'}
            onPress={start}
          >
            {t('tools:combine.start')}
          </Button>
        </>
      }
    >
      {trouble !== undefined && <ErrorNote error={trouble} />}
      <p className="lead">{t('tools:combine.lead')}</p>
      <CombineArchives picked={picked} chosen={chosen} onChange={setChosen} />
      <div className="line-form">
        <label htmlFor={field} className="options-label">
          {t('tools:combine.name')}
        </label>
        <input
          id={field}
          className="field"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
          aria-describedby={`${field}-hint`}
          autoComplete="organization"
        />
        <p id={`${field}-hint`} className="soft small">
          {t('tools:combine.nameHint')}
        </p>
      </div>
      <CombineParts wanted={wanted} onChange={setWanted} />
      {folder !== undefined && (
        <section>
          <h2>{t('app:look.where.title')}</h2>
          <FolderRow folder={folder} />
        </section>
      )}
    </Screen>
  );
}
