import { useEffect, useId } from 'preact/hooks';
import { changePassword } from '../api/accounts';
import { useSession } from '../app/session';
import { Shell } from '../app/Shell';
import { askToSignIn } from '../app/signIn';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';
import { newPasswordField } from './accountFields';

/** What belongs to the account itself, not to a website: its password. */
export function AccountPage() {
  const { session, refresh } = useSession();
  useEffect(() => {
    document.title = 'Your account · Footfall';
  }, []);
  useEffect(() => {
    if (session.kind === 'anonymous') askToSignIn();
  }, [session.kind]);
  return (
    <Shell page="account">
      <div class="settings-body">
        <h1>Your account</h1>
        {session.kind === 'unknown' && <Trouble text={session.problem} retry={() => void refresh()} />}
        {session.kind === 'signed-in' && <PasswordSection email={session.me.user.email} />}
      </div>
    </Shell>
  );
}

function PasswordSection({ email }: { readonly email: string }) {
  const id = useId();
  return (
    <section class="card section" aria-labelledby={id}>
      <header>
        <h2 id={id}>Password</h2>
        <p class="hint">Of {email}. Whoever else is signed in to this account, in other browsers too, is signed out by a new one.</p>
      </header>
      <Form
        fields={[
          { kind: 'password', name: 'current', label: 'Current password', required: true, autocomplete: 'current-password', maxLength: 128 },
          newPasswordField('next', 'New password'),
          { kind: 'password', name: 'again', label: 'New password again', required: true, autocomplete: 'new-password', maxLength: 128 },
        ]}
        action="Change password"
        done="Changed; other sessions have ended."
        clears
        onSubmit={async ({ current, next, again }) => {
          if (next !== again) throw new Error('The new password is not the same both times.');
          await changePassword(String(current), String(next));
        }}
      />
    </section>
  );
}
