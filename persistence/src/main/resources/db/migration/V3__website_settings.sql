-- retention_days null: kept for ever. hits_per_second null: no bound of its own.
alter table websites
  add column sampling_rate double precision not null default 1
    check (sampling_rate > 0 and sampling_rate <= 1),
  add column retention_days integer check (retention_days between 1 and 36500),
  add column allowed_hostnames text[] not null default '{}'
    check (cardinality(allowed_hostnames) <= 100 and array_position(allowed_hostnames, null) is null),
  add column hits_per_second integer check (hits_per_second between 1 and 1000000);

create table website_properties (
  property_id uuid primary key,
  website_id  text not null references websites,
  name        text not null check (name <> '' and char_length(name) <= 100),
  value       text not null check (char_length(value) <= 1000),
  constraint website_properties_name unique (website_id, name)
);

-- A pattern for what is visited or sent, a threshold for what is counted (seconds, or pages).
create table goals (
  goal_id    uuid primary key,
  website_id text not null references websites,
  name       text not null check (name <> '' and char_length(name) <= 100),
  goal_type  text not null check (goal_type in ('destination', 'duration', 'pages_per_session', 'event')),
  match_type text check (match_type in ('equals', 'begins_with', 'regex')),
  pattern    text check (pattern <> '' and char_length(pattern) <= 500),
  threshold  integer check (threshold between 1 and 1000000),
  value      numeric(15, 4) check (value >= 0),
  is_active  boolean not null default true,
  constraint goals_name unique (website_id, name),
  constraint goals_form check (
    case when goal_type in ('destination', 'event')
      then match_type is not null and pattern is not null and threshold is null
      else match_type is null and pattern is null and threshold is not null
    end)
);

create table funnels (
  funnel_id  uuid primary key,
  website_id text not null references websites,
  name       text not null check (name <> '' and char_length(name) <= 100),
  steps      jsonb not null check (
    jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 2 and 20
    and not jsonb_path_exists(steps, '$[*] ? (@.type() != "object")')),
  constraint funnels_name unique (website_id, name)
);

create table custom_dimensions (
  custom_dimension_id uuid primary key,
  website_id          text not null references websites,
  index               integer not null check (index between 1 and 20),
  name                text not null check (name <> '' and char_length(name) <= 100),
  scope               text not null check (scope in ('hit', 'session', 'visitor')),
  is_active           boolean not null default true,
  constraint custom_dimensions_index unique (website_id, index),
  constraint custom_dimensions_name unique (website_id, name)
);

create table custom_metrics (
  custom_metric_id uuid primary key,
  website_id       text not null references websites,
  index            integer not null check (index between 1 and 20),
  name             text not null check (name <> '' and char_length(name) <= 100),
  type             text not null check (type in ('integer', 'decimal', 'currency', 'seconds')),
  is_active        boolean not null default true,
  constraint custom_metrics_index unique (website_id, index),
  constraint custom_metrics_name unique (website_id, name)
);

create table annotations (
  annotation_id uuid primary key,
  website_id    text not null references websites,
  date          date not null,
  text          text not null check (text <> '' and char_length(text) <= 500)
);
create index annotations_website on annotations (website_id, date);

create trigger goals_version after insert or update or delete on goals
  for each statement execute function raise_metadata_version();
create trigger website_properties_version after insert or update or delete on website_properties
  for each statement execute function raise_metadata_version();
