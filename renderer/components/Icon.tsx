import type { ReactNode } from 'react';

export type IconName =
  'warning' | 'info' | 'good' | 'bad' | 'folder' | 'chevron' | 'lock' | 'back' | 'reload' | 'gear' | 'globe';

const shapes: Readonly<Record<IconName, ReactNode>> = {
  warning: (
    <>
      <path d="M12 4 2.8 19.5h18.4z" />
      <path d="M12 10v4.2M12 17h.01" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.2M12 7.8h.01" />
    </>
  ),
  good: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m7.8 12.4 2.9 2.9 5.6-6" />
    </>
  ),
  bad: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.2v5.6M12 16.2h.01" />
    </>
  ),
  folder: <path d="M3.5 18.5v-12h6l2 2.5h9v9.5z" />,
  chevron: <path d="m9 6 6 6-6 6" />,
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9" rx="1.5" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </>
  ),
  back: <path d="M19 12H5m6-6-6 6 6 6" />,
  globe: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" />
    </>
  ),
  reload: <path d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4" />,
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18" />
    </>
  ),
};

/** Decoration beside a text that says the same; `mirrored` ones turn round where one reads from right to left. */
export function Icon({ name }: { readonly name: IconName }) {
  const mirrored = name === 'chevron' || name === 'back' ? ' icon-mirrored' : '';
  return (
    <svg className={`icon icon-${name}${mirrored}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

/** TwinArk's own mark: a hull that carries pages under a roof. The same drawing as build/icon.svg. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="mark-page" d="M9.5 9h6v9h-6z" />
      <path className="mark-page mark-page-2" d="M16.5 11h6v7h-6z" />
      <path className="mark-roof" d="M5 10.6 16 3.8l11 6.8" />
      <path className="mark-hull" d="M3.6 17.5h24.8c-.4 5.9-4.6 9.7-9.4 9.7h-6c-4.8 0-9-3.8-9.4-9.7z" />
    </svg>
  );
}
