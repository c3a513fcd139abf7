import type { ReactNode } from 'react';
import type { AppError } from '../../shared/appState.ts';
import { useWords } from '../state/context.tsx';
import { errorText } from '../state/errorText.ts';
import { Icon } from './Icon.tsx';

export type Tone = 'info' | 'warning' | 'bad' | 'good';

/** Something that must be noticed; `live` has it read out when it appears. */
export function Note({
  tone,
  children,
  live = false,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly live?: boolean;
}) {
  return (
    <div className={`note note-${tone}`} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon name={tone} />
      <div className="note-text">{children}</div>
    </div>
  );
}

/** An error in words: title, what happened, what to do, and its code for the telephone. */
export function ErrorNote({ error }: { readonly error: AppError }) {
  const { t } = useWords();
  const { title, what, todo, code } = errorText(error, t);
  return (
    <Note tone="bad" live>
      <p className="note-title">{title}</p>
      <p>{what}</p>
      <p>{todo}</p>
      <p className="code">{t('app:code', { code })}</p>
    </Note>
  );
}
