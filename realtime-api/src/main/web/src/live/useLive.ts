import { useEffect, useRef, useState } from 'preact/hooks';
import { askToSignIn } from '../app/signIn';
import { LiveConnection, type ConnectionState } from './connection';
import { replace, type LiveFrame } from './frames';
import { openFeed } from './feed';

export interface Live {
  readonly connection: ConnectionState;
  /** The newest state of the website, null before the first frame. */
  readonly frame: LiveFrame | null;
  /** When `frame` arrived, in ms of `performance.now()`. */
  readonly receivedAt: number;
  readonly retryNow: () => void;
}

type Received = Pick<Live, 'frame' | 'receivedAt'>;

const NOTHING: Received = { frame: null, receivedAt: 0 };

/** Follows one website for as long as the component lives. Whoever is not signed in any more is asked to. */
export function useLive(websiteId: string): Live {
  const [connection, setConnection] = useState<ConnectionState>({ kind: 'connecting' });
  const [received, setReceived] = useState<Received>(NOTHING);
  const feed = useRef<LiveConnection | null>(null);
  const retryNow = () => feed.current?.retryNow();

  useEffect(() => {
    const live = new LiveConnection(
      websiteId,
      {
        onState: (state) => {
          setConnection(state);
          if (state.kind === 'refused' && state.status === 401) askToSignIn();
        },
        onFrame: (next, receivedAt) =>
          setReceived((held) => {
            const frame = replace(held.frame, next);
            return frame === held.frame ? held : { frame, receivedAt };
          }),
      },
      {
        connect: openFeed,
        now: () => performance.now(),
        chance: Math.random,
      },
    );
    feed.current = live;
    return () => {
      live.close();
      setReceived(NOTHING);
    };
  }, [websiteId]);

  // A network that is back, or a reader who is, need not sit out the wait.
  useEffect(() => {
    const onVisible = () => document.hidden || retryNow();
    addEventListener('online', retryNow);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      removeEventListener('online', retryNow);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, []);

  return { connection, ...received, retryNow };
}
