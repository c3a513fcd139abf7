import { Activity, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import type { BridgeApi } from '../shared/bridge.ts';
import { createI18n, htmlLang, loadLanguage, type Language } from '../shared/i18n/index.ts';
import { localeOf } from '../shared/i18n/languages.ts';
import { Announcer } from './components/Announcer.tsx';
import { CloseDialog } from './components/CloseDialog.tsx';
import { Header } from './components/Header.tsx';
import { About } from './screens/About.tsx';
import { Combine } from './screens/schools/Combine.tsx';
import { Remove } from './screens/schools/Remove.tsx';
import type { Tool } from './screens/schools/SchoolTools.tsx';
import { WorkshopBanner } from './screens/schools/WorkshopBanner.tsx';
import { Settings } from './screens/Settings.tsx';
import { StageScreen } from './screens/StageScreen.tsx';
import { AppProvider, useApp, useWords } from './state/context.tsx';
import { useLook } from './state/look.ts';
import { createStore } from './state/store.ts';

/** The page: waits for the app's state, then shows the screen of the stage, or one of the pages beside it. */
export function App({ bridge }: { readonly bridge: BridgeApi }) {
  const [store] = useState(() => createStore(bridge));
  const state = useSyncExternalStore(store.subscribe, store.get);
  const language = useLoaded(state?.shell.language);
  const i18n = useMemo(() => createI18n(language), [language]);
  const value = useMemo(() => (state === undefined ? undefined : { ...state, bridge }), [state, bridge]);
  const dir = i18n.dir();
  useEffect(() => {
    if (language !== undefined) document.documentElement.lang = htmlLang(language);
    document.documentElement.dir = dir;
  }, [language, dir]);
  useLook(state?.shell.settings.look ?? 'system');
  if (value === undefined || language === undefined) return null;
  return (
    <I18nextProvider i18n={i18n}>
      <I18nProvider locale={localeOf(language)}>
        <AppProvider value={value}>
          <Frame />
        </AppProvider>
      </I18nProvider>
    </I18nextProvider>
  );
}

/** The language that is spoken: the one before, until the texts of the next one are there. */
function useLoaded(wish: Language | undefined): Language | undefined {
  const [spoken, setSpoken] = useState<Language>();
  useEffect(() => {
    if (wish === undefined) return undefined;
    let changed = false;
    void loadLanguage(wish).then((language) => {
      if (!changed) setSpoken(language);
    });
    return () => {
      changed = true;
    };
  }, [wish]);
  return spoken;
}

function Frame() {
  const { shell } = useApp();
  const { t } = useWords();
  const [page, setPage] = useState<'settings' | 'about'>();
  // A page that was loaded again shows what is under way.
  const [tool, setTool] = useState<Tool | undefined>(shell.job?.kind);
  const stage = shell.stage.name;
  // What happens to the run comes first: it takes the screen back.
  const [seen, setSeen] = useState(stage);
  if (seen !== stage) {
    setSeen(stage);
    setPage(undefined);
    setTool(undefined);
  }
  const back = () => setPage(undefined);
  const leave = () => setTool(undefined);
  return (
    <div className="frame">
      <Header onPage={setPage} />
      {shell.demo && <p className="demo">{t('app:demo')}</p>}
      <WorkshopBanner />
      {page === 'settings' && <Settings onBack={back} />}
      {page === 'about' && <About onBack={back} />}
      {tool === undefined ? (
        page === undefined && <StageScreen onTool={setTool} />
      ) : (
        // A look at the settings must not cost forty marks.
        <Activity mode={page === undefined ? 'visible' : 'hidden'}>
          {tool === 'combine' ? <Combine onBack={leave} /> : <Remove onBack={leave} />}
        </Activity>
      )}
      <Announcer />
      <CloseDialog />
    </div>
  );
}
