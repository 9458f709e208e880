import type { Field } from '../parts/fields';
import { visible } from '../text/visible';
import type { Column } from './Collection';

/** Of what has a name: the column that shows it, and the field that asks for it. */
export const NAME_COLUMN: Column<{ readonly name: string }> = { label: 'Name', cell: ({ name }) => visible(name) };

export function nameField(initial = '', hint?: string): Field {
  return { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 100, initial, ...(hint === undefined ? {} : { hint }) };
}
