-- An invite is worth what whoever made it is now: who loses a role cannot get it back, or give it,
-- by a link from before. Invites without a maker were never released, and are worth nothing.
alter table invites add column invited_by uuid references users on delete cascade;

create function rank_of(role text) returns integer language sql immutable as $$
  select array_position(array['viewer', 'editor', 'admin', 'owner'], role)
$$;

-- As before, but with a lock that lets others refer to the website: whoever joins one holds
-- metadata_version by then, for which an owner who leaves waits with this lock in hand.
create or replace function keep_an_owner() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' then
    return null;
  end if;
  perform 1 from websites where website_id = old.website_id for no key update;
  if not exists (
    select 1 from website_permissions where website_id = old.website_id and role = 'owner'
  ) then
    raise exception 'the last owner of a website stays'
      using errcode = '23514', constraint = 'website_keeps_an_owner';
  end if;
  return null;
end $$;
