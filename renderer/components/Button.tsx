import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `primary`: the one thing to do on a screen. `quiet`: as little as a link. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly disabled?: boolean | undefined;
  /** Waits for an answer; stays focusable, so that the focus isn't lost meanwhile. */
  readonly busy?: boolean | undefined;
  /** What it does, where several buttons have the same text. Begins with that text (WCAG 2.5.3). */
  readonly label?: string | undefined;
  readonly large?: boolean;
}

export function Button({ children, onPress, look = 'secondary', disabled, busy, label, large }: ButtonProps) {
  return (
    <AriaButton
      className={`button button-${look}${large === true ? ' button-large' : ''}`}
      onPress={onPress}
      isDisabled={disabled ?? false}
      isPending={busy ?? false}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </AriaButton>
  );
}
