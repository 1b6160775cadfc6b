CREATE TABLE "sandbox_messages" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"sender" text,
	"body" text NOT NULL,
	"category" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sandbox_messages_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "sandbox_messages_phone" ON "sandbox_messages" USING btree ("organization_id","recipient","id");--> statement-breakpoint
CREATE INDEX "sandbox_messages_received" ON "sandbox_messages" USING btree ("received_at");--> statement-breakpoint
select protect_organizations();
