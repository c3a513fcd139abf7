import { memo, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { RunView } from '../../../shared/runView.ts';
import { Button } from '../../components/Button.tsx';
import { useWords } from '../../state/context.tsx';
import { everythingLeftOut, NOTHING_LEFT_OUT } from '../../state/selection.ts';
import type { Without } from '../../state/selection.ts';
import { PrivateSwitch } from './PrivateSwitch.tsx';
import { SpaceTree } from './SpaceTree.tsx';

export interface ChooseProps {
  readonly run: RunView;
  readonly without: Without;
  readonly onChange: (without: Without) => void;
}

/** The inventory as a tree, to take something away. Drawn anew only when what it shows is new, and not with every message. */
export const Choose = memo(function Choose({ run, without, onChange }: ChooseProps) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
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
      <PrivateSwitch without={without} onChange={onChange} />
      <SpaceTree run={run} without={without} onChange={onChange} search={search} />
    </>
  );
});
