import type { Stage } from '../../shared/appState.ts';
import { EMPTY_RUN } from '../../shared/runView.ts';
import type { RunView } from '../../shared/runView.ts';
import { Meter } from '../components/Meter.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useWords } from '../state/context.tsx';

const STEPS = ['retrying', 'packing', 'verifying'] as const;
type Step = (typeof STEPS)[number];

function fractionOf(step: Step, { packing, verifying }: RunView): number | undefined {
  if (step === 'packing' && packing !== undefined) return packing.entries / Math.max(packing.of, 1);
  if (step === 'verifying' && verifying !== undefined) return verifying.bytes / Math.max(verifying.of, 1);
  return undefined;
}

/** The last stretch. Nothing to decide, so nothing to press. */
export function Finishing({ stage }: { readonly stage: Extract<Stage, { name: 'finishing' }> }) {
  const { run = EMPTY_RUN } = useApp();
  const { t, format } = useWords();
  const fraction = fractionOf(stage.step, run);
  const reached = STEPS.indexOf(stage.step);
  return (
    <Screen calm name="finishing" title={t('app:finishing.title')}>
      <p className="lead">{t('app:finishing.wait')}</p>
      <ol className="stages" aria-label={t('app:finishing.steps')}>
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={index < reached ? 'stage stage-past' : 'stage'}
            aria-current={step === stage.step ? 'step' : undefined}
          >
            {t(`app:finishing.${step}`)}
          </li>
        ))}
      </ol>
      <Meter
        label={t(`app:finishing.${stage.step}`)}
        fraction={fraction}
        text={fraction === undefined ? '' : format.percent(fraction)}
      />
      {stage.early && <p>{t('app:finishing.early')}</p>}
    </Screen>
  );
}
