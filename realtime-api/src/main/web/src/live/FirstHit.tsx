import { useState } from 'preact/hooks';
import { Snippet } from '../parts/Snippet';
import { trackerSnippet } from '../settings/trackerSnippet';
import { curlSnippet, sendTestHit } from './snippets';

/** What stands in for the lists while a website has none: how to send a first hit. */
export function FirstHit({ websiteId, domain }: { readonly websiteId: string; readonly domain: string }) {
  const [outcome, setOutcome] = useState('');
  const origin = location.origin;
  return (
    <section class="card first-hit" aria-labelledby="first-title">
      <h2 id="first-title">
        <span class="waiting-mark" aria-hidden="true" />
        Waiting for your first hit
      </h2>
      <p>
        Nothing reached <strong>{domain}</strong> in the last 30 minutes. This page changes by itself as soon as
        something does.
      </p>
      <div class="snippets">
        <Snippet title="For your pages" code={trackerSnippet(origin, websiteId)} />
        <Snippet title="From a shell" code={curlSnippet(origin, websiteId)} />
      </div>
      <p class="first-hit-test">
        <button
          type="button"
          class="button"
          onClick={() => {
            setOutcome('Sending…');
            void sendTestHit(origin, websiteId).then(setOutcome);
          }}
        >
          Send one test pageview from here
        </button>
        <span role="status">{outcome}</span>
      </p>
    </section>
  );
}
