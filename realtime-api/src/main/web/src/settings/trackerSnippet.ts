/** A call for a website's own scripts. */
export const EVENT_SNIPPET = "footfall('event', 'Signup', { props: { plan: 'pro' } });";

/** The tag for a website's pages. `websiteId` is well-formed, so it needs no escaping. */
export function trackerSnippet(origin: string, websiteId: string): string {
  return `<script defer data-website-id="${websiteId}" src="${origin}/js/footfall.js"></script>`;
}
