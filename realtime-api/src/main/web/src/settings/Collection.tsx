import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { add, change, list, remove, type Collection as CollectionName } from '../api/accounts';
import { problemText } from '../api/client';
import { useLoad } from '../app/useLoad';
import type { Field, Values } from '../parts/fields';
import { Form } from '../parts/Form';
import { Trouble } from '../parts/Trouble';

/** One kind of thing below a website: how it is listed, added, changed and removed. */
export interface Kind<Item> {
  readonly collection: CollectionName;
  readonly title: string;
  readonly about: string;
  /** "goal", in "Add goal" and "Remove goal". */
  readonly one: string;
  readonly emptyText: string;
  readonly idOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly columns: readonly Column<Item>[];
  /** Whether an item is shown at all; without it, all are. */
  readonly shows?: (item: Item) => boolean;
  /** The form's fields, filled from `item` where it is changed. */
  readonly fields: (item: Item | null, all: readonly Item[]) => readonly Field[];
  /** What is sent; without it, the form's values as they are. */
  readonly body?: (values: Values) => object;
  /** Unless false, new ones are made here. */
  readonly adds?: boolean;
  readonly changes?: boolean;
  readonly removeWord?: string;
  /** Shown once after an item was added: a secret, a link. */
  readonly afterAdd?: (item: Item) => ComponentChildren;
}

export interface Column<Item> {
  readonly label: string;
  readonly cell: (item: Item) => ComponentChildren;
}

interface Props<Item> {
  readonly websiteId: string;
  readonly kind: Kind<Item>;
}

/** What the form is for: the item of an id, or a new one; null where there is no form. */
type Editing = { readonly id: string | null } | null;

/** A list of one kind of thing, with a form for a new one and one in place of what is changed. */
export function Collection<Item>({ websiteId, kind }: Props<Item>) {
  const [editing, setEditing] = useState<Editing>(null);
  const [added, setAdded] = useState<Item | null>(null);
  const [problem, setProblem] = useState('');
  const title = useId();
  const items = useLoad(`${websiteId} ${kind.collection}`, () => list<Item>(websiteId, kind.collection));
  const all = (items.value ?? []).filter(kind.shows ?? (() => true));
  const adding = editing?.id === null;
  // By id: an item that was read again is the same, and what was typed about it stays.
  const edits = (item: Item) => editing?.id === kind.idOf(item);
  const busy = adding || all.some(edits);

  const save = async (item: Item | null, values: Values) => {
    const body = kind.body?.(values) ?? values;
    if (item === null) setAdded(await add<Item>(websiteId, kind.collection, body));
    else await change(websiteId, kind.collection, kind.idOf(item), body);
    setEditing(null);
    items.retry();
  };
  const drop = (item: Item) => {
    setProblem('');
    remove(websiteId, kind.collection, kind.idOf(item)).then(items.retry, (thrown: unknown) => setProblem(problemText(thrown)));
  };
  const formFor = (item: Item | null) => (
    <Form
      fields={kind.fields(item, all)}
      action={item === null ? `Add ${kind.one}` : 'Save'}
      done=""
      focuses
      onCancel={() => setEditing(null)}
      onSubmit={(values) => save(item, values)}
    />
  );

  return (
    <section class="card section" aria-labelledby={title}>
      <header class="section-head">
        <div>
          <h2 id={title}>{kind.title}</h2>
          <p class="hint">{kind.about}</p>
        </div>
        {kind.adds !== false && !busy && (
          <button type="button" class="button" onClick={() => setEditing({ id: null })}>
            Add {kind.one}
          </button>
        )}
      </header>
      {added !== null && kind.afterAdd?.(added)}
      {adding && <div class="section-form">{formFor(null)}</div>}
      <Trouble text={items.problem} retry={items.retry} />
      <Trouble text={problem} />
      {items.value !== null && all.length === 0 && !adding && <p class="empty">{kind.emptyText}</p>}
      {all.length > 0 && (
        <div class="table-scroll">
          <table class="items" data-fact={kind.collection}>
            <thead>
              <tr>
                {kind.columns.map((column) => (
                  <th key={column.label} scope="col">
                    {column.label}
                  </th>
                ))}
                <th scope="col">
                  <span class="unseen">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((item) =>
                edits(item) ? (
                  <tr key={kind.idOf(item)}>
                    <td colSpan={kind.columns.length + 1}>{formFor(item)}</td>
                  </tr>
                ) : (
                  <tr key={kind.idOf(item)}>
                    {kind.columns.map((column) => (
                      <td key={column.label} data-label={column.label}>
                        {column.cell(item)}
                      </td>
                    ))}
                    <td class="items-do">
                      {kind.changes === true && (
                        <button type="button" class="link-button" aria-label={`Change ${kind.nameOf(item)}`} onClick={() => setEditing({ id: kind.idOf(item) })}>
                          Change
                        </button>
                      )}
                      <Removal word={kind.removeWord ?? 'Remove'} name={kind.nameOf(item)} onRemove={() => drop(item)} />
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RemovalProps {
  readonly word: string;
  readonly name: string;
  readonly onRemove: () => void;
}

/** Removes at the second press: the first one asks. */
export function Removal({ word, name, onRemove }: RemovalProps) {
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      class={asked ? 'link-button danger' : 'link-button'}
      aria-label={asked ? `Really ${word.toLowerCase()} ${name}` : `${word} ${name}`}
      onBlur={() => setAsked(false)}
      onKeyDown={(press) => press.key === 'Escape' && setAsked(false)}
      onClick={() => (asked ? onRemove() : setAsked(true))}
    >
      {asked ? 'Really?' : word}
    </button>
  );
}
