CREATE TABLE "webhook_events" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	CONSTRAINT "webhook_events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "webhook_events_stream" ON "webhook_events" USING btree ("organization_id","position");--> statement-breakpoint
CREATE INDEX "webhook_events_at" ON "webhook_events" USING brin ("at");--> statement-breakpoint
CREATE INDEX "consent_events_stream" ON "consent_events" USING btree ("organization_id","position");--> statement-breakpoint
select protect_organizations();
