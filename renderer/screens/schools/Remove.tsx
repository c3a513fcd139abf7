import { useState } from 'react';
import type { ResponseOf } from '../../../shared/bridge.ts';
import { useApp, useAsk } from '../../state/context.tsx';
import { NO_MARKS } from './marks.ts';
import type { Marks } from './marks.ts';
import { RemoveChoose } from './RemoveChoose.tsx';
import { RemoveDone } from './RemoveDone.tsx';
import { RemoveLook } from './RemoveLook.tsx';
import { RemoveReview } from './RemoveReview.tsx';
import { usePicked } from './usePicked.ts';
import { Working } from './Working.tsx';

/** Something is to be taken out of an archive: which, what, sure?, done. The marks stay until it is over. */
export function Remove({ onBack }: { readonly onBack: () => void }) {
  const { shell } = useApp();
  const { ask, busy, error } = useAsk();
  const picked = usePicked();
  const [opened, setOpened] = useState<ResponseOf<'remove.open'>>();
  const [marks, setMarks] = useState<Marks>(NO_MARKS);
  const [reviewing, setReviewing] = useState(false);
  const { job, folder } = shell;

  const leave = () => {
    void ask('tool.dismiss', {}).then(() => ask('remove.close', {}));
    onBack();
  };
  if (job?.name === 'working') return <Working job={job} />;
  if (job?.name === 'removed') return <RemoveDone job={job} onBack={leave} />;

  const trouble = error ?? (job?.name === 'failed' ? job.error : undefined);
  if (opened === undefined) {
    const open = async (file: string) => {
      setOpened(await ask('remove.open', { file }));
    };
    return (
      <RemoveChoose
        picked={picked}
        opening={busy === 'remove.open'}
        error={trouble}
        onOpen={(file) => void open(file)}
        onBack={leave}
      />
    );
  }
  if (reviewing) {
    return (
      <RemoveReview
        marks={marks}
        onMarks={setMarks}
        busy={busy === 'remove.start'}
        error={trouble}
        onStart={(identical) => {
          if (folder !== undefined) void ask('remove.start', { items: [...marks.keys()], identical, out: folder.path });
        }}
        onBack={() => setReviewing(false)}
      />
    );
  }
  return (
    <RemoveLook
      archive={opened.archive}
      spaces={opened.spaces}
      marks={marks}
      onMarks={setMarks}
      onReview={() => setReviewing(true)}
      onBack={() => {
        setMarks(NO_MARKS);
        setOpened(undefined);
      }}
    />
  );
}
