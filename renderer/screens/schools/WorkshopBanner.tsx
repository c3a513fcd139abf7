import { useApp, useWords } from '../../state/context.tsx';

/** On every screen of a workshop: where one is and who helps. */
export function WorkshopBanner() {
  const { shell } = useApp();
  const { t } = useWords();
  const { workshop } = shell.settings;
  if (workshop?.on !== true) return null;
  const { place, helper } = workshop;
  const facts = [
    place === '' ? undefined : place,
    helper === '' ? undefined : t('tools:workshop.helpedBy', { helper }),
  ].filter((fact) => fact !== undefined);
  return (
    <aside className="demo workshop" aria-label={t('tools:workshop.banner')}>
      <strong>{t('tools:workshop.banner')}</strong>
      {facts.map((fact) => (
        <bdi key={fact}> · {fact}</bdi>
      ))}
    </aside>
  );
}
