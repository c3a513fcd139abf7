import type { ToolJob } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { Meter } from '../../components/Meter.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

const STEPS = ['reading', 'packing', 'verifying'] as const;

/** An archive is being made out of archives. The old ones are only read, so it can be stopped at any time. */
export function Working({ job }: { readonly job: Extract<ToolJob, { name: 'working' }> }) {
  const { t, format } = useWords();
  const { ask, busy } = useAsk();
  const reached = STEPS.indexOf(job.step);
  return (
    <Screen
      calm
      name={`${job.kind}-working`}
      title={t(`tools:${job.kind}.working`)}
      hint={<p>{t('tools:working.safe')}</p>}
      actions={
        <Button onPress={() => void ask('tool.cancel', {})} busy={busy === 'tool.cancel'}>
          {t('tools:working.cancel')}
        </Button>
      }
    >
      <ol className="stages" aria-label={t('app:finishing.steps')}>
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={index < reached ? 'stage stage-past' : 'stage'}
            aria-current={step === job.step ? 'step' : undefined}
          >
            {t(`tools:working.${step}`)}
          </li>
        ))}
      </ol>
      <Meter
        label={t(`tools:working.${job.step}`)}
        fraction={job.fraction}
        text={job.fraction === undefined ? '' : format.percent(job.fraction)}
      />
    </Screen>
  );
}
