interface Props {
  readonly text: string;
  readonly retry?: () => void;
}

/** What went wrong and what to do about it; nothing where nothing did. */
export function Trouble({ text, retry }: Props) {
  if (text === '') return null;
  return (
    <div class="trouble" role="alert">
      <p>{text}</p>
      {retry !== undefined && (
        <button type="button" class="quiet-button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
