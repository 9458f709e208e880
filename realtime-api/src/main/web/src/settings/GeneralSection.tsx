import { useId } from 'preact/hooks';
import { changeWebsite, type Website } from '../api/accounts';
import type { Field } from '../parts/fields';
import { Form } from '../parts/Form';
import { CURRENCIES, TIME_ZONES } from '../text/zones';

interface Props {
  readonly website: Website;
  readonly onSaved: () => Promise<unknown>;
}

/** What the website is called and how its days and money are reckoned. */
export function GeneralSection({ website, onSaved }: Props) {
  return (
    <WebsiteForm
      title="General"
      about="How the website is named, and how its days and its revenue are reckoned."
      website={website}
      onSaved={onSaved}
      fields={[
        { kind: 'text', name: 'domain', label: 'Domain', required: true, maxLength: 253, initial: website.domain },
        { kind: 'text', name: 'time_zone', label: 'Time zone', required: true, initial: website.time_zone, suggestions: TIME_ZONES },
        { kind: 'text', name: 'currency', label: 'Currency', required: true, initial: website.currency, suggestions: CURRENCIES, pattern: '[A-Z]{3}', hint: 'Three capital letters, such as EUR' },
        {
          kind: 'choice',
          name: 'status',
          label: 'State',
          initial: website.status,
          choices: [
            { value: 'active', label: 'Active: hits are taken' },
            { value: 'paused', label: 'Paused: hits are refused' },
          ],
        },
      ]}
    />
  );
}

/** What is counted and kept, and for how long. */
export function CountingSection({ website, onSaved }: Props) {
  return (
    <WebsiteForm
      title="Counting and privacy"
      about="Changes act on hits that come from now on, within seconds."
      website={website}
      onSaved={onSaved}
      fields={[
        { kind: 'check', name: 'bot_filtering_enabled', label: 'Leave robots out of the numbers', initial: website.bot_filtering_enabled },
        { kind: 'check', name: 'ip_anonymization_enabled', label: 'Shorten addresses before anything is stored', initial: website.ip_anonymization_enabled },
        { kind: 'number', name: 'sampling_rate', label: 'Share of visitors that is counted', required: true, min: 0.0001, max: 1, step: 'any', initial: website.sampling_rate, hint: '1 is everybody; with 0.1 a tenth of visitors is counted, each for ten; pages say so.' },
        { kind: 'number', name: 'retention_days', label: 'Days that hits are kept', min: 1, max: 36_500, step: 1, initial: website.retention_days ?? '', hint: 'Empty: for ever.' },
        { kind: 'number', name: 'hits_per_second', label: 'Most hits per second', min: 1, max: 1_000_000, step: 1, initial: website.hits_per_second ?? '', hint: 'What comes beyond is refused. Empty: no bound.' },
        { kind: 'lines', name: 'allowed_hostnames', label: 'Hostnames that may send', initial: website.allowed_hostnames.join('\n'), hint: 'One on each line; none: all may.' },
      ]}
    />
  );
}

interface FormProps extends Props {
  readonly title: string;
  readonly about: string;
  readonly fields: readonly Field[];
}

function WebsiteForm({ title, about, website, fields, onSaved }: FormProps) {
  const id = useId();
  return (
    <section class="card section" aria-labelledby={id}>
      <header class="section-head">
        <div>
          <h2 id={id}>{title}</h2>
          <p class="hint">{about}</p>
        </div>
      </header>
      <Form
        fields={fields}
        action="Save"
        onSubmit={async (values) => {
          await changeWebsite(website.website_id, values);
          await onSaved();
        }}
      />
    </section>
  );
}
