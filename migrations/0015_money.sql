CREATE TABLE "budget_events" (
	"organization_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"budget_id" uuid NOT NULL,
	"period_id" uuid NOT NULL,
	"percent" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"position" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	CONSTRAINT "budget_events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "budget_periods" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"budget_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"amount" numeric NOT NULL,
	"kept" numeric NOT NULL,
	"held" numeric DEFAULT '0' NOT NULL,
	"spent" numeric DEFAULT '0' NOT NULL,
	"told" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "budget_periods_organization_id_id_pk" PRIMARY KEY("organization_id","id")
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"period" text NOT NULL,
	"currency" text NOT NULL,
	"amount" numeric NOT NULL,
	"kept" numeric DEFAULT '0' NOT NULL,
	"category" text,
	"country" text,
	"campaign_id" uuid,
	"key_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "budgets_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "money_entries" (
	"organization_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"held" numeric DEFAULT '0' NOT NULL,
	"spent" numeric DEFAULT '0' NOT NULL,
	"paid_in" numeric DEFAULT '0' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"periods" uuid[],
	"reference" text,
	CONSTRAINT "money_entries_organization_id_subject_id_n_pk" PRIMARY KEY("organization_id","subject_id","n")
);
--> statement-breakpoint
CREATE TABLE "rate_cards" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"card" jsonb NOT NULL,
	"version" uuid NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "budget_events_stream" ON "budget_events" USING btree ("organization_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_periods_budget" ON "budget_periods" USING btree ("organization_id","budget_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "budgets_credit" ON "budgets" USING btree ("organization_id","currency") WHERE period = 'credit';--> statement-breakpoint
CREATE UNIQUE INDEX "money_entries_reference" ON "money_entries" USING btree ("organization_id","reference") WHERE reference is not null;--> statement-breakpoint
INSERT INTO "roll_ups" ("name") VALUES ('money');--> statement-breakpoint
-- Who comes first is served first. Each message (ns, in ascending order, once for every budget that
-- it counts in) takes its amount out of what is left in these budgets (room, by their numbers ks), down
-- to a floor, or takes nothing. Returns the messages that are refused, each with the first budget that
-- lacks room; null where the budget is not there at all.
CREATE FUNCTION first_come(room numeric[], ns int[], ks int[], amounts numeric[], floors numeric[])
RETURNS TABLE (n int, k int) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  pairs int := coalesce(array_length(ns, 1), 0);
  first int := 1;
  last int;
  fits boolean;
BEGIN
  WHILE first <= pairs LOOP
    n := ns[first];
    fits := true;
    last := first;
    WHILE last <= pairs AND ns[last] = n LOOP
      IF fits AND (ks[last] IS NULL OR room[ks[last]] - amounts[last] < floors[last]) THEN
        fits := false;
        k := ks[last];
      END IF;
      last := last + 1;
    END LOOP;
    IF fits THEN
      FOR pair IN first .. last - 1 LOOP
        room[ks[pair]] := room[ks[pair]] - amounts[pair];
      END LOOP;
    ELSE
      RETURN NEXT;
    END IF;
    first := last;
  END LOOP;
END $$;

--> statement-breakpoint
select protect_organizations();
