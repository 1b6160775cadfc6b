CREATE TABLE "expectation_events" (
	"organization_id" uuid NOT NULL,
	"expectation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	CONSTRAINT "expectation_events_organization_id_expectation_id_key_pk" PRIMARY KEY("organization_id","expectation_id","key")
);
--> statement-breakpoint
CREATE TABLE "expectation_recipients" (
	"organization_id" uuid NOT NULL,
	"expectation_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"message_id" uuid,
	"refusal" text,
	"answer" text,
	"answered_at" timestamp with time zone,
	"inbound_id" uuid,
	CONSTRAINT "expectation_recipients_organization_id_expectation_id_phone_pk" PRIMARY KEY("organization_id","expectation_id","phone")
);
--> statement-breakpoint
CREATE TABLE "expectations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"request_id" text NOT NULL,
	"request_key" text NOT NULL,
	"answers" text[] NOT NULL,
	"text" text NOT NULL,
	"sender" text,
	"quorum" integer NOT NULL,
	"asked" integer NOT NULL,
	"in_favour" integer DEFAULT 0 NOT NULL,
	"against" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "expectations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "quarantined_answers" (
	"organization_id" uuid NOT NULL,
	"inbound_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"number" text NOT NULL,
	"reason" text NOT NULL,
	"expectation_id" uuid,
	"answer" text,
	"received_at" timestamp with time zone NOT NULL,
	"resolution" text,
	"resolved_by" text,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "quarantined_answers_organization_id_inbound_id_pk" PRIMARY KEY("organization_id","inbound_id")
);
--> statement-breakpoint
CREATE TABLE "auto_replies" (
	"organization_id" uuid NOT NULL,
	"inbound_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"phone" text NOT NULL,
	"asked_hash" uuid NOT NULL,
	"said_hash" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "auto_replies_organization_id_inbound_id_pk" PRIMARY KEY("organization_id","inbound_id")
);
--> statement-breakpoint
CREATE TABLE "auto_reply_rules" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"match" text NOT NULL,
	"keywords" text[] DEFAULT '{}' NOT NULL,
	"number" text,
	"hours" jsonb,
	"text" text NOT NULL,
	"every_seconds" integer NOT NULL,
	"enabled" boolean NOT NULL,
	CONSTRAINT "auto_reply_rules_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversation_labels" (
	"organization_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	CONSTRAINT "conversation_labels_organization_id_conversation_id_label_id_pk" PRIMARY KEY("organization_id","conversation_id","label_id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"phone" text NOT NULL,
	"number" text NOT NULL,
	"account" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"unread" integer DEFAULT 0 NOT NULL,
	"assignee" text,
	"last_message_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "inbox_places" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_labels" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"colour" text,
	CONSTRAINT "inbox_labels_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "inbox_outbound_places" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quick_replies" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "quick_replies_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "expectation_recipients" ADD CONSTRAINT "expectation_recipients_expectation" FOREIGN KEY ("organization_id","expectation_id") REFERENCES "public"."expectations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_labels" ADD CONSTRAINT "conversation_labels_conversation" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_labels" ADD CONSTRAINT "conversation_labels_label" FOREIGN KEY ("organization_id","label_id") REFERENCES "public"."inbox_labels"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "expectation_events_stream" ON "expectation_events" USING btree ("organization_id","position");--> statement-breakpoint
CREATE INDEX "expectation_recipients_phone" ON "expectation_recipients" USING btree ("organization_id","phone","expectation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "expectations_request" ON "expectations" USING btree ("organization_id","request_key");--> statement-breakpoint
CREATE INDEX "expectations_open" ON "expectations" USING btree ("expires_at") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "quarantined_answers_phone" ON "quarantined_answers" USING btree ("organization_id","phone");--> statement-breakpoint
CREATE INDEX "auto_replies_phone" ON "auto_replies" USING btree ("organization_id","phone","at");--> statement-breakpoint
CREATE INDEX "auto_replies_at" ON "auto_replies" USING btree ("at");--> statement-breakpoint
CREATE INDEX "conversation_labels_label" ON "conversation_labels" USING btree ("organization_id","label_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_phone" ON "conversations" USING btree ("organization_id","phone","number");--> statement-breakpoint
CREATE INDEX "conversations_last" ON "conversations" USING btree ("organization_id","last_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_labels_name" ON "inbox_labels" USING btree ("organization_id","name");--> statement-breakpoint
-- Before everything that was received: what came before the inbox is in it too.
insert into inbox_places (name, position) values ('inbound', 0);
--> statement-breakpoint
select protect_organizations();
