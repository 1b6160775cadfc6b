CREATE TABLE "automation_enrolments" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"automation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"version" integer NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"held" boolean DEFAULT false NOT NULL,
	"failures" smallint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'ACTIVE' NOT NULL,
	"reason" text,
	"enrolled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "automation_enrolments_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "automation_plans" (
	"organization_id" uuid NOT NULL,
	"automation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"plan" jsonb NOT NULL,
	CONSTRAINT "automation_plans_organization_id_automation_id_version_pk" PRIMARY KEY("organization_id","automation_id","version")
);
--> statement-breakpoint
CREATE TABLE "automations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"trigger" jsonb NOT NULL,
	"who" jsonb,
	"again" boolean NOT NULL,
	"time_zone" text NOT NULL,
	"place" bigint,
	"dated_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
DROP INDEX "contact_events_position";--> statement-breakpoint
ALTER TABLE "automation_enrolments" ADD CONSTRAINT "automation_enrolments_plan" FOREIGN KEY ("organization_id","automation_id","version") REFERENCES "public"."automation_plans"("organization_id","automation_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_enrolments" ADD CONSTRAINT "automation_enrolments_contact" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_plans" ADD CONSTRAINT "automation_plans_automation" FOREIGN KEY ("organization_id","automation_id") REFERENCES "public"."automations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "automation_enrolments_once" ON "automation_enrolments" USING btree ("organization_id","automation_id","contact_id","n");--> statement-breakpoint
CREATE INDEX "automation_enrolments_due" ON "automation_enrolments" USING btree ("due_at") WHERE due_at is not null and not held;--> statement-breakpoint
CREATE INDEX "automation_enrolments_next" ON "automation_enrolments" USING btree ("organization_id","automation_id","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "automation_enrolments_contact" ON "automation_enrolments" USING btree ("organization_id","contact_id","enrolled_at");--> statement-breakpoint
CREATE UNIQUE INDEX "automations_name" ON "automations" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "automations_active" ON "automations" USING btree ("place") WHERE place is not null;--> statement-breakpoint
CREATE INDEX "contact_events_position" ON "contact_events" USING btree ("organization_id","position");
--> statement-breakpoint
-- A zone that this server does not know is not somebody's: what waits for it must not stand still.
create function known_zone(zone text, otherwise text) returns text language plpgsql stable as $$
begin
  if zone is null then return otherwise; end if;
  perform now() at time zone zone;
  return zone;
exception when others then
  return otherwise;
end $$;
--> statement-breakpoint
-- The day that a text says, year first; null where it says none.
create function known_date(value text) returns date language plpgsql immutable as $$
begin
  if value !~ '^\d{4}-\d{2}-\d{2}' then return null; end if;
  return make_date(left(value, 4)::int, substr(value, 6, 2)::int, substr(value, 9, 2)::int);
exception when others then
  return null;
end $$;
--> statement-breakpoint
select protect_organizations();
