import type { RunView } from '../../../shared/runView.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useWords } from '../../state/context.tsx';

/** So many fit on a screen; all of them stand in the report. */
const SHOWN = 20;

/** What didn't come, in words, newest first. Quiet: most of it is mended by the last pass. */
export function Problems({ run }: { readonly run: RunView }) {
  const { t, format } = useWords();
  const { problems, problemCount } = run;
  if (problemCount === 0) return <p className="soft">{t('app:saving.noProblems')}</p>;
  const shown = problems.slice(-SHOWN).reverse();
  const more = problemCount - shown.length;
  return (
    <Disclosure title={format.count('app:saving.problems', problemCount)}>
      <p className="soft small">{t('app:saving.problemsHint')}</p>
      <ul className="rows rows-tight">
        {shown.map(({ id, title, reason, attempts }) => (
          <li key={id} className="row">
            <div className="row-text">
              <bdi>{title}</bdi>{' '}
              <span className="soft">
                {t(`common:reasons.${reason}`)}
                {attempts !== undefined && attempts > 1 && ` (${format.count('app:saving.tried', attempts)})`}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="soft small">{format.count('app:saving.more', more)}</p>}
    </Disclosure>
  );
}
