/** An answer that is not what was asked for. `message` says what to do and may be shown. */
export class Problem extends Error {
  /**
   * @param status of HTTP; 0 where no answer came
   * @param code the server's word for it, such as `not_found`
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

let csrfToken = '';
let tokenIsKnown: () => void = () => undefined;
/** What changes something waits until it is known who is signed in, if anybody. */
const tokenKnown = new Promise<void>((resolve) => (tokenIsKnown = resolve));

/** Sent with every request that changes something, from now on; empty where nobody is signed in. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
  tokenIsKnown();
}

/** Reads `path` of the server that served the page; rejects with a {@link Problem}. */
export function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return ask('GET', path, undefined, signal);
}

/** Sends `body` as JSON; resolves to the answer, which is empty for 204. Rejects with a {@link Problem}. */
export async function send<Answer>(method: Exclude<Method, 'GET'>, path: string, body?: object): Promise<Answer> {
  await tokenKnown;
  try {
    return await ask<Answer>(method, path, body);
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'csrf') throw thrown;
    // Somebody signed in anew in another tab; this one has the old token.
    rememberCsrfToken((await ask<{ csrf_token: string }>('GET', '/api/me')).csrf_token);
    return ask<Answer>(method, path, body);
  }
}

/** A path whose parts cannot break out of their place: api`websites/${id}/goals`. */
export function api(texts: TemplateStringsArray, ...parts: readonly (string | number)[]): string {
  return `/api/${String.raw({ raw: texts }, ...parts.map((part) => encodeURIComponent(part)))}`;
}

/** What went wrong, in words for the reader, whatever was thrown. */
export function problemText(thrown: unknown): string {
  return thrown instanceof Error && thrown.message !== '' ? thrown.message : 'Something went wrong. Try again.';
}

async function ask<Answer>(method: Method, path: string, body?: object, signal?: AbortSignal): Promise<Answer> {
  const answer = await answerTo(method, path, body, signal);
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer, text);
  // The server is ours and its answers are typed in this folder; what is no JSON is no answer of it.
  return (text === '' ? {} : parsed(answer, text)) as Answer;
}

async function answerTo(method: Method, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET' && csrfToken !== '') headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown;
    throw new Problem(0, 'unreachable', 'Footfall does not answer. Check your connection, then try again.');
  }
}

function problemOf(answer: Response, text: string): Problem {
  const { error, message } = errorFields(text);
  // None, and a date, are no time to wait.
  const wait = Number(answer.headers.get('retry-after'));
  const until = answer.status === 429 && wait > 0 ? ` Try again in ${waitText(wait)}.` : '';
  return new Problem(answer.status, error, `${message || statusText(answer.status)}${until}`);
}

function errorFields(text: string): { error: string; message: string } {
  try {
    const fields = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    return { error: String(fields?.['error'] ?? ''), message: String(fields?.['message'] ?? '') };
  } catch {
    // A proxy's page or nothing at all: the status alone must do.
    return { error: '', message: '' };
  }
}

function parsed(answer: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(answer.status, 'unreadable', 'The server answered with something this page cannot read. Reload the page.');
  }
}

function waitText(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} s` : `${Math.ceil(seconds / 60)} min`;
}

function statusText(status: number): string {
  switch (status) {
    case 401:
      return 'Sign in to see this.';
    case 403:
      return 'Your role does not allow this. Ask an owner of the website.';
    case 404:
      return 'There is nothing here, or it is not yours to see.';
    case 429:
      return 'Too many attempts.';
    default:
      return status >= 500 ? 'Footfall cannot answer at the moment. Try again.' : `Footfall refused this (${status}).`;
  }
}
