import { useWords } from '../../state/context.tsx';

const ROWS = ['old', 'new', 'groups', 'labels', 'personal'] as const;

/** What the platform said would be deleted and what moved (its questions and answers of 25 February 2022). */
export function Fate() {
  const { t } = useWords();
  return (
    <>
      <table className="fate">
        <thead>
          <tr>
            <th scope="col">{t('app:start.fate.content')}</th>
            <th scope="col">{t('app:start.fate.future')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              <th scope="row">{t(`app:start.fate.${row}.content`)}</th>
              <td>{t(`app:start.fate.${row}.future`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">{t('app:start.fate.source')}</p>
    </>
  );
}
