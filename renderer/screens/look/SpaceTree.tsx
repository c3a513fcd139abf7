import { useMemo } from 'react';
import {
  Button,
  CheckboxButton,
  CheckboxField,
  Collection,
  Tree,
  TreeItem,
  TreeItemContent,
} from 'react-aria-components';
import type { Key, Selection } from 'react-aria-components';
import { CHOICES } from '../../../shared/model/kinds.ts';
import type { SpaceSummary } from '../../../shared/progress.ts';
import type { RunView } from '../../../shared/runView.ts';
import { Icon } from '../../components/Icon.tsx';
import { useWords } from '../../state/context.tsx';
import { choiceOf, everythingLeftOut, markOf, NOTHING_LEFT_OUT, spaceKey, toggle } from '../../state/selection.ts';
import type { Without } from '../../state/selection.ts';
import { SpaceFacts } from './SpaceFacts.tsx';

export interface SpaceTreeProps {
  readonly run: RunView;
  readonly without: Without;
  readonly onChange: (without: Without) => void;
  readonly search: string;
}

/** As one types who looks for a title of many languages: no capitals, no marks, the Turkish ı and the final ς like their sisters. */
function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('ς', 'σ');
}

const OPEN: readonly Key[] = ['twinspaces', 'groups'];

/** Kinds of things, and below TwinSpaces and groups each of them. Arrow keys move and open, the space bar turns over. */
export function SpaceTree({ run, without, onChange, search }: SpaceTreeProps) {
  const { t, format } = useWords();
  const spaces = useMemo(() => Object.values(run.spaces), [run.spaces]);
  const wanted = folded(search.trim());
  const shown = spaces.filter(({ title }) => wanted === '' || folded(title).includes(wanted));
  const keys = [...CHOICES, ...spaces.map(spaceKey)];
  const selected = new Set<Key>(keys.filter((key) => markOf(key, without, spaces) === 'all'));

  const change = (next: Selection) => {
    if (next === 'all') {
      onChange(NOTHING_LEFT_OUT);
      return;
    }
    if (next.size === 0) {
      onChange(everythingLeftOut());
      return;
    }
    const turned = keys.filter((key) => next.has(key) !== selected.has(key));
    onChange(turned.reduce<Without>((left, key) => toggle(key, left, spaces), without));
  };

  return (
    <>
      {wanted !== '' && shown.length === 0 && <p role="status">{t('app:choose.noMatch')}</p>}
      <Tree
        className="tree"
        aria-label={t('app:choose.tree')}
        selectionMode="multiple"
        selectedKeys={selected}
        onSelectionChange={change}
        defaultExpandedKeys={OPEN}
        escapeKeyBehavior="none"
      >
        {CHOICES.map((choice) => {
          const children = shown.filter((space) => choiceOf(space) === choice);
          const name = t(`app:choose.group.${choice}`);
          return (
            <TreeItem key={choice} id={choice} textValue={name} className="tree-row">
              <TreeItemContent>
                <Cell name={name} mark={markOf(choice, without, spaces)} opens={children.length > 0}>
                  <span className="soft">{format.count('app:choose.count', run.found.choices[choice] ?? 0)}</span>
                </Cell>
              </TreeItemContent>
              {/* By item, not by list: a space that didn't change isn't drawn again. */}
              <Collection items={children} dependencies={[without, format, run.pictures]}>
                {(space) => (
                  <SpaceItem
                    space={space}
                    picture={run.pictures[spaceKey(space)]}
                    mark={markOf(spaceKey(space), without, [space])}
                  />
                )}
              </Collection>
            </TreeItem>
          );
        })}
      </Tree>
    </>
  );
}

interface SpaceItemProps {
  readonly space: SpaceSummary;
  readonly picture: string | undefined;
  readonly mark: 'all' | 'some' | 'none';
}

function SpaceItem({ space, picture, mark }: SpaceItemProps) {
  return (
    // Its key in the collection is the space's own id; the selection goes by the key of the choice.
    <TreeItem id={spaceKey(space)} textValue={space.title} className="tree-row tree-row-space">
      <TreeItemContent>
        <Cell name={space.title} mark={mark} opens={false} picture={<SpacePicture picture={picture} />}>
          <SpaceFacts space={space} />
        </Cell>
      </TreeItemContent>
    </TreeItem>
  );
}

/** Decoration: the title stands beside it. An empty frame keeps the place until a picture has come. */
function SpacePicture({ picture }: { readonly picture: string | undefined }) {
  return picture === undefined ? (
    <span className="space-picture" aria-hidden="true" />
  ) : (
    <img className="space-picture" src={picture} alt="" width={44} height={44} />
  );
}

interface CellProps {
  readonly name: string;
  readonly mark: 'all' | 'some' | 'none';
  readonly opens: boolean;
  readonly picture?: React.ReactNode;
  readonly children: React.ReactNode;
}

function Cell({ name, mark, opens, picture, children }: CellProps) {
  return (
    <div className="tree-cell">
      {opens ? (
        <Button slot="chevron" className="tree-chevron">
          <Icon name="chevron" />
        </Button>
      ) : (
        <span className="tree-chevron" />
      )}
      <CheckboxField slot="selection" isIndeterminate={mark === 'some'}>
        <CheckboxButton className="check">
          <span className="check-box" aria-hidden="true" />
        </CheckboxButton>
      </CheckboxField>
      {picture}
      <span className="tree-text">
        <bdi className="tree-name">{name}</bdi>
        {children}
      </span>
    </div>
  );
}
