import { useEffect, useState } from 'preact/hooks';
import { Problem, problemText } from '../api/client';
import { askToSignIn } from './signIn';

/** What is known of something asked for. `value` outlives a new question until its answer is there. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly loading: boolean;
  /** What went wrong, in words; empty for nothing. */
  readonly problem: string;
  readonly retry: () => void;
}

/**
 * Asks whenever `question` changes, and again by `retry`; an answer that was overtaken is dropped.
 * Whoever is not signed in any more is asked to.
 *
 * @param question all that the answer depends on, as text; null: nothing is asked yet
 */
export function useLoad<T>(question: string | null, ask: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [held, setHeld] = useState<Omit<Loaded<T>, 'retry'>>({ value: null, loading: true, problem: '' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (question === null) return undefined;
    const stop = new AbortController();
    setHeld((before) => ({ ...before, loading: true, problem: '' }));
    ask(stop.signal).then(
      (value) => stop.signal.aborted || setHeld({ value, loading: false, problem: '' }),
      (thrown: unknown) => {
        if (stop.signal.aborted) return;
        if (thrown instanceof Problem && thrown.status === 401) askToSignIn();
        setHeld({ value: null, loading: false, problem: problemText(thrown) });
      },
    );
    return () => stop.abort();
  }, [question, attempt]);

  return { ...held, retry: () => setAttempt((before) => before + 1) };
}
