import { SwitchButton, SwitchField, Text } from 'react-aria-components';
import { useWords } from '../../state/context.tsx';
import { savesPrivate, setPrivate } from '../../state/selection.ts';
import type { Without } from '../../state/selection.ts';

export interface PrivateSwitchProps {
  readonly without: Without;
  readonly onChange: (without: Without) => void;
}

/** Messages and chats, which other people wrote too: in sight on both faces of the screen, on unless switched off. */
export function PrivateSwitch({ without, onChange }: PrivateSwitchProps) {
  const { t } = useWords();
  return (
    <SwitchField
      className="switch-line"
      isSelected={savesPrivate(without)}
      onChange={(save) => onChange(setPrivate(save, without))}
    >
      <SwitchButton className="switch">
        <span className="switch-track" aria-hidden="true" />
        {t('app:choose.private')}
      </SwitchButton>
      <Text slot="description" className="soft small">
        {t('app:choose.privateHint')}
      </Text>
    </SwitchField>
  );
}
