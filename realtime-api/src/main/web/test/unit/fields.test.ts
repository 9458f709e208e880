import { expect, test } from 'vitest';
import { valuesOf, type Field } from '../../src/parts/fields';

const FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'type', label: 'Type', choices: [] },
  { kind: 'text', name: 'pattern', label: 'Pattern', when: (values) => values['type'] === 'event' },
  { kind: 'number', name: 'threshold', label: 'At least', when: (values) => values['type'] === 'duration' },
  { kind: 'check', name: 'active', label: 'Active' },
  { kind: 'lines', name: 'hosts', label: 'Hosts' },
  { kind: 'password', name: 'password', label: 'Password' },
  { kind: 'choice', name: 'index', label: 'Index', choices: [], numeric: true },
];

test('what is typed in a form is sent as what it is, and what is hidden as null', () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ type: 'event', pattern: ' signup ', threshold: '5', hosts: 'a.example\n\n b.example', password: ' two  spaces ', index: '7' })) {
    form.set(name, value);
  }
  expect(valuesOf(FIELDS, form)).toEqual({
    type: 'event',
    pattern: 'signup',
    threshold: null,
    active: false,
    hosts: ['a.example', 'b.example'],
    password: ' two  spaces ',
    index: 7,
  });
});

test('what is left empty is null, and no lines are an empty list', () => {
  const form = new FormData();
  form.set('type', 'duration');
  form.set('active', 'on');
  expect(valuesOf(FIELDS, form)).toMatchObject({ pattern: null, threshold: null, active: true, hosts: [], password: null });
});
