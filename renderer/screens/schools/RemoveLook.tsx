import { useId, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { ArchiveFacts, ArchiveRow, ArchiveSpace } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useWords } from '../../state/context.tsx';
import { Enlarged } from './Enlarged.tsx';
import { MarkGrid } from './MarkGrid.tsx';
import { withAll, without } from './marks.ts';
import type { Marks } from './marks.ts';
import { PAGE, useLook } from './useLook.ts';
import type { Filter } from './useLook.ts';

export interface RemoveLookProps {
  readonly archive: ArchiveFacts;
  readonly spaces: readonly ArchiveSpace[];
  readonly marks: Marks;
  readonly onMarks: (marks: Marks) => void;
  readonly onReview: () => void;
  readonly onBack: () => void;
}

/** The archive's pictures, page by page, and everything else as a list; what is to go is marked. */
export function RemoveLook({ archive, spaces, marks, onMarks, onReview, onBack }: RemoveLookProps) {
  const { t, format } = useWords();
  const [filter, setFilter] = useState<Filter>({ what: 'pictures', search: '' });
  const [offset, setOffset] = useState(0);
  const [large, setLarge] = useState<ArchiveRow>();
  const { total, rows, pictures, error, settled, all } = useLook(filter, offset);
  const narrow = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part });
    setOffset(0);
  };
  const filtered = filter.search.trim() !== '' || filter.space !== undefined;
  const turn = (row: ArchiveRow) => onMarks(marks.has(row.id) ? without(marks, row.id) : withAll(marks, [row]));
  return (
    <Screen
      wide
      name="remove-look"
      title={t('tools:look.title')}
      hint={<p role="status">{format.count('tools:look.marked', marks.size)}</p>}
      actions={
        <>
          <Button onPress={onBack}>{t('app:goBack')}</Button>
          <Button look="primary" large disabled={marks.size === 0} onPress={onReview}>
            {t('tools:look.review')}
          </Button>
        </>
      }
    >
      <p className="soft">{t('tools:look.of', { person: archive.person, date: format.date(archive.exportedAt) })}</p>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="look-tools">
        <SearchField className="search" value={filter.search} onChange={(search) => narrow({ search })} maxLength={200}>
          <Label>{t('tools:look.search')}</Label>
          <Input className="field" />
        </SearchField>
        <Select
          label={t('tools:look.show')}
          value={filter.what}
          options={[
            ['pictures', t('tools:look.pictures')],
            ['others', t('tools:look.others')],
          ]}
          onChange={(what) => narrow({ what: what === 'others' ? 'others' : 'pictures' })}
        />
        {spaces.length > 1 && (
          <Select
            label={t('tools:look.where')}
            value={filter.space ?? ''}
            options={[['', t('tools:look.everywhere')], ...spaces.map(({ key, title }) => [key, title] as const)]}
            onChange={(space) => narrow({ space: space === '' ? undefined : space })}
          />
        )}
      </div>
      <div className="look-line">
        <p role="status">
          {settled &&
            (total === 0
              ? t(filtered ? 'tools:look.nothing' : 'tools:look.empty')
              : t('tools:look.range', {
                  from: format.number(offset + 1),
                  to: format.number(offset + rows.length),
                  of: format.number(total),
                }))}
        </p>
        {filtered && total > 0 && (
          <Button look="quiet" onPress={() => void all().then((found) => onMarks(withAll(marks, found)))}>
            {format.count('tools:look.markAll', total)}
          </Button>
        )}
        <Pager offset={offset} total={total} onOffset={setOffset} />
      </div>
      {rows.length > 0 && (
        <MarkGrid
          // Another page begins at its top.
          key={`${filter.what} ${offset}`}
          rows={rows}
          pictures={filter.what === 'pictures' ? pictures : undefined}
          marks={marks}
          onMarks={onMarks}
          onEnlarge={setLarge}
        />
      )}
      {large !== undefined && (
        <Enlarged
          row={large}
          marked={marks.has(large.id)}
          onMark={() => turn(large)}
          onClose={() => setLarge(undefined)}
        />
      )}
    </Screen>
  );
}

interface PagerProps {
  readonly offset: number;
  readonly total: number;
  readonly onOffset: (offset: number) => void;
}

function Pager({ offset, total, onOffset }: PagerProps) {
  const { t, format } = useWords();
  if (total <= PAGE) return null;
  const page = Math.floor(offset / PAGE) + 1;
  const pages = Math.ceil(total / PAGE);
  return (
    <nav className="pager" aria-label={t('tools:look.pages')}>
      <Button disabled={page === 1} onPress={() => onOffset(offset - PAGE)}>
        {t('tools:look.previous')}
      </Button>
      <span>{t('tools:look.page', { page: format.number(page), pages: format.number(pages) })}</span>
      <Button disabled={page === pages} onPress={() => onOffset(offset + PAGE)}>
        {t('tools:look.next')}
      </Button>
    </nav>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** The browser's own: known to everybody, and as long as it has to be. */
function Select({ label, value, options, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className="select">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
