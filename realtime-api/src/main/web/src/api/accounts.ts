import type { AuditEntry } from './items';
import { api, read, rememberCsrfToken, send } from './client';

export const ROLES = ['viewer', 'editor', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
}

/** A website as its members see it in their list. */
export interface Membership {
  readonly website_id: string;
  readonly domain: string;
  readonly role: Role;
}

export interface Me {
  readonly user: User;
  readonly csrf_token: string;
  readonly websites: readonly Membership[];
}

export interface Website {
  readonly website_id: string;
  readonly domain: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly status: 'active' | 'paused' | 'deleted';
  readonly bot_filtering_enabled: boolean;
  readonly ip_anonymization_enabled: boolean;
  /** Above 0, up to 1. */
  readonly sampling_rate: number;
  /** Null: kept for ever. */
  readonly retention_days: number | null;
  readonly allowed_hostnames: readonly string[];
  /** Null: no bound of its own. */
  readonly hits_per_second: number | null;
}

export interface Invitation {
  readonly website_id: string;
  readonly domain: string;
  readonly role: Role;
}

/** Whether the role may do what needs `least`. */
export function roleReaches(role: Role | undefined, least: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Who is signed in; its CSRF token goes with every change from then on. */
export async function me(): Promise<Me> {
  try {
    const answer = await read<Me>('/api/me');
    rememberCsrfToken(answer.csrf_token);
    return answer;
  } catch (thrown) {
    rememberCsrfToken('');
    throw thrown;
  }
}

export async function isSetupNeeded(): Promise<boolean> {
  return (await read<{ needed: boolean }>('/api/setup')).needed;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export function setUp(token: string, account: NewAccount): Promise<unknown> {
  return send('POST', '/api/setup', { token, ...account });
}

export function signIn(email: string, password: string): Promise<unknown> {
  return send('POST', '/api/login', { email, password });
}

export async function signOut(): Promise<void> {
  await send('POST', '/api/logout');
  rememberCsrfToken('');
}

/** Ends every other session of the account. */
export function changePassword(current: string, next: string): Promise<unknown> {
  return send('POST', '/api/me/password', { current_password: current, new_password: next });
}

export function invitation(token: string): Promise<Invitation> {
  return read(api`invites/${token}`);
}

/** Accepts an invite: with a new account, or with none for who is signed in. */
export function acceptInvite(token: string, account: NewAccount | null): Promise<unknown> {
  return send('POST', api`invites/${token}`, account ?? {});
}

/** Opens a shared link, with an empty password where it needs none; the cookie that comes back lets this browser view its website. */
export function openShared(linkId: string, password: string): Promise<{ website_id: string }> {
  return send('POST', api`share/${linkId}`, password === '' ? {} : { password });
}

export function addWebsite(website: { domain: string; time_zone: string; currency: string }): Promise<Membership> {
  return send('POST', '/api/websites', website);
}

/** Settings for members; whoever has a shared link gets no more than `domain`, `time_zone`, `currency` and `status`. */
export function website(websiteId: string, signal?: AbortSignal): Promise<Website> {
  return read(api`websites/${websiteId}`, signal);
}

export function changeWebsite(websiteId: string, changes: Partial<Website>): Promise<unknown> {
  return send('PATCH', api`websites/${websiteId}`, changes);
}

export function deleteWebsite(websiteId: string): Promise<unknown> {
  return send('DELETE', api`websites/${websiteId}`);
}

/** What lies below a website, each a list with ids. */
export type Collection =
  | 'members'
  | 'invites'
  | 'goals'
  | 'funnels'
  | 'custom_dimensions'
  | 'custom_metrics'
  | 'annotations'
  | 'shared_links'
  | 'api_keys'
  | 'properties';

export async function list<Item>(websiteId: string, collection: Collection): Promise<readonly Item[]> {
  const answer = await read<Readonly<Record<string, readonly Item[]>>>(api`websites/${websiteId}/${collection}`);
  return answer[collection] ?? [];
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly has_more: boolean;
}

/** Who changed what, the newest first; `before`, only what is older than that entry. */
export function auditPage(websiteId: string, limit: number, before?: number): Promise<AuditPage> {
  const query = new URLSearchParams({ limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) });
  return read(`${api`websites/${websiteId}/audit`}?${query}`);
}

/** Resolves to the new item, with what is told only this once: an API key, an invite's link. */
export function add<Item>(websiteId: string, collection: Collection, item: object): Promise<Item> {
  return send('POST', api`websites/${websiteId}/${collection}`, item);
}

export function change(websiteId: string, collection: Collection, id: string, item: object): Promise<unknown> {
  return send('PATCH', api`websites/${websiteId}/${collection}/${id}`, item);
}

export function remove(websiteId: string, collection: Collection, id: string): Promise<unknown> {
  return send('DELETE', api`websites/${websiteId}/${collection}/${id}`);
}

/** A one-time ticket for the live feed. */
export async function liveTicket(websiteId: string): Promise<string> {
  return (await send<{ ticket: string }>('POST', api`live/${websiteId}/ticket`)).ticket;
}

export interface Annotation {
  readonly annotation_id: string;
  readonly date: string;
  readonly text: string;
}
