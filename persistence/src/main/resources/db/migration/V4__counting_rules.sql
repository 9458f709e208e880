-- By which rules a website counts is told to its partitions with a version (ADR 22). It follows the
-- clock, so that one from after a restored backup is higher than any that a partition has been told.
create function next_counting_version(before bigint) returns bigint language sql as $$
  select greatest(before + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint)
$$;

alter table websites
  add column counting_version bigint not null default next_counting_version(0)
    check (counting_version > 0);

create function raise_counting_version() returns trigger language plpgsql as $$
begin
  new.counting_version := next_counting_version(old.counting_version);
  return new;
end $$;
create trigger websites_counting before update of bot_filtering_enabled on websites
  for each row when (old.bot_filtering_enabled is distinct from new.bot_filtering_enabled)
  execute function raise_counting_version();

create function raise_counting_version_of_goal() returns trigger language plpgsql as $$
begin
  update websites set counting_version = next_counting_version(counting_version)
    where website_id = coalesce(new.website_id, old.website_id);
  return null;
end $$;
create trigger goals_counting after insert or update or delete on goals
  for each row execute function raise_counting_version_of_goal();
