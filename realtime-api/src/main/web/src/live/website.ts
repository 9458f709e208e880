/** Whether `id` can name a website: 1 to 64 letters, digits, dots, underscores or hyphens. */
export function isWebsiteId(id: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(id);
}

/** The address of a website's feed on the server that served the page, as a one-time ticket opens it. */
export function feedUrl(location: Pick<Location, 'protocol' | 'host'>, id: string, ticket: string): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/api/live/${encodeURIComponent(id)}?ticket=${encodeURIComponent(ticket)}`;
}
