import { useState } from 'react';
import { Input, Label, SearchField, SwitchButton, SwitchField, Text } from 'react-aria-components';
import type { RunView } from '../../../shared/runView.ts';
import { Button } from '../../components/Button.tsx';
import { useWords } from '../../state/context.tsx';
import { everythingLeftOut, NOTHING_LEFT_OUT, toggle } from '../../state/selection.ts';
import type { Without } from '../../state/selection.ts';
import { SpaceTree } from './SpaceTree.tsx';

export interface ChooseProps {
  readonly run: RunView;
  readonly without: Without;
  readonly onChange: (without: Without) => void;
}

/** The inventory as a tree, to take something away. */
export function Choose({ run, without, onChange }: ChooseProps) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const spaces = Object.values(run.spaces);
  const mailbox = !without.has('mailbox');
  return (
    <>
      <p>{t('app:choose.lead')}</p>
      <div className="choose-tools">
        <SearchField className="search" value={search} onChange={setSearch}>
          <Label>{t('app:choose.search')}</Label>
          <Input className="field" />
        </SearchField>
        <Button look="quiet" onPress={() => onChange(NOTHING_LEFT_OUT)}>
          {t('app:choose.all')}
        </Button>
        <Button look="quiet" onPress={() => onChange(everythingLeftOut())}>
          {t('app:choose.none')}
        </Button>
      </div>
      <SwitchField
        className="switch-line"
        isSelected={mailbox}
        onChange={() => onChange(toggle('mailbox', without, spaces))}
      >
        <SwitchButton className="switch">
          <span className="switch-track" aria-hidden="true" />
          {t('app:choose.mailbox')}
        </SwitchButton>
        <Text slot="description" className="soft small">
          {t('app:choose.mailboxHint')}
        </Text>
      </SwitchField>
      <SpaceTree run={run} without={without} onChange={onChange} search={search} />
    </>
  );
}
