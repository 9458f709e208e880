import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problemText } from '../api/client';
import { valuesOf, type Field, type Values } from './fields';
import { Trouble } from './Trouble';

interface Props {
  readonly fields: readonly Field[];
  readonly action: string;
  /** What to say once it is done; empty for nothing, where the page itself shows it. */
  readonly done?: string;
  readonly onSubmit: (values: Values) => Promise<unknown>;
  readonly onCancel?: () => void;
  /** Told what is typed so far, at each key. */
  readonly onTyped?: (values: Values) => void;
  /** The form begins anew after it was sent. */
  readonly clears?: boolean;
  /** Takes the focus when it appears. */
  readonly focuses?: boolean;
  readonly children?: ComponentChildren;
}

/** A form from a description of its fields: labels, hints, one button, and what came of it. */
export function Form({ fields, action, done = 'Saved', onSubmit, onCancel, onTyped, clears = false, focuses = false, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Values>(() => initialValues(fields));
  const [state, setState] = useState<{ sending: boolean; problem: string; said: string }>({ sending: false, problem: '', said: '' });

  // Before anybody can see the form: a focus that came later would take keys meant for another field.
  useLayoutEffect(() => {
    if (focuses) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);

  const read = () => {
    if (form.current === null) return;
    const typed = valuesOf(allShown(fields), new FormData(form.current));
    setValues(typed);
    onTyped?.(typed);
  };
  const submit = async () => {
    if (form.current === null) return;
    setState({ sending: true, problem: '', said: '' });
    try {
      await onSubmit(valuesOf(fields, new FormData(form.current)));
      if (clears) form.current?.reset();
      setState({ sending: false, problem: '', said: done });
    } catch (thrown) {
      setState({ sending: false, problem: problemText(thrown), said: '' });
    }
  };

  return (
    <form
      class="form"
      ref={form}
      onInput={read}
      onSubmit={(event) => {
        event.preventDefault();
        if (!state.sending) void submit();
      }}
    >
      {fields.filter((field) => field.when?.(values) ?? true).map((field) => (
        <FieldRow key={field.name} field={field} />
      ))}
      {children}
      <Trouble text={state.problem} />
      <p class="form-end">
        <button type="submit" class="button" aria-disabled={state.sending}>
          {action}
        </button>
        {onCancel !== undefined && (
          <button type="button" class="quiet-button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <span role="status" class="form-said">
          {state.said}
        </span>
      </p>
    </form>
  );
}

function FieldRow({ field }: { readonly field: Field }) {
  const id = useId();
  const hintId = field.hint === undefined ? undefined : `${id}-hint`;
  const hint = field.hint !== undefined && (
    <p class="hint" id={hintId}>
      {field.hint}
    </p>
  );
  const shared = { id, name: field.name, required: field.required === true, 'aria-describedby': hintId };
  if (field.kind === 'check') {
    return (
      <div class="field field-check">
        <input {...shared} type="checkbox" defaultChecked={field.initial === true} />
        <label for={id}>{field.label}</label>
        {hint}
      </div>
    );
  }
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required !== true && field.kind !== 'choice' && <span class="optional"> optional</span>}
      </label>
      <Control field={field} shared={shared} />
      {hint}
    </div>
  );
}

interface ControlProps {
  readonly field: Exclude<Field, { kind: 'check' }>;
  readonly shared: { id: string; name: string; required: boolean; 'aria-describedby': string | undefined };
}

function Control({ field, shared }: ControlProps) {
  const initial = field.initial === undefined ? '' : String(field.initial);
  switch (field.kind) {
    case 'choice':
      return (
        <select {...shared}>
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === initial}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case 'lines':
      return <textarea {...shared} rows={3} spellcheck={false} defaultValue={initial} />;
    case 'number':
      return <input {...shared} type="number" min={field.min} max={field.max} step={field.step} defaultValue={initial} />;
    default:
      return (
        <>
          <input
            {...shared}
            // Preact's types take one type at a time, not any of several.
            type={field.kind as 'text'}
            autocomplete={field.autocomplete ?? 'off'}
            autocapitalize="none"
            spellcheck={false}
            minLength={field.minLength}
            maxLength={field.maxLength}
            pattern={field.pattern}
            {...(field.suggestions === undefined ? {} : { list: `${shared.id}-list` })}
            defaultValue={initial}
          />
          {field.suggestions !== undefined && (
            <datalist id={`${shared.id}-list`}>
              {field.suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      );
  }
}

/** Fields that hide others must be read whole, also those that are hidden at the moment. */
function allShown(fields: readonly Field[]): Field[] {
  return fields.map(({ when: _, ...field }) => field);
}

function initialValues(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.initial ?? (field.kind === 'choice' ? (field.choices[0]?.value ?? null) : null)]),
  );
}
