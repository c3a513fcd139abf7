import { CheckboxButton, CheckboxField, GridList, GridListItem } from 'react-aria-components';
import type { ArchiveRow } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { useWords } from '../../state/context.tsx';
import { nameOf, withPage } from './marks.ts';
import type { Marks } from './marks.ts';

export interface MarkGridProps {
  readonly rows: readonly ArchiveRow[];
  readonly pictures: Readonly<Record<string, string>> | undefined;
  readonly marks: Marks;
  readonly onMarks: (marks: Marks) => void;
  readonly onEnlarge: (row: ArchiveRow) => void;
}

/** Pictures side by side, or other things in lines. Arrow keys move, the space bar marks, Tab reaches the button inside. */
export function MarkGrid({ rows, pictures, marks, onMarks, onEnlarge }: MarkGridProps) {
  const { t } = useWords();
  const selected = rows.map(({ id }) => id).filter((id) => marks.has(id));
  return (
    <GridList
      className={pictures === undefined ? 'tiles tiles-lines' : 'tiles'}
      aria-label={t(pictures === undefined ? 'tools:look.others' : 'tools:look.pictures')}
      layout={pictures === undefined ? 'stack' : 'grid'}
      keyboardNavigationBehavior="tab"
      escapeKeyBehavior="none"
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={(keys) =>
        onMarks(withPage(marks, rows, keys === 'all' ? new Set(rows.map(({ id }) => id)) : keys))
      }
    >
      {rows.map((row) => (
        <GridListItem key={row.id} id={row.id} textValue={nameOf(row)} className="tile">
          {pictures !== undefined && <Thumbnail picture={pictures[row.id]} />}
          <div className="tile-line">
            <CheckboxField slot="selection">
              <CheckboxButton className="check">
                <span className="check-box" aria-hidden="true" />
              </CheckboxButton>
            </CheckboxField>
            {pictures === undefined && <MarkText row={row} kind />}
            {pictures !== undefined && (
              <Button
                look="quiet"
                label={t('tools:look.enlargeNamed', { name: nameOf(row) })}
                onPress={() => onEnlarge(row)}
              >
                {t('tools:look.enlarge')}
              </Button>
            )}
          </div>
          {pictures !== undefined && <MarkText row={row} kind={false} />}
        </GridListItem>
      ))}
    </GridList>
  );
}

function Thumbnail({ picture }: { readonly picture: string | undefined }) {
  return <div className="tile-picture">{picture !== undefined && <img src={picture} alt="" draggable={false} />}</div>;
}

function MarkText({ row, kind }: { readonly row: ArchiveRow; readonly kind: boolean }) {
  const { t, format } = useWords();
  const facts = [
    kind ? t(`common:kinds.${row.kind}_one`) : undefined,
    row.caption,
    row.title !== '' && row.file !== row.title ? row.file : undefined,
    row.space,
    row.createdAt === undefined || !kind ? undefined : format.date(row.createdAt),
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <span className="tile-text">
      <bdi className="tile-name">{nameOf(row)}</bdi>
      {facts.map((fact, index) => (
        // Facts of one row never change places.
        <bdi key={index} className="soft small">
          {fact}
        </bdi>
      ))}
    </span>
  );
}
