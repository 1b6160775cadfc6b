CREATE TABLE "campaign_recipients" (
	"organization_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"n" integer NOT NULL,
	"variables" jsonb,
	"variant" smallint,
	"message_id" uuid,
	"skipped" text,
	CONSTRAINT "campaign_recipients_organization_id_campaign_id_phone_pk" PRIMARY KEY("organization_id","campaign_id","phone")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"category" text NOT NULL,
	"sender" text,
	"provider" text,
	"variants" jsonb NOT NULL,
	"trial" jsonb,
	"audience" jsonb,
	"audience_of" uuid,
	"start_at" timestamp with time zone,
	"repeat" jsonb,
	"send_within_minutes" integer,
	"parent_id" uuid,
	"due_at" timestamp with time zone,
	"failures" smallint DEFAULT 0 NOT NULL,
	"numbered" integer DEFAULT 0 NOT NULL,
	"frozen_to" text,
	"total" integer,
	"stage" text,
	"cursor" integer DEFAULT 0 NOT NULL,
	"decide_at" timestamp with time zone,
	"winner" smallint,
	"send_by" timestamp with time zone,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "campaigns_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_campaign" FOREIGN KEY ("organization_id","campaign_id") REFERENCES "public"."campaigns"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_recipients_order" ON "campaign_recipients" USING btree ("organization_id","campaign_id","n");--> statement-breakpoint
CREATE INDEX "campaigns_due" ON "campaigns" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_occurrence" ON "campaigns" USING btree ("organization_id","parent_id","start_at") WHERE parent_id is not null;
--> statement-breakpoint
-- Every recipient is written to once more, with the message: there is room for it in its page.
alter table campaign_recipients set (fillfactor = 75);
--> statement-breakpoint
select protect_organizations();
