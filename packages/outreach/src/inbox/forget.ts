import { type Database, defineJob, type Job, toPublicId } from "@nx/core";
import type { Gateway } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";

/** Rules answer the same person again after 30 days at the latest. */
const keptDays = 31;
/** Rows that are looked at together. */
const mostRows = 200;

type Context = Pick<OutreachContext, "database" | "gateway">;

/** Forgets what the inbox has no more use for, and what the ledger has forgotten. */
export const forgetInbox = (context: Context): Job =>
  defineJob({
    name: "inbox.retention",
    every: "17 3 * * *",
    work: async (_, signal) => {
      await context.database.orm.execute(
        sql`delete from auto_replies where at < now() - ${keptDays} * interval '1 day'`,
      );
      const organizations = await context.database.orm.execute<{ id: string }>(
        sql`select organization_id as id from inbox_outbound_places`,
      );
      for (const { id } of organizations) {
        await forgetGone(
          context,
          id,
          { table: sql`conversations`, message: sql`last_message_id` },
          signal,
        );
        await forgetGone(
          context,
          id,
          { table: sql`quarantined_answers`, message: sql`inbound_id` },
          signal,
        );
      }
    },
  });

/** Deletes what is about messages that are gone, the oldest first, until the oldest are not. */
async function forgetGone(
  { database, gateway }: { readonly database: Database; readonly gateway: Gateway },
  organizationId: string,
  { table, message }: { readonly table: SQL; readonly message: SQL },
  signal: AbortSignal,
): Promise<void> {
  for (let isOver = false; !isOver; ) {
    signal.throwIfAborted();
    const rows = await database.orm.execute<{ id: string }>(sql`
      select ${message} as id from ${table} where organization_id = ${organizationId}::uuid
      order by ${message} limit ${mostRows}`);
    const ids = [...rows].map(({ id }) => id);
    const kept = await gateway.readMany(
      organizationId,
      ids.map((id) => toPublicId("msg", id)),
    );
    const known = new Set(kept.map(({ id }) => id));
    const gone = ids.filter((id) => !known.has(toPublicId("msg", id)));
    isOver = gone.length === 0;
    await database.orm.execute(sql`
      delete from ${table} where organization_id = ${organizationId}::uuid
        and ${message} = any(${sql.param(gone)}::uuid[])`);
  }
}
