ALTER TABLE "message_events" ADD COLUMN "others" uuid[];--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "queued_in" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sent_in" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reported_in" bigint;--> statement-breakpoint
-- A row for each message of an event: to be read from a position on, by what serves no organization
-- alone. What happened to one message is found by `message_events` and its own places there.
create view told_events with (security_invoker = true) as
select e.organization_id, told.message_id, e.key, e.type, e.at, e.position, e.data
from message_events e cross join lateral unnest(array_append(e.others, e.message_id)) as told(message_id);
--> statement-breakpoint
-- Ids hardly compress, and to find that out costs more than they do.
alter table message_events alter column others set storage external;
--> statement-breakpoint
alter table message_queue alter column message_ids set storage external;
--> statement-breakpoint
alter table message_dispatches alter column message_ids set storage external;
--> statement-breakpoint
-- For a dump that was restored on another server: its transactions are others, so what was written
-- before is before all of them, and readers go on from there.
create function restart_positions() returns void language sql as $$
  insert into message_events (organization_id, message_id, key, type, at, position, data)
  select organization_id, unnest(others), key, type, at, 0, data from message_events
  where others is not null on conflict do nothing;
  update message_events set position = 0, others = null;
  update inbound_messages set position = 0;
  update budget_events set position = 0;
  update consent_events set position = 0;
  update contact_events set position = 0;
  update expectation_events set position = 0;
  update webhook_events set position = 0;
  update webhook_endpoints set position = 1;
  update inbox_places set position = 1;
  update inbox_outbound_places set position = 1;
  update automations set place = 1 where place is not null;
  -- What was not counted yet is counted; of messages and money, the rest is found counted.
  update roll_ups set position = case name when 'inbound' then 1 else 0 end;
$$;
