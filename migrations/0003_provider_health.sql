ALTER TABLE "account_states" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "reachable" boolean;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "credentials_accepted" boolean;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "failed_checks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "last_error_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_states" ADD COLUMN "logged_state" text;