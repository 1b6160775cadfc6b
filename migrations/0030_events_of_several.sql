ALTER TABLE "message_events" ADD COLUMN "others" uuid[];--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "queued_in" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sent_in" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reported_in" bigint;--> statement-breakpoint
-- A row for each message of an event: to be read from a position on. What happened to one message is
-- found by `message_events` and what the message says of its places there.
create view told_events with (security_invoker = true) as
select e.organization_id, told.message_id, e.key, e.type, e.at, e.position, e.data
from message_events e cross join lateral unnest(array_append(e.others, e.message_id)) as told(message_id);
--> statement-breakpoint
grant select on told_events to nx_tenant;
--> statement-breakpoint
-- Ids hardly compress, and to find that out costs more than they do.
alter table message_events alter column others set storage external;
--> statement-breakpoint
alter table message_queue alter column message_ids set storage external;
--> statement-breakpoint
alter table message_dispatches alter column message_ids set storage external;
