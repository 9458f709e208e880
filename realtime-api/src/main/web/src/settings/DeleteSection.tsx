import { useId, useState } from 'preact/hooks';
import { deleteWebsite, type Website } from '../api/accounts';
import { problemText } from '../api/client';
import { navigate } from '../app/navigation';
import { Trouble } from '../parts/Trouble';

interface Props {
  readonly website: Website;
  readonly onDeleted: () => Promise<unknown>;
}

/** The end of a website; its domain has to be typed first. */
export function DeleteSection({ website, onDeleted }: Props) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const id = useId();
  const sure = typed.trim() === website.domain;
  const end = async () => {
    try {
      await deleteWebsite(website.website_id);
      await onDeleted();
      navigate('/');
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
  };
  return (
    <section class="card section" aria-labelledby={`${id}-title`}>
      <header class="section-head">
        <div>
          <h2 id={`${id}-title`}>Delete this website</h2>
          <p class="hint">Its hits are refused from then on, and its numbers are gone for everybody. This cannot be undone.</p>
        </div>
      </header>
      <form
        class="form"
        onSubmit={(submit) => {
          submit.preventDefault();
          if (sure) void end();
        }}
      >
        <div class="field">
          <label for={id}>Type {website.domain} to confirm</label>
          <input id={id} value={typed} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(input) => setTyped(input.currentTarget.value)} />
        </div>
        <Trouble text={problem} />
        <p class="form-end">
          <button type="submit" class="button danger-button" disabled={!sure}>
            Delete {website.domain}
          </button>
        </p>
      </form>
    </section>
  );
}
