import type { StageName } from '../../shared/appState.ts';
import { useApp, useAsk, useWords } from '../state/context.tsx';
import { Button } from './Button.tsx';
import { Mark } from './Icon.tsx';
import { LanguageList } from './LanguageList.tsx';

const STEPS = ['signIn', 'look', 'save', 'done'] as const;
type Step = (typeof STEPS)[number];

function stepOf(stage: StageName): Step | undefined {
  switch (stage) {
    case 'start':
    case 'stopped':
      return undefined;
    case 'signing-in':
      return 'signIn';
    case 'looking':
      return 'look';
    case 'saving':
    case 'held':
    case 'finishing':
      return 'save';
    case 'done':
      return 'done';
  }
}

/** Where one is on the way, and the two pages beside it. */
export function Header({ onPage }: { readonly onPage: (page: 'settings' | 'about') => void }) {
  const { shell } = useApp();
  const { t } = useWords();
  const current = stepOf(shell.stage.name);
  const reached = current === undefined ? -1 : STEPS.indexOf(current);
  return (
    <header className="header">
      <div className="brand">
        <Mark />
        <span>{t('app:name')}</span>
      </div>
      {current !== undefined && (
        <nav className="steps" aria-label={t('app:nav.steps')}>
          <ol>
            {STEPS.map((step, index) => (
              <li
                key={step}
                className={index < reached ? 'step step-past' : 'step'}
                aria-current={step === current ? 'step' : undefined}
              >
                {t(`app:nav.${step}`)}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="header-pages">
        <Button look="quiet" onPress={() => onPage('settings')}>
          {t('app:nav.settings')}
        </Button>
        <Button look="quiet" onPress={() => onPage('about')}>
          {t('app:nav.about')}
        </Button>
        {current === undefined && <HeaderLanguage />}
      </div>
    </header>
  );
}

/** The languages by their own names: who can't read these words here would not find the settings. */
function HeaderLanguage() {
  const { shell } = useApp();
  const { t } = useWords();
  const { ask } = useAsk();
  return (
    <LanguageList
      label={t('app:settings.language')}
      value={shell.language}
      quiet
      onChange={(language) => void ask('settings.set', { language })}
    />
  );
}
