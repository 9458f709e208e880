/** curl's own name is a robot's: such a hit would be stored, and never shown here. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A shell command that sends one pageview. `websiteId` is well-formed, so it needs no escaping. */
export function curlSnippet(origin: string, websiteId: string): string {
  return `curl -i ${origin}/api/event \\
  -H 'content-type: application/json' -d '{
  "website_id": "${websiteId}",
  "event_type": "pageview",
  "client_timestamp": '$(date +%s)000',
  "visitor_id": "me",
  "user_agent": "${BROWSER}",
  "page_url": "https://example.com/hello"
}'`;
}

/** Sends one pageview from this page. Resolves to what the collector made of it, in words. */
export async function sendTestHit(origin: string, websiteId: string): Promise<string> {
  const hit = {
    website_id: websiteId,
    event_type: 'pageview',
    client_timestamp: Date.now(),
    page_url: `${origin}/hello-from-the-live-page`,
    page_title: 'A first hit',
  };
  try {
    const answer = await fetch(`${origin}/api/event`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(hit),
    });
    const said = (await answer.text()).slice(0, 300);
    return answer.status === 202 && !said.includes('"index"')
      ? 'Accepted. It will appear here in a moment.'
      : `Not accepted (${answer.status}): ${said}`;
  } catch {
    return `The collector at ${origin} does not answer.`;
  }
}
