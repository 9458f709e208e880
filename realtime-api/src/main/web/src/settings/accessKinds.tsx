import { SHORTEST_PASSWORD } from '../access/accountFields';
import { ROLES } from '../api/accounts';
import type { ApiKey, Invite, Member, SharedLink } from '../api/items';
import { Snippet } from '../parts/Snippet';
import { momentText } from '../text/dates';
import { visible } from '../text/visible';
import type { Kind } from './Collection';
import { NAME_COLUMN, nameField } from './named';

const ROLE_CHOICES = ROLES.map((value) => ({ value, label: value }));

export const MEMBERS: Kind<Member> = {
  collection: 'members',
  title: 'Members',
  about: 'Viewers look, editors keep goals and notes, admins change settings and invite, owners may also delete.',
  one: 'member',
  emptyText: 'Nobody yet.',
  idOf: (member) => member.user_id,
  nameOf: (member) => member.email,
  columns: [
    NAME_COLUMN,
    { label: 'Email', cell: (member) => visible(member.email) },
    { label: 'Role', cell: (member) => member.role },
  ],
  fields: (member) => [{ kind: 'choice', name: 'role', label: 'Role', choices: ROLE_CHOICES, initial: member?.role ?? 'viewer' }],
  adds: false,
  changes: true,
};

export const INVITES: Kind<Invite> = {
  collection: 'invites',
  title: 'Invites',
  about: 'An invite is a link for one person. It is shown once, and works once.',
  one: 'invite',
  emptyText: 'No open invites.',
  idOf: (invite) => invite.invite_id,
  nameOf: (invite) => `invite for ${invite.role}`,
  columns: [
    { label: 'Role', cell: (invite) => invite.role },
    { label: 'Until', cell: (invite) => momentText(invite.expires_at) },
  ],
  fields: () => [
    { kind: 'choice', name: 'role', label: 'Role', choices: ROLE_CHOICES },
  ],
  removeWord: 'Withdraw',
  afterAdd: ({ token }) => token !== undefined && <Once title="Invite link" text={`${location.origin}/invite/${token}`} />,
};

const SCOPES = ['stats:read', 'live:read', 'events:write', 'settings:write'];

export const API_KEYS: Kind<ApiKey> = {
  collection: 'api_keys',
  title: 'API keys',
  about: 'For programs: sent as Authorization: Bearer. A key is shown once and kept only as a hash.',
  one: 'key',
  emptyText: 'No keys yet.',
  idOf: (key) => key.api_key_id,
  nameOf: (key) => key.name,
  columns: [
    NAME_COLUMN,
    { label: 'May', cell: (key) => key.scopes.join(', ') },
    { label: 'Made', cell: (key) => momentText(key.created_at) },
    { label: 'Last used', cell: (key) => (key.last_used_at === null ? 'Never' : momentText(key.last_used_at)) },
  ],
  fields: () => [
    nameField('', 'What will use it'),
    ...SCOPES.map((scope) => ({ kind: 'check', name: scope, label: scope, initial: scope === 'stats:read' }) as const),
  ],
  body: (values) => ({ name: values['name'], scopes: SCOPES.filter((scope) => values[scope] === true) }),
  shows: (key) => key.revoked_at === null,
  removeWord: 'Revoke',
  afterAdd: ({ key }) => key !== undefined && <Once title="API key" text={key} />,
};

export const SHARED_LINKS: Kind<SharedLink> = {
  collection: 'shared_links',
  title: 'Shared links',
  about: 'Whoever has a link sees this website’s numbers, and nothing else, without an account.',
  one: 'link',
  emptyText: 'Nothing is shared.',
  idOf: (link) => link.link_id,
  nameOf: (link) => link.name,
  columns: [
    NAME_COLUMN,
    {
      label: 'Link',
      cell: (link) => (
        <a href={`/share/${encodeURIComponent(link.link_id)}`} target="_blank" rel="noopener noreferrer">
          /share/{visible(link.link_id)}
        </a>
      ),
    },
    { label: 'Password', cell: (link) => (link.has_password ? 'Yes' : 'None') },
  ],
  fields: () => [
    nameField('', 'Who it is for'),
    { kind: 'password', name: 'password', label: 'Password', autocomplete: 'new-password', minLength: SHORTEST_PASSWORD, maxLength: 128 },
  ],
  removeWord: 'Withdraw',
  afterAdd: ({ link_id }) => <Once title="Shared link" text={`${location.origin}/share/${link_id}`} lasting />,
};

/** A text to copy now; a secret says that it will not be shown again. */
function Once({ title, text, lasting = false }: { readonly title: string; readonly text: string; readonly lasting?: boolean }) {
  return (
    <div class="once" role="status">
      <Snippet title={title} code={text} />
      {!lasting && <p class="hint">Copy it now: it will not be shown again.</p>}
    </div>
  );
}
