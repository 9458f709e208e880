import type { Live } from './useLive';

/** A line across the page where the numbers need an explanation. */
export function Notice({ live }: { readonly live: Live }) {
  const text = noticeText(live);
  return text === null ? null : <p class="notice">{text}</p>;
}

function noticeText({ connection, frame }: Live): string | null {
  if (connection.kind === 'refused') return connection.reason;
  if (connection.kind === 'lost' && connection.loss.kind === 'unreadable') {
    return `The server sent something this page cannot read (${connection.loss.detail}). It may be newer than the page: reload it.`;
  }
  if (connection.kind === 'lost' && connection.loss.kind === 'closed' && connection.loss.reason !== '') {
    return `The server closed the connection: ${connection.loss.reason}`;
  }
  if (connection.kind === 'open' && frame?.catchingUp === true) {
    return 'A part of the log is still being read, so these numbers are below the truth and rising. Nothing is lost.';
  }
  return null;
}
