import { useState } from 'react';
import { EMPTY_RUN } from '../../shared/runView.ts';
import { Button } from '../components/Button.tsx';
import { FinishDialog } from '../components/FinishDialog.tsx';
import { Meter } from '../components/Meter.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { fractionDone, paceOf, secondsLeft } from '../state/estimate.ts';
import { useSlow } from '../state/slow.ts';
import { Problems } from './saving/Problems.tsx';
import { SpaceList } from './saving/SpaceList.tsx';
import { Warnings } from './saving/Warnings.tsx';

/** The long hours: how far, how fast, how long still, and what didn't come. */
export function Saving() {
  const { run = EMPTY_RUN } = useApp();
  const { t, format } = useWords();
  const { ask } = useAsk();
  const [finishing, setFinishing] = useState(false);
  const { counts, expectedBytes, now, phase } = run;
  const spaces = useSlow(run.spaces, 1_000);
  const looking = phase === 'walking';
  const pace = paceOf(run);
  const left = secondsLeft(run);
  const fraction = fractionDone(run);
  const bytes =
    expectedBytes === undefined
      ? t('app:saving.bytes', { done: format.bytes(counts.bytes) })
      : t('app:saving.bytesOf', { done: format.bytes(counts.bytes), all: format.bytes(expectedBytes) });
  return (
    <Screen
      name="saving"
      title={t(looking ? 'app:saving.titleLooking' : 'app:saving.title')}
      hint={<p>{t('app:promise.leaveRunning')}</p>}
      actions={
        <>
          <Button look="quiet" onPress={() => void ask('saving.stop', {})}>
            {t('app:saving.stop')}
          </Button>
          <Button onPress={() => setFinishing(true)}>{t('app:saving.finishNow')}</Button>
          <Button look="primary" onPress={() => void ask('saving.pause', {})}>
            {t('app:saving.pause')}
          </Button>
        </>
      }
    >
      <div className="progress-head">
        <span className="percent">{format.percent(fraction)}</span>
        <span className="progress-bytes">{bytes}</span>
      </div>
      <Meter label={t('app:saving.progress')} fraction={fraction} text={`${format.percent(fraction)}, ${bytes}`} />
      <p className="now">{now === undefined ? ' ' : t('app:saving.now', { what: now })}</p>
      <dl className="facts facts-three">
        <div>
          <dt>{t('app:saving.left')}</dt>
          <dd>
            {left === undefined
              ? t('app:saving.measuring')
              : looking
                ? t('app:saving.leftAtLeast', { duration: format.duration(left) })
                : format.duration(left)}
          </dd>
        </div>
        <div>
          <dt>{t('app:saving.items')}</dt>
          <dd>
            {t(looking ? 'app:saving.itemsSoFar' : 'app:saving.itemsOf', {
              done: format.number(counts.saved),
              all: format.number(counts.found - counts.skipped),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('app:saving.speed')}</dt>
          <dd>
            {pace === undefined
              ? t('app:saving.measuring')
              : t('app:saving.perSecond', { size: format.bytes(pace.bytesPerSecond) })}
          </dd>
        </div>
      </dl>
      <Warnings warnings={run.warnings} />
      <Problems run={run} />
      <SpaceList spaces={spaces} />
      <p className="soft small">{t('app:promise.onlyCopies')}</p>
      <FinishDialog open={finishing} onClose={() => setFinishing(false)} />
    </Screen>
  );
}
