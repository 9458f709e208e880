import { useEffect, useState } from 'preact/hooks';

/** `performance.now()`, with a new render each second, for texts that say how long ago something was. */
export function useSeconds(): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return performance.now();
}
