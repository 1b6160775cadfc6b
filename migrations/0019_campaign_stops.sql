CREATE TABLE "campaign_stops" (
	"organization_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stopped_at" timestamp with time zone NOT NULL,
	CONSTRAINT "campaign_stops_organization_id_campaign_id_pk" PRIMARY KEY("organization_id","campaign_id")
);
--> statement-breakpoint
DROP INDEX "message_queue_due";--> statement-breakpoint
ALTER TABLE "message_queue" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "message_queue" ADD COLUMN "stopped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "message_queue_waiting" ON "message_queue" USING btree ("lane","organization_id","due_at") WHERE not stopped;--> statement-breakpoint
CREATE INDEX "message_queue_campaign" ON "message_queue" USING btree ("organization_id","campaign_id") WHERE campaign_id is not null;--> statement-breakpoint
select protect_organizations();
