CREATE TABLE "account_states" (
	"account" text COLLATE "C" PRIMARY KEY NOT NULL,
	"circuit" jsonb,
	"next_at" timestamp with time zone,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"died_at" timestamp with time zone NOT NULL,
	"redriven_as" uuid,
	CONSTRAINT "dead_letters_organization_id_message_id_pk" PRIMARY KEY("organization_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" uuid NOT NULL,
	"route" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"fingerprint" uuid NOT NULL,
	"message_ids" uuid[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_route_key_pk" PRIMARY KEY("organization_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "inbound_messages" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"sender" text COLLATE "C" NOT NULL,
	"recipient" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	CONSTRAINT "inbound_messages_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_dispatches" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"account" text NOT NULL,
	"message_ids" uuid[] NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	CONSTRAINT "message_dispatches_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_events" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	"data" jsonb,
	CONSTRAINT "message_events_organization_id_message_id_key_pk" PRIMARY KEY("organization_id","message_id","key")
) PARTITION BY RANGE (message_id);--> statement-breakpoint
CREATE TABLE "message_events_default" PARTITION OF "message_events" DEFAULT;
--> statement-breakpoint
CREATE TABLE "message_keys" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"secret_key_id" uuid NOT NULL,
	"wrapped" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_keys_organization_id_message_id_pk" PRIMARY KEY("organization_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "message_queue" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"message_ids" uuid[] NOT NULL,
	"lease" uuid,
	"lease_until" timestamp with time zone,
	"reclaims" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "message_queue_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_submissions" (
	"account" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"part" smallint NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL
) PARTITION BY RANGE (message_id);--> statement-breakpoint
CREATE TABLE "message_submissions_default" PARTITION OF "message_submissions" DEFAULT;
--> statement-breakpoint
CREATE TABLE "messages" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"category" text NOT NULL,
	"recipient" text COLLATE "C" NOT NULL,
	"sender" text,
	"body" text,
	"sealed" text,
	"encoding" text NOT NULL,
	"segments" smallint NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"campaign_id" uuid,
	"options" jsonb,
	"status" text NOT NULL,
	"outcome" text,
	"account" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"progress" text[] DEFAULT '{}' NOT NULL,
	"refusals" text[] DEFAULT '{}' NOT NULL,
	"error" text,
	"price" numeric,
	"currency" text,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "messages_organization_id_id_pk" PRIMARY KEY("organization_id","id")
) PARTITION BY RANGE (id);--> statement-breakpoint
CREATE TABLE "messages_default" PARTITION OF "messages" DEFAULT WITH (fillfactor = 50);
--> statement-breakpoint
CREATE TABLE "opt_outs" (
	"organization_id" uuid NOT NULL,
	"phone" text COLLATE "C" NOT NULL,
	"opted_out_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "opt_outs_organization_id_phone_pk" PRIMARY KEY("organization_id","phone")
);
--> statement-breakpoint
CREATE TABLE "parked_reports" (
	"account" text NOT NULL,
	"names" text[] NOT NULL,
	"fact" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_sweeps" (
	"name" text PRIMARY KEY NOT NULL,
	"swept_until" timestamp with time zone NOT NULL,
	"runs" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING brin ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_messages_external" ON "inbound_messages" USING btree ("organization_id","account","external_id");--> statement-breakpoint
CREATE INDEX "inbound_messages_sender" ON "inbound_messages" USING btree ("organization_id","sender","id");--> statement-breakpoint
CREATE INDEX "message_events_position" ON "message_events" USING brin ("position") WITH (pages_per_range = 16, autosummarize = on);--> statement-breakpoint
CREATE INDEX "message_keys_expires" ON "message_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "message_queue_due" ON "message_queue" USING btree ("lane","organization_id","due_at");--> statement-breakpoint
CREATE INDEX "message_submissions_external" ON "message_submissions" USING btree ("account","external_id");--> statement-breakpoint
CREATE INDEX "message_submissions_submitted" ON "message_submissions" USING brin ("submitted_at") WITH (pages_per_range = 16, autosummarize = on);--> statement-breakpoint
CREATE INDEX "messages_recipient" ON "messages" USING btree ("organization_id","recipient","id");--> statement-breakpoint
CREATE INDEX "messages_campaign" ON "messages" USING btree ("organization_id","campaign_id","id") WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX "parked_reports_received" ON "parked_reports" USING btree ("received_at");--> statement-breakpoint
-- The state that a message has by its attempts' parts: delivered if any attempt is, in all its
-- parts; else open while any attempt is; else as the last one that a provider took. Null if none did.
CREATE FUNCTION message_status(progress text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  parts text;
  open_status text;
  closed_status text;
BEGIN
  IF progress = '{1}' THEN RETURN 'SUBMITTED'; END IF;
  IF progress = '{6}' THEN RETURN 'DELIVERED'; END IF;
  FOREACH parts IN ARRAY progress LOOP
    IF parts IS NULL OR parts = 'x' THEN CONTINUE; END IF;
    IF parts ~ '^6+$' THEN RETURN 'DELIVERED'; END IF;
    IF parts !~ '[345]' THEN
      open_status := CASE WHEN open_status = 'SENT' OR parts ~ '[26]' THEN 'SENT' ELSE 'SUBMITTED' END;
    ELSE
      closed_status := CASE WHEN parts ~ '5' THEN 'FAILED' WHEN parts ~ '4' THEN 'REJECTED' ELSE 'EXPIRED' END;
    END IF;
  END LOOP;
  RETURN coalesce(open_status, closed_status);
END $$;--> statement-breakpoint
-- Progress after reports, each on one part (from 1) of one attempt. Never a step back, so that the
-- order of reports does not matter.
CREATE FUNCTION message_progress(progress text[], attempts smallint[], parts smallint[], ranks smallint[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  known text;
BEGIN
  FOR i IN 1 .. array_length(attempts, 1) LOOP
    known := coalesce(nullif(progress[attempts[i]], 'x'), '');
    IF length(known) < parts[i] THEN known := rpad(known, parts[i], '1'); END IF;
    progress[attempts[i]] := overlay(known PLACING
      greatest(substr(known, parts[i], 1)::smallint, ranks[i])::text FROM parts[i]);
  END LOOP;
  RETURN progress;
END $$;
