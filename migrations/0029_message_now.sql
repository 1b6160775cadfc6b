-- A message as it is now, for statements that lock rows: in these, PostgreSQL 18 (18.4 at least) must
-- not choose partitions while it runs. After it has looked at a locked row again, it goes on with the
-- choice's freed memory: rows are missed, or the server crashes. In a function it chooses by itself.
create function message_now(organization uuid, message uuid) returns setof messages
language plpgsql stable rows 1 as $$
begin
  return query select * from messages where organization_id = organization and id = message;
end $$;
