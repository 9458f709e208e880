import { acceptInvite, invitation, type NewAccount } from '../api/accounts';
import { navigate } from '../app/navigation';
import { overviewPath } from '../app/route';
import { useSession } from '../app/session';
import { useLoad } from '../app/useLoad';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';
import { visible } from '../text/visible';
import { accountFields, accountOf } from './accountFields';
import { Plain } from './Plain';

/** Accepts an invite, with a new account or the one that is signed in. */
export function InvitePage({ token }: { readonly token: string }) {
  const { session, refresh } = useSession();
  const invite = useLoad(token, () => invitation(token));
  if (invite.value === null) {
    return (
      <Plain title="Invite">
        {invite.problem === '' ? (
          <p class="hint">One moment…</p>
        ) : (
          <>
            <Trouble text={invite.problem} retry={invite.retry} />
            <p>Invites work once and for some days. Ask for a new one.</p>
          </>
        )}
      </Plain>
    );
  }
  const { website_id, domain, role } = invite.value;
  const accept = async (account: NewAccount | null) => {
    await acceptInvite(token, account);
    await refresh();
    navigate(overviewPath(website_id), 'replace');
  };
  return (
    <Plain title="You are invited">
      <p>
        To see <strong>{visible(domain)}</strong> as <strong>{role}</strong>.
      </p>
      {session.kind === 'signed-in' ? (
        <Form fields={[]} action={`Accept as ${session.me.user.email}`} done="" onSubmit={() => accept(null)} />
      ) : (
        <>
          <Form fields={accountFields()} action="Create account and accept" done="" focuses onSubmit={(values) => accept(accountOf(values))} />
          <p class="hint">
            You have an account? <a href={`/login?next=${encodeURIComponent(`/invite/${token}`)}`}>Sign in</a> first.
          </p>
        </>
      )}
    </Plain>
  );
}
