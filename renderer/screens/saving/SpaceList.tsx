import { memo } from 'react';
import type { SpaceSummary } from '../../../shared/progress.ts';
import type { RunView } from '../../../shared/runView.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useWords } from '../../state/context.tsx';

/** Space by space: which are looked through, and how much is in them. */
export const SpaceList = memo(function SpaceList({ spaces }: { readonly spaces: RunView['spaces'] }) {
  const { t } = useWords();
  const all = Object.values(spaces);
  if (all.length === 0) return null;
  return (
    <Disclosure title={t('app:saving.bySpace')}>
      <ul className="rows rows-tight">
        {all.map((space) => (
          <SpaceRow key={space.id} space={space} />
        ))}
      </ul>
    </Disclosure>
  );
});

/** Sixty of them stay still while one changes. */
const SpaceRow = memo(function SpaceRow({ space }: { readonly space: SpaceSummary }) {
  const { t, format } = useWords();
  const items = Object.values(space.counts).reduce((sum, count) => sum + count, 0);
  return (
    <li className="row">
      <div className="row-text">
        <bdi>{space.title}</bdi>{' '}
        <span className="soft">
          {format.count('app:choose.count', items)}
          {space.bytes > 0 && `, ${format.bytes(space.bytes)}`}
        </span>
      </div>
      <span className={space.done ? 'state state-done' : 'state'}>
        {t(space.done ? 'app:saving.spaceDone' : 'app:saving.spaceWaiting')}
      </span>
    </li>
  );
});
