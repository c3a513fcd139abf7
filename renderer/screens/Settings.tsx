import { useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { Settings as Kept } from '../../shared/appState.ts';
import { isUnderWay } from '../../shared/appState.ts';
import { Button } from '../components/Button.tsx';
import { Confirm } from '../components/Confirm.tsx';
import { FolderRow } from '../components/FolderRow.tsx';
import { LanguageList } from '../components/LanguageList.tsx';
import { ErrorNote } from '../components/Note.tsx';
import { Screen } from '../components/Screen.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { ProfileSettings } from './schools/ProfileSettings.tsx';
import { WorkshopSettings } from './schools/WorkshopSettings.tsx';
import { SupportReport } from './SupportReport.tsx';

const LOOKS = ['system', 'light', 'dark'] as const;

/** Language, look, folder, help, and removing everything that TwinArk keeps. */
export function Settings({ onBack }: { readonly onBack: () => void }) {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask, error } = useAsk();
  const [removing, setRemoving] = useState(false);
  const [removed, setRemoved] = useState(false);
  const set = (part: Partial<Pick<Kept, 'language' | 'look'>>) => void ask('settings.set', part);
  const remove = async () => {
    if ((await ask('keep.removeAll', {})) !== undefined) setRemoved(true);
  };
  return (
    <Screen
      name="settings"
      title={t('app:settings.title')}
      actions={
        <Button look="primary" onPress={onBack}>
          {t('app:settings.back')}
        </Button>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      <div className="settings-pair">
        <LanguageList
          label={t('app:settings.language')}
          value={shell.settings.language}
          system={t('app:settings.languages.system')}
          onChange={(language) => set({ language })}
        />
        <Options
          label={t('app:settings.look')}
          value={shell.settings.look}
          options={LOOKS.map((value) => ({ value, text: t(`app:settings.looks.${value}`) }))}
          onChange={(look) => set({ look })}
        />
      </div>
      {shell.folder !== undefined && (
        <section>
          <h2>{t('app:settings.folder')}</h2>
          <FolderRow folder={shell.folder} />
        </section>
      )}
      <SupportReport />
      <WorkshopSettings />
      <ProfileSettings />
      <section>
        <h2>{t('app:settings.remove.title')}</h2>
        <p>{t('app:settings.remove.text')}</p>
        <Button onPress={() => setRemoving(true)} disabled={isUnderWay(shell.stage)}>
          {t('app:settings.remove.button')}
        </Button>
        <p role="status">{removed && t('app:settings.remove.done')}</p>
      </section>
      <Confirm
        open={removing}
        title={t('app:settings.remove.dialog')}
        yes={t('app:settings.remove.yes')}
        no={t('app:settings.remove.no')}
        danger
        onAnswer={(yes) => {
          setRemoving(false);
          if (yes) void remove();
        }}
      >
        <p>{t('app:settings.remove.text')}</p>
        {shell.unfinished.length > 0 && <p>{t('app:settings.remove.warning')}</p>}
      </Confirm>
    </Screen>
  );
}

interface OptionsProps<V extends string> {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly onChange: (value: V) => void;
}

function Options<V extends string>({ label, value, options, onChange }: OptionsProps<V>) {
  const pick = (next: string) => {
    const option = options.find((one) => one.value === next);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <RadioGroup className="options" value={value} onChange={pick}>
      <Label className="options-label">{label}</Label>
      {options.map((option) => (
        <RadioField key={option.value} value={option.value}>
          <RadioButton className="option">
            <span className="option-dot" aria-hidden="true" />
            {option.text}
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
