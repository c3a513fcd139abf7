import { memo } from 'react';
import type { FolderInfo } from '../../../shared/appState.ts';
import { VERDICTS } from '../../../shared/model/kinds.ts';
import type { ItemKind } from '../../../shared/model/kinds.ts';
import type { RunView } from '../../../shared/runView.ts';
import { FolderRow } from '../../components/FolderRow.tsx';
import { useWords } from '../../state/context.tsx';
import { secondsAhead } from '../../state/estimate.ts';
import type { Without } from '../../state/selection.ts';
import { AddSpace } from './AddSpace.tsx';
import { PrivateSwitch } from './PrivateSwitch.tsx';

/** Kinds worth a figure of their own; the rest is in the sum. */
const FIGURES: readonly ItemKind[] = ['page', 'image', 'file', 'thread', 'message', 'certificate'];
/** Staging plus ZIP need twice the content at most. */
const DISK_FACTOR = 2.1;

export interface SummaryProps {
  readonly run: RunView;
  readonly folder: FolderInfo | undefined;
  readonly without: Without;
  readonly onChange: (without: Without) => void;
}

/** What was found so far, where it goes and how long it takes. */
export const Summary = memo(function Summary({ run, folder, without, onChange }: SummaryProps) {
  const { t, format } = useWords();
  const { found, expectedBytes, account, elsewhere = 0 } = run;
  const seconds = secondsAhead(run);
  const total = Object.values(found.kinds).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p className="lead">
        {account !== undefined && t('app:look.signedIn', { name: account.displayName })} <Spaces run={run} />
      </p>
      <Figures found={found} />
      <dl className="facts">
        <div>
          <dt>{t('app:look.size.title')}</dt>
          <dd>
            {expectedBytes === undefined
              ? format.count('app:look.size.items', total)
              : format.count('app:look.size.itemsSize', total, { size: format.bytes(expectedBytes) })}
          </dd>
        </div>
        <div>
          <dt>{t('app:look.time.title')}</dt>
          <dd>
            {seconds === undefined
              ? t('app:look.time.later')
              : t('app:look.time.about', { duration: format.duration(seconds) })}
          </dd>
        </div>
        {folder !== undefined && (
          <div className="facts-wide">
            <dt>{t('app:look.where.title')}</dt>
            <dd>
              <FolderRow
                folder={folder}
                needed={expectedBytes === undefined ? undefined : expectedBytes * DISK_FACTOR}
              />
            </dd>
          </div>
        )}
      </dl>
      <Verdicts run={run} />
      <PrivateSwitch without={without} onChange={onChange} />
      {elsewhere > 0 && <p className="soft">{format.count('app:look.elsewhere', elsewhere)}</p>}
      <AddSpace />
    </>
  );
});

function Figures({ found }: { readonly found: RunView['found'] }) {
  const { t, format } = useWords();
  return (
    <ul className="figures">
      {FIGURES.map((kind) => (
        <li key={kind}>
          <span className="figure">{format.number(found.kinds[kind] ?? 0)}</span>{' '}
          <span className="figure-name">{t(`common:kinds.${kind}`, { count: found.kinds[kind] ?? 0 })}</span>
        </li>
      ))}
    </ul>
  );
}

/** "14 TwinSpaces since 2010, 3 groups." */
function Spaces({ run }: { readonly run: RunView }) {
  const { format } = useWords();
  const spaces = Object.values(run.spaces);
  const twinspaces = spaces.filter(({ role }) => role !== 'groups');
  const years = twinspaces.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [format.year(createdAt)]));
  const since = [...years].sort()[0];
  const groups = spaces.length - twinspaces.length;
  if (spaces.length === 0) return null;
  return (
    <>
      {since === undefined
        ? format.count('app:look.spaces', twinspaces.length)
        : format.count('app:look.spacesSince', twinspaces.length, { year: since })}
      {groups > 0 && <>, {format.count('app:look.groups', groups)}</>}.
    </>
  );
}

/** What the platform announced for the spaces: advice, said once, and never a reason to leave something out. */
function Verdicts({ run }: { readonly run: RunView }) {
  const { t, format } = useWords();
  const spaces = Object.values(run.spaces).filter(({ role }) => role !== 'groups');
  const parts = VERDICTS.flatMap((verdict) => {
    const count = spaces.filter((space) => space.verdict === verdict).length;
    return count === 0 ? [] : [{ verdict, text: format.count(`app:look.fate.${verdict}`, count) }];
  });
  if (parts.length === 0) return null;
  return (
    <section>
      <h2>{t('app:look.fate.title')}</h2>
      <ul className="verdicts">
        {parts.map(({ verdict, text }) => (
          <li key={verdict} className={`verdict verdict-${verdict}`}>
            {text}
          </li>
        ))}
      </ul>
      <p className="soft small">{t('app:look.fate.advice')}</p>
    </section>
  );
}
