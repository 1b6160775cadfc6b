CREATE TABLE "audit_heads" (
	"organization_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "audit_heads_organization_id_seq_pk" PRIMARY KEY("organization_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"organization_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text,
	"details" json,
	"ip" text,
	"request_id" text,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_log_organization_id_seq_pk" PRIMARY KEY("organization_id","seq")
);
--> statement-breakpoint
CREATE TABLE "held_keys" (
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_key_id" uuid NOT NULL,
	"ciphertext" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "held_keys_organization_id_name_pk" PRIMARY KEY("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person" text NOT NULL,
	"secret_key_id" uuid,
	"ciphertext" text,
	"requested_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"messages" integer DEFAULT 0 NOT NULL,
	"inbound" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "erasures_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "retention_marks" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"bodies_before" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbound_messages" ALTER COLUMN "body" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("organization_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_pending" ON "erasures" USING btree ("organization_id","person") WHERE finished_at is null;--> statement-breakpoint
-- An entry takes its place in its organization's chain, whatever the insert says. Whoever comes second
-- waits for the lock, and then sees what the first one wrote: a volatile function's statements each look
-- anew. `hashOf` computes the same hash, by other code.
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit_log ' || NEW.organization_id, 0));
  SELECT seq, hash INTO last FROM audit_log
  WHERE organization_id = NEW.organization_id ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.prev_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  NEW.hash := sha256(NEW.prev_hash || convert_to(array_to_json(ARRAY[
    NEW.organization_id::text, NEW.seq::text,
    to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    NEW.actor, NEW.action, NEW.target, NEW.details::text, NEW.ip, NEW.request_id])::text, 'UTF8'));
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
-- Old entries go by `pruneAudit` alone, and only where a signed head vouches for what follows them.
CREATE FUNCTION audit_prune() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('nx.audit_pruning', true) IS DISTINCT FROM OLD.organization_id::text
    OR NOT EXISTS (SELECT FROM audit_heads h
      WHERE h.organization_id = OLD.organization_id AND h.seq >= OLD.seq)
  THEN
    RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_log_append BEFORE INSERT ON "audit_log" FOR EACH ROW EXECUTE FUNCTION audit_append();--> statement-breakpoint
CREATE TRIGGER audit_log_refuse BEFORE UPDATE OR TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();--> statement-breakpoint
CREATE TRIGGER audit_log_prune BEFORE DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION audit_prune();--> statement-breakpoint
CREATE TRIGGER audit_heads_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_heads" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

--> statement-breakpoint
select protect_organizations();
