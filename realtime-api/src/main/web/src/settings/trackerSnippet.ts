/** The tag for a website's pages. `websiteId` is well-formed, so it needs no escaping. */
export function trackerSnippet(origin: string, websiteId: string): string {
  return `<script defer data-website-id="${websiteId}" src="${origin}/js/footfall.js"></script>`;
}
