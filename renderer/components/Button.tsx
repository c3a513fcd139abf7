import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `primary`: the one thing to do on a screen. `quiet`: as little as a link. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly disabled?: boolean | undefined;
  /**
   * Waits for an answer. Stays focusable, so that the focus isn't lost meanwhile. (Not the library's `isPending`, which puts
   * pictures without a name into its live region.)
   */
  readonly busy?: boolean | undefined;
  /** What it does, where several buttons have the same text. Begins with that text (WCAG 2.5.3). */
  readonly label?: string | undefined;
  readonly large?: boolean;
}

export function Button({ children, onPress, look = 'secondary', disabled, busy = false, label, large }: ButtonProps) {
  const classes = ['button', `button-${look}`];
  if (large === true) classes.push('button-large');
  if (busy) classes.push('button-busy');
  return (
    <AriaButton
      className={classes.join(' ')}
      onPress={() => {
        if (!busy) onPress();
      }}
      isDisabled={disabled ?? false}
      {...(busy ? { 'aria-disabled': true } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </AriaButton>
  );
}
