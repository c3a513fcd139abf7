import { useEffect } from 'react';

const DARK = '(prefers-color-scheme: dark)';

/** Light or dark, by the settings or by the system, as an attribute that the styles go by. */
export function useLook(look: 'system' | 'light' | 'dark'): void {
  useEffect(() => {
    const query = window.matchMedia(DARK);
    const apply = () => {
      document.documentElement.dataset['look'] = look === 'system' ? (query.matches ? 'dark' : 'light') : look;
    };
    apply();
    query.addEventListener('change', apply);
    return () => query.removeEventListener('change', apply);
  }, [look]);
}
