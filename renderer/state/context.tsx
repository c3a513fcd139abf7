import { createContext, use, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/appState.ts';
import type { BridgeApi, Channel, RequestOf, ResponseOf } from '../../shared/bridge.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';
import type { PageState } from './store.ts';

interface AppContext extends PageState {
  readonly bridge: BridgeApi;
}
const Context = createContext<AppContext | undefined>(undefined);

export function AppProvider({ value, children }: { readonly value: AppContext; readonly children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The app's state and the bridge. */
export function useApp(): AppContext {
  const value = use(Context);
  if (value === undefined) throw new Error('useApp outside AppProvider');
  return value;
}

/** Texts and formats in the language of the screens. */
export function useWords(): { readonly t: Translate; readonly format: Format } {
  const { t: raw, i18n } = useTranslation();
  return useMemo(() => {
    const t: Translate = (key, params) => raw(key, { ...params });
    return { t, format: createFormat(i18n.language, t) };
  }, [raw, i18n.language]);
}

export interface Asking {
  /** Answers nothing where it failed; `error` then says why. */
  readonly ask: <C extends Channel>(channel: C, payload: RequestOf<C>) => Promise<ResponseOf<C> | undefined>;
  /** The request under way, for buttons that wait. */
  readonly busy: Channel | undefined;
  readonly error: AppError | undefined;
}

/** Requests with their waiting and their failing, for one screen. */
export function useAsk(): Asking {
  const { bridge } = useApp();
  const [busy, setBusy] = useState<Channel>();
  const [error, setError] = useState<AppError>();
  const ask = useCallback(
    async <C extends Channel>(channel: C, payload: RequestOf<C>): Promise<ResponseOf<C> | undefined> => {
      setBusy(channel);
      setError(undefined);
      const reply = await bridge.request(channel, payload);
      setBusy(undefined);
      if (reply.ok) return reply.value;
      setError(reply.error);
      return undefined;
    },
    [bridge],
  );
  return { ask, busy, error };
}
