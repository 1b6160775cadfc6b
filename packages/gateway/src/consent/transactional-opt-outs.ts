import type { Clock, Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** Milliseconds for which the answer holds: the dispatch mark looks again, exactly. */
const knownMs = 1000;

/**
 * Which organizations have anybody who wants no transactional messages either. They are few, and all
 * others need not look for it at each message that they accept.
 */
export interface TransactionalOptOuts {
  has(organizationId: string): Promise<boolean>;
  /** The next one to ask is told what holds then. */
  forget(): void;
}

/** Asks the database at most once in a second. */
export function createTransactionalOptOuts(
  { orm }: Pick<Database, "orm">,
  clock: Clock,
): TransactionalOptOuts {
  let known: { readonly until: number; readonly ids: Promise<ReadonlySet<string>> } | undefined;

  const read = async (): Promise<ReadonlySet<string>> => {
    const rows = await orm.execute<{ id: string }>(sql`
      select distinct organization_id as id from opt_outs where category <> 'promotional'`);
    return new Set([...rows].map(({ id }) => id));
  };

  return {
    async has(organizationId) {
      const now = clock.now().getTime();
      if (known === undefined || now >= known.until) known = { until: now + knownMs, ids: read() };
      const asked = known;
      try {
        return (await asked.ids).has(organizationId);
      } catch (error) {
        if (known === asked) known = undefined;
        throw error;
      }
    },
    forget() {
      known = undefined;
    },
  };
}
