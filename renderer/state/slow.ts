import { useEffect, useRef, useState } from 'react';

/**
 * The newest value: the first change at once, then a new one only every `ms`. A tree of sixty spaces that is drawn anew ten
 * times a second would leave no time for the person's own keys. The last value always arrives.
 */
export function useSlow<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const last = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<number>(undefined);
  useEffect(() => {
    newest.current = value;
    const left = last.current + ms - performance.now();
    timer.current ??= window.setTimeout(
      () => {
        timer.current = undefined;
        last.current = performance.now();
        setShown(newest.current);
      },
      Math.max(0, left),
    );
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
