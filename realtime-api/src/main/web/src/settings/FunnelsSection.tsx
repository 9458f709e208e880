import { useId, useState } from 'preact/hooks';
import { add, change, list, remove } from '../api/accounts';
import { problemText } from '../api/client';
import type { Funnel, FunnelStep } from '../api/items';
import { useLoad } from '../app/useLoad';
import { Trouble } from '../parts/Trouble';
import { visible } from '../text/visible';
import { Removal } from './Collection';
import { MATCHES } from './kinds';

const FEWEST_STEPS = 2;
const MOST_STEPS = 20;
const LONGEST_NAME = 100;
const FIRST_STEP: FunnelStep = { name: '', step_type: 'destination', match_type: 'equals', pattern: '' };

/** Ways through the website, step by step. */
export function FunnelsSection({ websiteId }: { readonly websiteId: string }) {
  const funnels = useLoad(`${websiteId} funnels`, () => list<Funnel>(websiteId, 'funnels'));
  const [editing, setEditing] = useState<{ readonly funnel: Funnel | null } | null>(null);
  const [problem, setProblem] = useState('');
  const title = useId();

  const save = async (funnel: Funnel | null, name: string, typed: readonly FunnelStep[]) => {
    // A step is known by what it looks for.
    const steps = typed.map((step) => ({ ...step, name: step.pattern.slice(0, LONGEST_NAME) }));
    if (funnel === null) await add(websiteId, 'funnels', { name, steps });
    else await change(websiteId, 'funnels', funnel.funnel_id, { name, steps });
    setEditing(null);
    funnels.retry();
  };
  const drop = (funnel: Funnel) =>
    remove(websiteId, 'funnels', funnel.funnel_id).then(funnels.retry, (thrown: unknown) => setProblem(problemText(thrown)));

  return (
    <section class="card section" aria-labelledby={title}>
      <header class="section-head">
        <div>
          <h2 id={title}>Funnels</h2>
          <p class="hint">Steps that lead to something, in their order: where do visitors leave?</p>
        </div>
        {editing === null && (
          <button type="button" class="button" onClick={() => setEditing({ funnel: null })}>
            Add funnel
          </button>
        )}
      </header>
      <Trouble text={funnels.problem} retry={funnels.retry} />
      <Trouble text={problem} />
      {editing !== null && (
        <FunnelForm
          key={editing.funnel?.funnel_id ?? ''}
          funnel={editing.funnel}
          onCancel={() => setEditing(null)}
          onSave={(name, steps) => save(editing.funnel, name, steps)}
        />
      )}
      {funnels.value?.length === 0 && editing === null && <p class="empty">No funnels yet. Cart, checkout, thank you is a good first one.</p>}
      <ul class="funnels" data-fact="funnels">
        {funnels.value?.map((funnel) => (
          <li key={funnel.funnel_id}>
            <strong>{visible(funnel.name)}</strong>
            <ol class="funnel-steps">
              {funnel.steps.map((step, place) => (
                <li key={place}>{stepText(step)}</li>
              ))}
            </ol>
            <p class="items-do">
              <button type="button" class="link-button" aria-label={`Change ${funnel.name}`} onClick={() => setEditing({ funnel })}>
                Change
              </button>
              <Removal word="Remove" name={funnel.name} onRemove={() => void drop(funnel)} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  readonly funnel: Funnel | null;
  readonly onCancel: () => void;
  readonly onSave: (name: string, steps: readonly FunnelStep[]) => Promise<void>;
}

function FunnelForm({ funnel, onCancel, onSave }: FormProps) {
  const [name, setName] = useState(funnel?.name ?? '');
  const [steps, setSteps] = useState<readonly FunnelStep[]>(funnel?.steps ?? [FIRST_STEP, FIRST_STEP]);
  const [problem, setProblem] = useState('');
  const id = useId();
  const alter = (place: number, changes: Partial<FunnelStep>) =>
    setSteps(steps.map((step, other) => (other === place ? { ...step, ...changes } : step)));

  return (
    <form
      class="form section-form"
      onSubmit={(submit) => {
        submit.preventDefault();
        onSave(name.trim(), steps).catch((thrown: unknown) => setProblem(problemText(thrown)));
      }}
    >
      <div class="field">
        <label for={id}>Name</label>
        <input id={id} value={name} required maxLength={100} onInput={(input) => setName(input.currentTarget.value)} />
      </div>
      <ol class="steps">
        {steps.map((step, place) => (
          <li key={place}>
            <fieldset class="step">
              <legend>Step {place + 1}</legend>
              <select aria-label="What happens" value={step.step_type} onChange={(change) => alter(place, { step_type: change.currentTarget.value === 'event' ? 'event' : 'destination' })}>
                <option value="destination">Page</option>
                <option value="event">Event</option>
              </select>
              <select aria-label="How it is compared" value={step.match_type} onChange={(change) => alter(place, { match_type: matchOf(change.currentTarget.value) })}>
                {MATCHES.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
              <input aria-label="Path or event name" value={step.pattern} required maxLength={500} onInput={(input) => alter(place, { pattern: input.currentTarget.value })} />
              {steps.length > FEWEST_STEPS && (
                <button type="button" class="link-button" aria-label={`Remove step ${place + 1}`} onClick={() => setSteps(steps.filter((_, other) => other !== place))}>
                  Remove
                </button>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <p>
          <button type="button" class="quiet-button" onClick={() => setSteps([...steps, FIRST_STEP])}>
            Add a step
          </button>
        </p>
      )}
      <Trouble text={problem} />
      <p class="form-end">
        <button type="submit" class="button">
          {funnel === null ? 'Add funnel' : 'Save'}
        </button>
        <button type="button" class="quiet-button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}

function matchOf(value: string): FunnelStep['match_type'] {
  return value === 'begins_with' || value === 'regex' ? value : 'equals';
}

function stepText({ step_type, match_type, pattern }: FunnelStep): string {
  const how = match_type === 'equals' ? '' : ` ${MATCHES.find(({ value }) => value === match_type)?.label ?? ''}`;
  return `${step_type === 'event' ? 'Event' : 'Page'}${how} ${visible(pattern)}`;
}
