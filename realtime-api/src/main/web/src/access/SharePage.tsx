import { useEffect, useState } from 'preact/hooks';
import { openShared } from '../api/accounts';
import { Problem, problemText } from '../api/client';
import { navigate } from '../app/navigation';
import { overviewPath } from '../app/route';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';
import { Plain } from './Plain';

type State = { readonly kind: 'opening' } | { readonly kind: 'locked' } | { readonly kind: 'gone'; readonly problem: string };

/** A shared link: leads to its website's numbers at once, or asks for its password. */
export function SharePage({ linkId }: { readonly linkId: string }) {
  const [state, setState] = useState<State>({ kind: 'opening' });
  const open = async (password: string) => {
    const { website_id } = await openShared(linkId, password);
    navigate(overviewPath(website_id), 'replace');
  };
  useEffect(() => {
    open('').catch((thrown: unknown) => {
      const locked = thrown instanceof Problem && (thrown.status === 401 || thrown.status === 403);
      setState(locked ? { kind: 'locked' } : { kind: 'gone', problem: problemText(thrown) });
    });
  }, [linkId]);

  switch (state.kind) {
    case 'opening':
      return (
        <Plain title="Shared numbers">
          <p class="hint">One moment…</p>
        </Plain>
      );
    case 'locked':
      return (
        <Plain title="Shared numbers">
          <p>This link has a password. Who gave you the link knows it.</p>
          <Form
            fields={[{ kind: 'password', name: 'password', label: 'Password', required: true, autocomplete: 'off' }]}
            action="Open"
            done=""
            focuses
            onSubmit={({ password }) => open(String(password))}
          />
        </Plain>
      );
    case 'gone':
      return (
        <Plain title="Shared numbers">
          <Trouble text={state.problem} />
          <p>The link may have been withdrawn. Ask who gave it to you for another.</p>
        </Plain>
      );
  }
}
