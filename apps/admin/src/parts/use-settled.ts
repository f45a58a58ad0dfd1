import { useEffect, useState } from 'react';

/** Somebody who types pauses this long between two words. */
const PAUSE_MS = 250;

/** The same value once it has stopped changing: what is typed is searched when the person pauses. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
