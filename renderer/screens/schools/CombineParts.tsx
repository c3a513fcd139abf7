import { CheckboxButton, CheckboxField, CheckboxGroup, Label } from 'react-aria-components';
import type { PagePart } from '../../../shared/tools.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useWords } from '../../state/context.tsx';

/** What a school may ask for although it is left out by default: as people speak of it. */
const GROUPS = {
  mailbox: ['mailbox'],
  twinmail: ['twinmail'],
  meetings: ['meetings'],
  people: ['people'],
  portfolio: ['portfolio', 'profile', 'learning'],
  posts: ['resources', 'events', 'forum-posts'],
  restricted: ['restricted'],
  received: ['received'],
} as const satisfies Readonly<Record<string, readonly PagePart[]>>;
type Group = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS).filter((name): name is Group => name in GROUPS);

/** The engine's words for the groups that were asked for. */
export function partsOf(groups: readonly string[]): PagePart[] {
  return NAMES.filter((name) => groups.includes(name)).flatMap((name) => [...GROUPS[name]]);
}

export interface CombinePartsProps {
  readonly wanted: readonly string[];
  readonly onChange: (groups: readonly string[]) => void;
}

/** Personal things and what only teachers could see: left out, unless somebody asks for them one by one. */
export function CombineParts({ wanted, onChange }: CombinePartsProps) {
  const { t, format } = useWords();
  return (
    <section>
      <h2>{t('tools:combine.parts.title')}</h2>
      <p>
        {wanted.length === 0
          ? t('tools:combine.parts.default')
          : format.count('tools:combine.parts.some', wanted.length)}
      </p>
      <Disclosure title={t('tools:combine.parts.open')}>
        <CheckboxGroup className="choices" value={[...wanted]} onChange={onChange}>
          <Label className="options-label">{t('tools:combine.parts.label')}</Label>
          {NAMES.map((name) => (
            <CheckboxField key={name} value={name}>
              <CheckboxButton className="check choice">
                <span className="check-box" aria-hidden="true" />
                <span className="choice-text">{t(`tools:combine.parts.${name}`)}</span>
              </CheckboxButton>
            </CheckboxField>
          ))}
        </CheckboxGroup>
      </Disclosure>
    </section>
  );
}
