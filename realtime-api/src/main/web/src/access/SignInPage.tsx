import { useEffect } from 'preact/hooks';
import { isSetupNeeded, signIn } from '../api/accounts';
import { navigate } from '../app/navigation';
import { nextPath } from '../app/route';
import { useSession } from '../app/session';
import { Form } from '../parts/Form';
import { Plain } from './Plain';

/** Lets an account in, and leads to where it wanted to go; while there is none, to the set-up. */
export function SignInPage() {
  const { refresh } = useSession();
  useEffect(() => {
    isSetupNeeded().then(
      (needed) => needed && navigate('/setup', 'replace'),
      // Whoever tries to sign in is told that the server does not answer.
      () => undefined,
    );
  }, []);
  return (
    <Plain title="Sign in">
      <Form
        fields={[
          { kind: 'email', name: 'email', label: 'Email', required: true, autocomplete: 'username' },
          { kind: 'password', name: 'password', label: 'Password', required: true, autocomplete: 'current-password' },
        ]}
        action="Sign in"
        done=""
        focuses
        onSubmit={async ({ email, password }) => {
          await signIn(String(email), String(password));
          await refresh();
          navigate(nextPath(location.search), 'replace');
        }}
      />
      <p class="hint">No account? Ask an owner of the website for an invite link.</p>
    </Plain>
  );
}
