import { useEffect, useState } from 'preact/hooks';
import { isWebsiteId } from './website';

interface Props {
  readonly websiteId: string;
  readonly remembered: readonly string[];
  readonly onChoose: (websiteId: string) => void;
}

/** The website's id as a field: type another one, or choose one seen before. */
export function WebsitePicker({ websiteId, remembered, onChoose }: Props) {
  const [typed, setTyped] = useState(websiteId);
  useEffect(() => setTyped(websiteId), [websiteId]);
  const id = typed.trim();
  const changed = id !== websiteId;
  const wrong = changed && id !== '' && !isWebsiteId(id);

  return (
    <form
      class="picker"
      onSubmit={(submit) => {
        submit.preventDefault();
        if (isWebsiteId(id)) onChoose(id);
      }}
    >
      <label for="website">Website</label>
      <input
        id="website"
        name="website"
        list="websites"
        value={typed}
        size={Math.min(28, Math.max(8, typed.length + 1))}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="none"
        aria-invalid={wrong}
        aria-describedby="website-hint"
        onInput={(input) => setTyped(input.currentTarget.value)}
        onKeyDown={(press) => press.key === 'Escape' && setTyped(websiteId)}
      />
      <datalist id="websites">
        {remembered.map((other) => (
          <option key={other} value={other} />
        ))}
      </datalist>
      {changed && (
        <button type="submit" class="quiet-button" disabled={!isWebsiteId(id)}>
          Show
        </button>
      )}
      <p id="website-hint" class={wrong ? 'picker-hint' : 'unseen'}>
        A website id is 1 to 64 letters, digits, dots, underscores or hyphens.
      </p>
    </form>
  );
}
