CREATE TABLE "otp_guard_decisions" (
	"scope" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"challenge_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"phone" text NOT NULL,
	"phone_hash" text NOT NULL,
	"country" text NOT NULL,
	"prefix" text NOT NULL,
	"client_hash" text,
	"verdict" text NOT NULL,
	"reasons" text[] NOT NULL,
	"sent" boolean NOT NULL,
	"verified_at" timestamp with time zone,
	CONSTRAINT "otp_guard_decisions_scope_id_pk" PRIMARY KEY("scope","id")
);
--> statement-breakpoint
CREATE TABLE "otp_guard_guesses" (
	"scope" text NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"guesses" integer NOT NULL,
	"wrong" integer NOT NULL,
	CONSTRAINT "otp_guard_guesses_scope_minute_pk" PRIMARY KEY("scope","minute")
);
--> statement-breakpoint
CREATE TABLE "otp_guard_incidents" (
	"scope" text NOT NULL,
	"id" uuid NOT NULL,
	"effect" text NOT NULL,
	"area" text NOT NULL,
	"sent" integer NOT NULL,
	"verified" integer NOT NULL,
	"hours" integer NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text,
	CONSTRAINT "otp_guard_incidents_scope_id_pk" PRIMARY KEY("scope","id")
);
--> statement-breakpoint
CREATE TABLE "otp_guard_traffic" (
	"scope" text NOT NULL,
	"area" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"sent" integer NOT NULL,
	"verified" integer NOT NULL,
	CONSTRAINT "otp_guard_traffic_scope_area_hour_pk" PRIMARY KEY("scope","area","hour")
);
--> statement-breakpoint
CREATE INDEX "otp_guard_decisions_notable" ON "otp_guard_decisions" USING btree ("scope","id") WHERE verdict <> 'allowed';--> statement-breakpoint
CREATE INDEX "otp_guard_decisions_prefix" ON "otp_guard_decisions" USING btree ("scope","prefix","at");--> statement-breakpoint
CREATE INDEX "otp_guard_decisions_phone" ON "otp_guard_decisions" USING btree ("scope","phone_hash","at");--> statement-breakpoint
CREATE INDEX "otp_guard_decisions_client" ON "otp_guard_decisions" USING btree ("scope","client_hash","at") WHERE client_hash is not null;--> statement-breakpoint
CREATE INDEX "otp_guard_decisions_age" ON "otp_guard_decisions" USING brin ("at");--> statement-breakpoint
CREATE INDEX "otp_guard_incidents_area" ON "otp_guard_incidents" USING btree ("scope","area","since");
--> statement-breakpoint
select protect_organizations();
