CREATE TABLE "otp_challenges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"phone" text NOT NULL,
	"purpose" text NOT NULL,
	"codes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer NOT NULL,
	"sends" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"resend_available_at" timestamp with time zone NOT NULL,
	"consumed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "otp_challenges_place" UNIQUE("scope","phone","purpose")
);
--> statement-breakpoint
CREATE TABLE "otp_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"hits" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "otp_proofs" (
	"hash" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"phone" text NOT NULL,
	"purpose" text NOT NULL,
	"verified_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "otp_challenges_expiry" ON "otp_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "otp_limits_expiry" ON "otp_limits" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "otp_proofs_expiry" ON "otp_proofs" USING btree ("expires_at");