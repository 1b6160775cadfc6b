-- Of two indexes that a plan takes for equally good, as for a month that is still empty, the one made
-- last wins. It has to be the key: messages are looked up by it, and the other finds all of an organization.
ALTER TABLE "messages" DROP CONSTRAINT "messages_organization_id_id_pk";--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_organization_id_id_pk" PRIMARY KEY("organization_id","id");--> statement-breakpoint
-- In months of the submission: a report names no message, and is looked for in the newest months alone.
ALTER TABLE "message_submissions" RENAME TO "message_submissions_by_message";--> statement-breakpoint
ALTER INDEX "message_submissions_external" RENAME TO "message_submissions_by_message_external";--> statement-breakpoint
ALTER INDEX "message_submissions_submitted" RENAME TO "message_submissions_by_message_submitted";--> statement-breakpoint
ALTER TABLE "message_submissions_default" RENAME TO "message_submissions_by_message_default";--> statement-breakpoint
CREATE TABLE "message_submissions" (
	"account" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"part" smallint NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL
) PARTITION BY RANGE (submitted_at);--> statement-breakpoint
CREATE TABLE "message_submissions_default" PARTITION OF "message_submissions" DEFAULT;--> statement-breakpoint
INSERT INTO "message_submissions" SELECT * FROM "message_submissions_by_message";--> statement-breakpoint
DROP TABLE "message_submissions_by_message";--> statement-breakpoint
CREATE INDEX "message_submissions_external" ON "message_submissions" USING btree ("account","external_id");--> statement-breakpoint
CREATE INDEX "message_submissions_submitted" ON "message_submissions" USING brin ("submitted_at") WITH (pages_per_range = 16, autosummarize = on);
