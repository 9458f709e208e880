import { useEffect, useState } from 'preact/hooks';

/** Away for longer than this, the reader wants to see what has become of it meanwhile. */
const AWAY_MS = 300_000;

/** How often the reader has come back to this page after five minutes or more without a look at it. */
export function useReturns(): number {
  const [returns, setReturns] = useState(0);
  useEffect(() => {
    let seen = Date.now();
    const onChange = () => {
      if (!document.hidden && Date.now() - seen >= AWAY_MS) setReturns((before) => before + 1);
      seen = Date.now();
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);
  return returns;
}
