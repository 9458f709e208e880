import { useState } from 'preact/hooks';

/** Text to be copied: code, a key or a link. */
export function Snippet({ title, code }: { readonly title: string; readonly code: string }) {
  const [copied, setCopied] = useState('Copy');
  // Without a secure origin browsers offer no clipboard; the text can still be selected.
  const copy = () =>
    (navigator.clipboard?.writeText(code) ?? Promise.reject(new Error('no clipboard'))).then(
      () => setCopied('Copied'),
      () => setCopied('Select it and copy'),
    );
  return (
    <figure class="snippet">
      <figcaption>
        {title}
        <button type="button" class="quiet-button" aria-label={`Copy: ${title}`} onClick={() => void copy()}>
          {copied}
        </button>
        <span class="unseen" role="status">
          {copied === 'Copy' ? '' : copied}
        </span>
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={title}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
