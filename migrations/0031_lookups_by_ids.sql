DROP INDEX "messages_recipient";--> statement-breakpoint
CREATE INDEX "messages_recipient" ON "messages" USING btree ("organization_id","recipient","id") WHERE recipient is not null;