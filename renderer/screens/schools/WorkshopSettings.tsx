import { useId, useState } from 'react';
import { SwitchButton, SwitchField, Text } from 'react-aria-components';
import { NO_WORKSHOP } from '../../../shared/tools.ts';
import type { Workshop } from '../../../shared/tools.ts';
import { ErrorNote } from '../../components/Note.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';

/** Several teachers on one computer: on or off, where, and who helps. Only while nothing is under way. */
export function WorkshopSettings() {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, error } = useAsk();
  const workshop = shell.settings.workshop ?? NO_WORKSHOP;
  const idle = shell.stage.name === 'start' && shell.job?.name !== 'working';
  const set = (part: Partial<Workshop>) => void ask('workshop.set', part);
  return (
    <section>
      <h2>{t('tools:workshop.title')}</h2>
      {error !== undefined && <ErrorNote error={error} />}
      <SwitchField className="switch-line" isSelected={workshop.on} isDisabled={!idle} onChange={(on) => set({ on })}>
        <SwitchButton className="switch">
          <span className="switch-track" aria-hidden="true" />
          {t('tools:workshop.switch')}
        </SwitchButton>
        <Text slot="description" className="soft small">
          {t(idle ? 'tools:workshop.hint' : 'tools:workshop.notNow')}
        </Text>
      </SwitchField>
      {workshop.on && (
        <div className="fields">
          <Field label={t('tools:workshop.place')} value={workshop.place} onSet={(place) => set({ place })} />
          <Field label={t('tools:workshop.helper')} value={workshop.helper} onSet={(helper) => set({ helper })} />
        </div>
      )}
    </section>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSet: (value: string) => void;
}

/** Kept when it is left, and with Enter. */
function Field({ label, value, onSet }: FieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const keep = () => {
    if (text.trim() !== value) onSet(text.trim());
  };
  return (
    <div className="line-form">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </div>
  );
}
