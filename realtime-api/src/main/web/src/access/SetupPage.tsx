import { useState } from 'preact/hooks';
import { isSetupNeeded, setUp } from '../api/accounts';
import { navigate } from '../app/navigation';
import { useSession } from '../app/session';
import { useLoad } from '../app/useLoad';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';
import { decoded } from '../text/decoded';
import { accountFields, accountOf } from './accountFields';
import { Plain } from './Plain';

/** Makes the first account, for who has the link that the server printed. */
export function SetupPage() {
  const { refresh } = useSession();
  const [token] = useState(takeToken);
  const needed = useLoad('setup', isSetupNeeded);
  if (needed.value === false) {
    return (
      <Plain title="Set up already">
        <p>
          This Footfall has its first account. <a href="/login">Sign in</a>, or ask its owner for an invite.
        </p>
      </Plain>
    );
  }
  return (
    <Plain title="Welcome">
      <p>Nobody has an account here yet. Make the first one: it owns every website, and can invite others.</p>
      {token === '' && (
        <p>
          That takes the set-up link. <code>./footfall up</code> prints it at each start, below “Nobody has an account yet”; elsewhere its token is what
          the server was given as <code>FOOTFALL_SETUP_TOKEN</code>.
        </p>
      )}
      <Trouble text={needed.problem} retry={needed.retry} />
      <Form
        fields={[
          ...(token === '' ? [{ kind: 'text', name: 'token', label: 'Set-up token', required: true, hint: 'The end of that link, behind the #.' } as const] : []),
          ...accountFields(),
        ]}
        action="Create account"
        done=""
        focuses
        onSubmit={async (values) => {
          await setUp(token === '' ? String(values['token']) : token, accountOf(values));
          await refresh();
          navigate('/', 'replace');
        }}
      />
    </Plain>
  );
}

/** The link's token; it leaves the address at once, so that no history or screenshot keeps it. */
function takeToken(): string {
  const token = new URLSearchParams(location.search).get('token') ?? decoded(location.hash.slice(1));
  if (token !== '') history.replaceState(null, '', location.pathname);
  return token;
}
