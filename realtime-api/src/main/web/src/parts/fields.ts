interface Common {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly initial?: string | number | boolean;
  /** Shown only while this holds of what is typed so far. */
  readonly when?: (values: Values) => boolean;
}

/** One input of a form, described. */
export type Field =
  | (Common & {
      readonly kind: 'text' | 'email' | 'password' | 'date' | 'url';
      readonly autocomplete?: AutoFill;
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly suggestions?: readonly string[];
    })
  | (Common & { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly step?: number | 'any' })
  | (Common & { readonly kind: 'lines' })
  | (Common & { readonly kind: 'check' })
  | (Common & { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly numeric?: boolean });

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export type Value = string | number | boolean | readonly string[] | null;
export type Values = Readonly<Record<string, Value>>;

/**
 * What is typed in a form, by the fields' names: numbers as numbers, lines as a list without the
 * empty ones, texts trimmed (passwords are not), nothing typed as null. Hidden fields are null.
 */
export function valuesOf(fields: readonly Field[], form: FormData): Values {
  const all = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, form)]));
  return Object.fromEntries(
    fields.map((field) => [field.name, (field.when?.(all) ?? true) ? (all[field.name] ?? null) : null]),
  );
}

function valueOf(field: Field, form: FormData): Value {
  const typed = String(form.get(field.name) ?? '');
  const trimmed = typed.trim();
  switch (field.kind) {
    case 'check':
      return form.has(field.name);
    case 'lines':
      return trimmed.split(/[\s,]+/).filter((line) => line !== '');
    case 'number':
      return trimmed === '' ? null : Number(trimmed);
    case 'choice':
      return field.numeric === true ? Number(typed) : typed;
    case 'password':
      return typed === '' ? null : typed;
    case 'text':
    case 'email':
    case 'date':
    case 'url':
      return trimmed === '' ? null : trimmed;
  }
}
