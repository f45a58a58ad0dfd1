import { useEffect, useState } from 'react';

const TICK_MS = 30_000;

/** The present, often enough for « il y a 3 min ». */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
