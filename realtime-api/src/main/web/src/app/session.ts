import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { website, type Me, type Membership } from '../api/accounts';
import { useLoad } from './useLoad';

/** Who looks at the page, as far as it is known. */
export type Session =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly me: Me }
  /** Nobody we know: a stranger, or somebody with a shared link. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'unknown'; readonly problem: string };

export interface SessionHolder {
  readonly session: Session;
  /** Asks the server again who is signed in. */
  readonly refresh: () => Promise<Session>;
}

export const SessionContext = createContext<SessionHolder>({
  session: { kind: 'asking' },
  refresh: () => Promise.resolve({ kind: 'asking' }),
});

export function useSession(): SessionHolder {
  return useContext(SessionContext);
}

/** The website as the reader knows it; undefined for who is no member of it. */
export function useMembership(websiteId: string): Membership | undefined {
  const { session } = useSession();
  return session.kind === 'signed-in' ? session.me.websites.find((one) => one.website_id === websiteId) : undefined;
}

/** The website's domain; its id until that is known. Strangers without a shared link are asked to sign in. */
export function useDomain(websiteId: string): string {
  const { session } = useSession();
  const membership = useMembership(websiteId);
  const isStranger = session.kind !== 'asking' && membership === undefined;
  const shared = useLoad(isStranger ? websiteId : null, (signal) => website(websiteId, signal));
  return membership?.domain ?? shared.value?.domain ?? websiteId;
}
