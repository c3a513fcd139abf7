import { useEffect, useRef, useState } from 'react';
import { useApp, useWords } from '../state/context.tsx';
import { fractionDone, secondsLeft } from '../state/estimate.ts';

/** Saving takes hours: a screen reader hears of each tenth, and never more often than every half minute. */
const STEPS = 10;
const NOT_BEFORE_MS = 30_000;

/** Progress in moderation, for who can't see the bar. Problems and holds are read by their screens. */
export function Announcer() {
  const { shell, run } = useApp();
  const { t, format } = useWords();
  const [text, setText] = useState('');
  const last = useRef({ step: 0, at: 0 });
  const saving = shell.stage.name === 'saving';
  const fraction = saving && run !== undefined ? fractionDone(run) : 0;
  const step = Math.floor(fraction * STEPS);

  useEffect(() => {
    const now = Date.now();
    if (!saving || run === undefined || step === last.current.step || now - last.current.at < NOT_BEFORE_MS) return;
    last.current = { step, at: now };
    const left = secondsLeft(run);
    const percent = format.percent(fraction);
    setText(
      left === undefined
        ? t('app:saving.spokenShort', { percent })
        : t('app:saving.spoken', { percent, duration: format.duration(left) }),
    );
  }, [saving, run, step, fraction, t, format]);

  return (
    <div className="unseen" role="status">
      {text}
    </div>
  );
}
