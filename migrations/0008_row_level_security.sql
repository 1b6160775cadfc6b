-- The second wall between organizations. What serves an organization takes the role `nx_tenant` and
-- names the organization for one transaction; it then sees the rows of that one, and without a name
-- none. Everything else (dispatch, jobs, migrations) works as the owner of the tables.
do $$
begin
  if not exists (select from pg_roles where rolname = 'nx_tenant') then
    create role nx_tenant nologin;
  end if;
exception
  -- Another database of this server is making it at this moment.
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'The role nx_tenant is missing and may not be created.'
      using hint = format('As an administrator: create role nx_tenant nologin; grant nx_tenant to %I;', current_user);
end $$;
--> statement-breakpoint
do $$
begin
  if not pg_has_role(current_user, 'nx_tenant', 'member') then
    execute format('grant nx_tenant to %I', current_user);
  end if;
exception
  when insufficient_privilege then
    raise exception 'The role nx_tenant belongs to somebody else.'
      using hint = format('As an administrator: grant nx_tenant to %I;', current_user);
end $$;
--> statement-breakpoint
grant usage on schema public to nx_tenant;
--> statement-breakpoint
-- For all tables with organizations that are not protected yet: later migrations call it again. The
-- organization is asked for once per statement, so that it is looked up in the index.
create function protect_organizations() returns void language plpgsql set search_path from current as $$
declare
  found record;
begin
  for found in
    select c.oid::regclass as name, a.atttypid::regtype as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and not c.relrowsecurity
      and a.attname = 'organization_id' and not a.attisdropped
  loop
    execute format('alter table %s enable row level security', found.name);
    execute format('alter table %s force row level security', found.name);
    execute format('create policy owner on %s to %I using (true) with check (true)',
      found.name, current_user);
    execute format(
      'create policy organization on %1$s to nx_tenant
        using (organization_id = (select nullif(current_setting(''app.organization'', true), '''')::%2$s))
        with check (organization_id = (select nullif(current_setting(''app.organization'', true), '''')::%2$s))',
      found.name, found.type);
    execute format('grant select, insert, update, delete on %s to nx_tenant', found.name);
  end loop;
end $$;
--> statement-breakpoint
select protect_organizations();
--> statement-breakpoint
-- When totals were last counted is no secret of anybody's.
grant select on roll_ups to nx_tenant;
