-- The second wall around what 0008 cannot see, because its rows name no organization.
--
-- One-time codes and their guard call it a scope: whoever acts in a scope sees that one only.
do $$
declare
  name text;
begin
  foreach name in array array['otp_challenges', 'otp_proofs', 'otp_guard_decisions',
    'otp_guard_guesses', 'otp_guard_incidents', 'otp_guard_traffic']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner on %I to %I using (true) with check (true)',
      name, current_user);
    execute format(
      'create policy scope on %I to nx_tenant
        using (scope = (select nullif(current_setting(''app.organization'', true), '''')))
        with check (scope = (select nullif(current_setting(''app.organization'', true), '''')))',
      name);
    execute format('grant select, insert, update, delete on %I to nx_tenant', name);
  end loop;
end $$;
--> statement-breakpoint
-- Counted by keys that hold their scope, and by addresses that belong to nobody.
grant select, insert, update, delete on otp_limits to nx_tenant;
--> statement-breakpoint
-- People belong to no organization. Those who look from within one see its members: the condition on
-- memberships is their own policy. Signing in comes before any organization is known.
do $$
declare
  name text;
begin
  foreach name in array array['organizations', 'users', 'sessions']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner on %I to %I using (true) with check (true)',
      name, current_user);
  end loop;
end $$;
--> statement-breakpoint
create policy members on users for select to nx_tenant
  using (id in (select user_id from memberships));
--> statement-breakpoint
grant select (id, name, email, phone) on users to nx_tenant;
--> statement-breakpoint
-- To be signed out, and for nothing else.
create policy members on sessions to nx_tenant
  using (user_id in (select user_id from memberships));
--> statement-breakpoint
grant select (id, user_id), delete on sessions to nx_tenant;
--> statement-breakpoint
create policy organization on organizations to nx_tenant
  using (id = (select nullif(current_setting('app.organization', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.organization', true), '')::uuid));
--> statement-breakpoint
create policy child on organizations for insert to nx_tenant
  with check (parent_id = (select nullif(current_setting('app.organization', true), '')::uuid));
--> statement-breakpoint
grant select, insert, update (name) on organizations to nx_tenant;
