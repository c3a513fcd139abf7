import { Button } from '../../components/Button.tsx';
import { useWords } from '../../state/context.tsx';

/** Pages beside the way, for whoever has archives already. */
export type Tool = 'combine' | 'remove';

/** The doors to what is done with archives, on the start screen. */
export function SchoolTools({ onTool }: { readonly onTool: (tool: Tool) => void }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t('tools:doors.title')}</h2>
      <ul className="rows">
        {(['combine', 'remove'] as const).map((tool) => (
          <li key={tool} className="row">
            <span className="row-text">{t(`tools:doors.${tool}Text`)}</span>
            <Button look="quiet" onPress={() => onTool(tool)}>
              {t(`tools:doors.${tool}`)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
