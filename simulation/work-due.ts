import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { withExecute } from "./database.ts";

/** A database that can say when work is due in it. */
export interface WorkDue {
  readonly database: Database;
  /** From when on a worker, the reaper or who matches reports would find work, in ms; or never. */
  workDue(): Promise<number>;
}

/** Asks the ledger when work is due, and again only after a statement has run. */
export function createWorkDue(shared: Database): WorkDue {
  let known: number | undefined;
  return {
    database: withExecute(shared, (...args) => {
      known = undefined;
      return shared.orm.execute(...args);
    }),
    async workDue() {
      known ??= await ask(shared);
      return known;
    },
  };
}

async function ask({ orm }: Database): Promise<number> {
  const [row] = await orm.execute<{ at: Date | null }>(sql`
    select least(
      (select min(greatest(due_at, lease_until)) from message_queue),
      (select min(lease_until) from message_dispatches),
      (select min(received_at) from parked_reports)) as at`);
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}
