CREATE INDEX "dead_letters_died" ON "dead_letters" USING btree ("organization_id","died_at","message_id");--> statement-breakpoint
CREATE INDEX "inbound_messages_stream" ON "inbound_messages" USING btree ("organization_id","position");--> statement-breakpoint
CREATE INDEX "message_events_stream" ON "message_events" USING btree ("organization_id","position");