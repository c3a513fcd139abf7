import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

export interface ScreenProps {
  readonly title: string;
  /** Names the screen for tests and styles. */
  readonly name: string;
  readonly children: ReactNode;
  /** Below the content, always in sight: the primary button stands last. */
  readonly actions?: ReactNode;
  /** Beside the actions: what they will do. */
  readonly hint?: ReactNode;
  /** The content fills the window and scrolls in itself. */
  readonly full?: boolean;
  /** More room than a text needs: pictures side by side. */
  readonly wide?: boolean;
  /** A screen that waits: little text, in the middle of a large window. */
  readonly calm?: boolean;
}

/**
 * One screen. Its heading takes the focus when it appears, so that a screen reader says where one is and the keyboard goes on
 * from the top; without that the focus would fall back to nowhere together with the button that was pressed.
 */
export function Screen({
  title,
  name,
  children,
  actions,
  hint,
  full = false,
  wide = false,
  calm = false,
}: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [name]);
  useEffect(() => {
    document.title = `${title} – TwinArk`;
  }, [title]);
  return (
    <>
      <main
        className={`screen screen-${name}${full ? ' screen-full' : ''}${wide ? ' screen-wide' : ''}${calm ? ' screen-calm' : ''}`}
        data-screen={name}
      >
        <div className="screen-inner">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {children}
        </div>
      </main>
      {actions !== undefined && (
        <footer className="actions">
          <div className="actions-inner">
            {hint !== undefined && <div className="actions-hint">{hint}</div>}
            <div className="actions-buttons">{actions}</div>
          </div>
        </footer>
      )}
    </>
  );
}
