-- Hashes here are SHA-256 of 32 random bytes, base64url without padding: 43 characters. Whoever
-- reads this database cannot sign in with what is in it.
create domain token_hash as text check (value ~ '^[A-Za-z0-9_-]{43}$');

-- One number that every change of what nodes hold in memory raises: they ask for it each second.
-- A row and not a sequence, so that a number is seen only once its change is.
create table metadata_version (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into metadata_version (version) values (1);

create function raise_metadata_version() returns trigger language plpgsql as $$
begin
  update metadata_version set version = version + 1;
  return null;
end $$;

create table users (
  user_id       uuid primary key,
  email         text not null unique
                check (email = lower(email) and email ~ '^[^\s@]+@[^\s@]+$' and char_length(email) <= 254),
  name          text not null check (name <> '' and char_length(name) <= 100),
  password_hash text not null check (password_hash like '$argon2id$%'),
  created_at    timestamptz not null default now()
);

-- Until the first account exists: who has the link that ./footfall up prints may make it.
create table setup_link (
  only_row   boolean primary key default true check (only_row),
  token_hash token_hash not null
);

-- previous_hash serves for a minute after a rotation, for requests that were under way.
-- csrf_token is worth nothing without the cookie.
create table user_sessions (
  session_id    uuid primary key,
  user_id       uuid not null references users on delete cascade,
  token_hash    token_hash not null unique,
  previous_hash token_hash unique,
  csrf_token    text not null check (char_length(csrf_token) = 43),
  created_at    timestamptz not null,
  rotated_at    timestamptz not null,
  expires_at    timestamptz not null check (expires_at > created_at)
);
create index user_sessions_user on user_sessions (user_id);

-- How often signing in was tried in vain, by account or by peer; rows go after a day.
create table sign_in_attempts (
  subject      text primary key check (char_length(subject) <= 300),
  failures     integer not null check (failures >= 0),
  last_at      timestamptz not null,
  locked_until timestamptz not null
);

create table website_permissions (
  website_id text not null references websites,
  user_id    uuid not null references users on delete cascade,
  role       text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (website_id, user_id)
);
create index website_permissions_user on website_permissions (user_id);

-- The website's row is locked first, so that of two last owners who leave at once one stays.
create function keep_an_owner() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' then
    return null;
  end if;
  perform 1 from websites where website_id = old.website_id for update;
  if not exists (
    select 1 from website_permissions where website_id = old.website_id and role = 'owner'
  ) then
    raise exception 'the last owner of a website stays'
      using errcode = '23514', constraint = 'website_keeps_an_owner';
  end if;
  return null;
end $$;
create constraint trigger website_keeps_an_owner
  after update or delete on website_permissions
  for each row when (old.role = 'owner') execute function keep_an_owner();

create table invites (
  invite_id   uuid primary key,
  website_id  text not null references websites,
  role        text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  token_hash  token_hash not null unique,
  created_at  timestamptz not null,
  expires_at  timestamptz not null check (expires_at > created_at),
  accepted_at timestamptz
);
create index invites_website on invites (website_id);

create table api_keys (
  api_key_id   uuid primary key,
  website_id   text not null references websites,
  name         text not null check (name <> '' and char_length(name) <= 100),
  key_hash     token_hash not null unique,
  prefix       text not null check (prefix ~ '^ffk_[A-Za-z0-9_-]{6}$'),
  scopes       text[] not null check (
    cardinality(scopes) > 0
    and scopes <@ array['stats:read', 'live:read', 'events:write', 'settings:write']),
  created_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_keys_website on api_keys (website_id);

-- link_id is what is shared; where a password is asked for, share_sessions has who gave it.
create table shared_links (
  link_id       text primary key check (link_id ~ '^[A-Za-z0-9_-]{22}$'),
  website_id    text not null references websites,
  name          text not null check (name <> '' and char_length(name) <= 100),
  password_hash text check (password_hash like '$argon2id$%'),
  created_at    timestamptz not null
);
create index shared_links_website on shared_links (website_id);

create table share_sessions (
  token_hash token_hash primary key,
  link_id    text not null references shared_links on delete cascade,
  expires_at timestamptz not null
);
create index share_sessions_link on share_sessions (link_id);

-- Who changed what; only ever added to. Of secrets it has none, of tokens not even hashes.
create table audit_log (
  entry_id   bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  website_id text references websites,
  user_id    uuid,
  actor      text not null check (actor <> ''),
  action     text not null check (action ~ '^[a-z_]+$'),
  subject    text not null,
  detail     jsonb not null default '{}' check (jsonb_typeof(detail) = 'object')
);
create index audit_log_website on audit_log (website_id, entry_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = '23514', constraint = 'audit_log_stays';
end $$;
create trigger audit_log_stays before update or delete or truncate on audit_log
  for each statement execute function refuse_change();

create trigger users_version after insert or update or delete on users
  for each statement execute function raise_metadata_version();
create trigger user_sessions_version after insert or update or delete on user_sessions
  for each statement execute function raise_metadata_version();
create trigger website_permissions_version after insert or update or delete on website_permissions
  for each statement execute function raise_metadata_version();
create trigger shared_links_version after insert or update or delete on shared_links
  for each statement execute function raise_metadata_version();
create trigger share_sessions_version after insert or update or delete on share_sessions
  for each statement execute function raise_metadata_version();
create trigger api_keys_version after insert or delete or update of scopes, revoked_at on api_keys
  for each statement execute function raise_metadata_version();
create trigger websites_version after insert or update or delete on websites
  for each statement execute function raise_metadata_version();
