import { useEffect, useRef, useState } from 'react';

/**
 * The newest value, but a new one only every `ms`: a tree of sixty spaces that is drawn anew ten times a second would leave no
 * time for the person's own keys. The last value always arrives.
 */
export function useSlow<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const timer = useRef<number>(undefined);
  useEffect(() => {
    newest.current = value;
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      setShown(newest.current);
    }, ms);
  }, [value, ms]);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return shown;
}
