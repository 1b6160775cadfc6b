CREATE TABLE "counted_messages" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"sent" boolean NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C",
	"currency" text COLLATE "C",
	"price" numeric,
	CONSTRAINT "counted_messages_organization_id_message_id_pk" PRIMARY KEY("organization_id","message_id")
) PARTITION BY RANGE (message_id);--> statement-breakpoint
CREATE TABLE "counted_messages_default" PARTITION OF "counted_messages" DEFAULT WITH (fillfactor = 70);
--> statement-breakpoint
CREATE TABLE "inbound_totals" (
	"organization_id" uuid NOT NULL,
	"day" date NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"messages" bigint NOT NULL,
	CONSTRAINT "inbound_totals_organization_id_day_account_pk" PRIMARY KEY("organization_id","day","account")
);
--> statement-breakpoint
CREATE TABLE "message_totals" (
	"organization_id" uuid NOT NULL,
	"day" date NOT NULL,
	"category" text COLLATE "C" NOT NULL,
	"campaign_id" uuid,
	"account" text COLLATE "C",
	"status" text COLLATE "C" NOT NULL,
	"sent" boolean NOT NULL,
	"currency" text COLLATE "C",
	"messages" bigint NOT NULL,
	"segments" bigint NOT NULL,
	"price" numeric NOT NULL,
	CONSTRAINT "message_totals_key" UNIQUE NULLS NOT DISTINCT("organization_id","day","category","campaign_id","account","status","sent","currency")
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE TABLE "roll_ups" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"caught_up_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "inbound_messages_position" ON "inbound_messages" USING btree ("position");--> statement-breakpoint
INSERT INTO "roll_ups" ("name") VALUES ('messages'), ('inbound');
