import { sql } from "drizzle-orm";
import { platformOrganization } from "../access.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Logger } from "../logger.ts";
import { type AuditEntry, insertion } from "./append.ts";

const minuteMs = 60_000;
/** What was noted lately is remembered up to so many entries. */
const mostKnown = 10_000;

/** Notes what strangers can make happen as often as they like. */
export interface RareAudit {
  /**
   * Appends an entry unless there is one of the last minute with the same actor, action and target in
   * the same chain, by whatever process. Nobody waits for it, so that an answer tells nothing by its
   * time; what cannot be written is a line of the log.
   */
  note(entry: AuditEntry): void;
  /** Resolves when everything so far is written. */
  idle(): Promise<void>;
}

export interface RareAuditOptions {
  /** Migrated. */
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the notes of this process. What it has noted itself costs a flood no statement. */
export function createRareAudit({ database, clock, logger }: RareAuditOptions): RareAudit {
  const known = new Map<string, number>();
  const running = new Set<Promise<void>>();

  const isKnown = (key: string): boolean => {
    const now = clock.now().getTime();
    const notedAt = known.get(key);
    if (notedAt !== undefined && Math.abs(now - notedAt) < minuteMs) return true;
    known.delete(key);
    known.set(key, now);
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    return false;
  };

  return {
    note(entry) {
      const key = JSON.stringify([entry.organizationId, entry.actor, entry.action, entry.target]);
      if (isKnown(key)) return;
      const writing: Promise<void> = appendRarely(database, entry)
        .catch((error) => {
          known.delete(key);
          logger.warn({ event: "audit.not_written", error });
        })
        .finally(() => running.delete(writing));
      running.add(writing);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/**
 * Holds the lock of the chain, as `audit_append` does, before it looks: whoever held it before has
 * committed what the second statement then sees.
 */
const appendRarely = ({ transaction }: Database, entry: AuditEntry): Promise<void> =>
  transaction(async (tx) => {
    const { actor, action, target } = entry;
    const chain = entry.organizationId ?? platformOrganization;
    await tx.execute(sql`
      select pg_advisory_xact_lock(hashtextextended('audit_log ' || ${chain}::uuid, 0))`);
    const isNew = sql`not exists (
      select from audit_log known
      where known.organization_id = chain.id
        and known.at > clock_timestamp() - interval '1 minute' and known.actor = ${actor}
        and known.action = ${action} and known.target is not distinct from ${target ?? null}::text)`;
    await tx.execute(insertion([chain], entry, isNew));
  });
