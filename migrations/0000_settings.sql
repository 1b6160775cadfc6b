CREATE TABLE "setting_changes" (
	"version" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setting_changes_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text,
	"group" text NOT NULL,
	"key" text NOT NULL,
	"environment" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"request_id" text,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text,
	"group" text NOT NULL,
	"key" text NOT NULL,
	"environment" text NOT NULL,
	"value" jsonb,
	"secrets" jsonb NOT NULL,
	"origin" text NOT NULL,
	"version" bigint NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "settings_identity" UNIQUE NULLS NOT DISTINCT("organization_id","group","key","environment")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text,
	"kek_id" text NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "setting_changes_of_setting" ON "setting_changes" USING btree ("organization_id","group","key","environment","version");--> statement-breakpoint
CREATE INDEX "settings_changed" ON "settings" USING btree ("environment","version");--> statement-breakpoint
CREATE INDEX "data_keys_of_organization" ON "data_keys" USING btree ("organization_id","created_at");