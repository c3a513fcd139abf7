import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** More for whoever wants it. The platform's own `details`: found by search in the page, and needs no script of ours. */
export function Disclosure({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="disclosure">
      <summary>
        <Icon name="chevron" />
        <span>{title}</span>
      </summary>
      <div className="disclosure-body">{children}</div>
    </details>
  );
}
