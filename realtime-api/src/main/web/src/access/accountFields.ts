import type { NewAccount } from '../api/accounts';
import type { Field, Values } from '../parts/fields';

/** Shortest password that is taken. */
export const SHORTEST_PASSWORD = 10;

/** What a new account is made of. */
export function accountFields(): readonly Field[] {
  return [
    { kind: 'text', name: 'name', label: 'Your name', required: true, autocomplete: 'name', maxLength: 100 },
    { kind: 'email', name: 'email', label: 'Email', required: true, autocomplete: 'username', maxLength: 254 },
    newPasswordField('password', 'Password'),
  ];
}

export function newPasswordField(name: string, label: string): Field {
  return {
    kind: 'password',
    name,
    label,
    required: true,
    autocomplete: 'new-password',
    minLength: SHORTEST_PASSWORD,
    maxLength: 128,
    hint: `At least ${SHORTEST_PASSWORD} characters.`,
  };
}

export function accountOf(values: Values): NewAccount {
  return { email: String(values['email']), name: String(values['name']), password: String(values['password']) };
}
