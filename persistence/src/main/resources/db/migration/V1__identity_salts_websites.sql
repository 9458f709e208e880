-- What a cluster remembers from its first start: exactly one row.
create table cluster_identity (
  only_row      boolean primary key default true check (only_row),
  partitions    integer not null check (partitions > 0),
  topic_id      text not null,
  generation    bigint not null default 1 check (generation > 0),
  user_hash_key bytea not null check (octet_length(user_hash_key) = 16),
  route_key     bytea not null check (octet_length(route_key) = 32),
  created_at    timestamptz not null default now()
);

-- One secret for each UTC day, shared by all collectors and written two days ahead.
create table salts (
  day  date primary key,
  salt bytea not null check (octet_length(salt) = 32)
);

create table websites (
  website_id               text primary key check (website_id ~ '^[A-Za-z0-9_.-]{1,64}$'),
  domain                   text not null check (domain <> ''),
  ip_anonymization_enabled boolean not null default false,
  bot_filtering_enabled    boolean not null default true,
  time_zone                text not null default 'UTC',
  currency                 text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  status                   text not null default 'active' check (status in ('active', 'paused', 'deleted')),
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
