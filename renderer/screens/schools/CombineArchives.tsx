import { CheckboxButton, CheckboxField, CheckboxGroup, Label } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { useWords } from '../../state/context.tsx';
import { Refused } from './Refused.tsx';
import { fileName } from './usePicked.ts';
import type { Picked } from './usePicked.ts';

export interface CombineArchivesProps {
  readonly picked: Picked;
  readonly chosen: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
}

/** Which archives become one. */
export function CombineArchives({ picked, chosen, onChange }: CombineArchivesProps) {
  const { t, format } = useWords();
  const { known, archives, refused, asking } = picked;
  // A school archive is no teacher's archive; one made of such would count everybody twice.
  const own = known.filter(({ made }) => made !== 'combined');
  const add = async () => {
    const found = await picked.pick(true);
    onChange([...new Set([...chosen, ...found.map(({ file }) => file)])]);
  };
  const rows = [
    ...own.map(({ zip, finishedAt, items, bytes }) => ({ file: zip, at: finishedAt, items, bytes, person: '' })),
    ...archives.map(({ file, exportedAt, items, bytes, person }) => ({ file, at: exportedAt, items, bytes, person })),
  ];
  return (
    <section>
      <CheckboxGroup className="choices" value={[...chosen]} onChange={onChange}>
        <Label className="options-label">{t('tools:combine.which')}</Label>
        {rows.length === 0 && <p className="soft">{t('tools:combine.none')}</p>}
        {rows.map(({ file, at, items, bytes, person }) => (
          <CheckboxField key={file} value={file}>
            <CheckboxButton className="check choice">
              <span className="check-box" aria-hidden="true" />
              <span className="choice-text">
                <bdi>{person === '' ? fileName(file) : person}</bdi>
                <span className="soft small">
                  {' '}
                  {person !== '' && <bdi>{fileName(file)} · </bdi>}
                  {format.date(at)} · {format.count('app:choose.count', items)} · {format.bytes(bytes)}
                </span>
              </span>
            </CheckboxButton>
          </CheckboxField>
        ))}
      </CheckboxGroup>
      <div className="buttons">
        <Button onPress={() => void add()} busy={asking.busy === 'archives.pick'}>
          {t('tools:archives.add')}
        </Button>
      </div>
      <Refused refused={refused} />
      {asking.error !== undefined && <ErrorNote error={asking.error} />}
    </section>
  );
}
