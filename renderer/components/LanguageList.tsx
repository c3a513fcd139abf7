import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { Settings } from '../../shared/appState.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../shared/i18n/index.ts';
import { Icon } from './Icon.tsx';

type Choice = Settings['language'];

export interface LanguageListProps {
  readonly label: string;
  readonly value: Choice;
  /** What stands first: the computer's own language. Left out where only names are wanted. */
  readonly system?: string;
  /** As little as a link, its label for screen readers only. */
  readonly quiet?: boolean;
  readonly onChange: (language: Choice) => void;
}

/** A list that folds out, of all languages by their own names; each is marked as what it is, so that it is read out rightly. */
export function LanguageList({ label, value, system, quiet = false, onChange }: LanguageListProps) {
  const names = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }));
  // The pseudo-locale of layout tests is English in disguise.
  const shown = value === 'pseudo' ? 'en' : value;
  return (
    <Select
      className={quiet ? 'languages languages-quiet' : 'languages'}
      value={shown}
      onChange={(key) => {
        if (key === 'system') onChange('system');
        const picked = LANGUAGES.find((code) => code === key);
        if (picked !== undefined) onChange(picked);
      }}
    >
      <Label className={quiet ? 'unseen' : 'options-label'}>{label}</Label>
      <Button className={quiet ? 'button button-quiet' : 'button languages-button'}>
        {quiet && <Icon name="globe" />}
        <SelectValue />
        <Icon name="chevron" />
      </Button>
      <Popover className="popover" placement={quiet ? 'bottom end' : 'bottom start'}>
        <ListBox className="list">
          {system !== undefined && (
            <ListBoxItem id="system" textValue={system} className="list-item">
              {system}
            </ListBoxItem>
          )}
          {names.map(({ code, name }) => (
            <ListBoxItem key={code} id={code} textValue={name} className="list-item">
              <span lang={code}>{name}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
