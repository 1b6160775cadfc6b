CREATE TABLE "consent_events" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"phone" text NOT NULL,
	"kind" text NOT NULL,
	"sender" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"keyword" text,
	"reason" text,
	"inbound_message_id" uuid,
	"actor" text,
	"at" timestamp with time zone NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	CONSTRAINT "consent_events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "keyword_answers" (
	"organization_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"inbound_id" uuid NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "keyword_answers_organization_id_phone_pk" PRIMARY KEY("organization_id","phone")
);
--> statement-breakpoint
ALTER TABLE "opt_outs" DROP CONSTRAINT "opt_outs_organization_id_phone_pk";--> statement-breakpoint
ALTER TABLE "opt_outs" ADD COLUMN "sender" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "opt_outs" ADD COLUMN "category" text DEFAULT 'promotional' NOT NULL;--> statement-breakpoint
ALTER TABLE "opt_outs" ADD COLUMN "event_id" uuid;--> statement-breakpoint
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_organization_id_phone_sender_category_pk" PRIMARY KEY("organization_id","phone","sender","category");--> statement-breakpoint
CREATE INDEX "consent_events_phone" ON "consent_events" USING btree ("organization_id","phone","at","id");--> statement-breakpoint
CREATE INDEX "keyword_answers_answered" ON "keyword_answers" USING btree ("answered_at");--> statement-breakpoint
CREATE INDEX "opt_outs_at" ON "opt_outs" USING btree ("organization_id","opted_out_at","phone");--> statement-breakpoint
CREATE INDEX "opt_outs_transactional" ON "opt_outs" USING btree ("organization_id") WHERE category <> 'promotional';--> statement-breakpoint
select protect_organizations();
