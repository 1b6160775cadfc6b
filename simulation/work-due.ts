import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { withExecute } from "./database.ts";

/** A database that can say from when on somebody who looks finds work in it, in ms; or never. */
export interface WorkDue {
  readonly database: Database;
  /** Work for a worker. */
  claimDue(): Promise<number>;
  /** Work for the reaper, or for who matches reports. */
  upkeepDue(): Promise<number>;
}

/** Asks the ledger when work is due, and again only after a statement has run. */
export function createWorkDue(shared: Database): WorkDue {
  let known: Promise<Due> | undefined;
  const due = (): Promise<Due> => {
    known ??= ask(shared);
    return known;
  };
  return {
    database: withExecute(shared, (...args) => {
      known = undefined;
      return shared.orm.execute(...args);
    }),
    claimDue: async () => (await due()).claim,
    upkeepDue: async () => (await due()).upkeep,
  };
}

interface Due {
  readonly claim: number;
  readonly upkeep: number;
}

async function ask({ orm }: Database): Promise<Due> {
  const [row] = await orm.execute<{ claim: Date | null; upkeep: Date | null }>(sql`
    select (select min(greatest(due_at, lease_until)) from message_queue) as claim,
      least((select min(lease_until) from message_dispatches),
        (select min(received_at) from parked_reports)) as upkeep`);
  const moment = (at: Date | null | undefined) => at?.getTime() ?? Number.POSITIVE_INFINITY;
  return { claim: moment(row?.claim), upkeep: moment(row?.upkeep) };
}
