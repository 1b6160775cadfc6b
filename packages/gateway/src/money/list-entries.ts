import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { messagePrefix } from "../messages/send.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { EntryPage, EntryQuery, EntryView } from "./schemas.ts";

const defaultLimit = 50;

/** A place in the ledger looks like an id: its subject, and how many entries came before. */
const cursorPrefix = "ent";

interface Row extends Record<string, unknown> {
  readonly subject_id: string;
  readonly n: number;
  readonly kind: EntryView["kind"];
  readonly at: Date;
  readonly reference: string | null;
  readonly currency: string;
  readonly held: string;
  readonly spent: string;
  readonly paid_in: string;
}

/** The money ledger page by page, in the order of its key: the newest message or payment first. */
export async function listEntries(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  query: EntryQuery,
): Promise<GatewayResult<EntryPage>> {
  const limit = query.limit ?? defaultLimit;
  const after = query.cursor === undefined ? sql`true` : comesAfter(query.cursor);
  if (after === undefined) return refused("invalid_cursor", { path: "/cursor" });
  const rows = await database.orm.execute<Row>(sql`
    select subject_id, n, kind, at, reference, currency, trim_scale(held)::text as held,
      trim_scale(spent)::text as spent, trim_scale(paid_in)::text as paid_in
    from money_entries where organization_id = ${organizationId}::uuid and ${after}
    order by subject_id desc, n desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: cursorOf(last) }),
    hasMore,
  });
}

const cursorOf = ({ subject_id, n }: Row): string => `${toPublicId(cursorPrefix, subject_id)}.${n}`;

function comesAfter(cursor: string): SQL | undefined {
  const [id, n] = cursor.split(".", 2);
  const subject = fromPublicId(cursorPrefix, id ?? "");
  if (subject === undefined || n === undefined || !/^\d{1,9}$/.test(n)) return undefined;
  return sql`(subject_id, n) < (${subject}::uuid, ${Number(n)})`;
}

const toView = (row: Row): EntryView => ({
  kind: row.kind,
  at: row.at.toISOString(),
  ...(row.reference === null
    ? { messageId: toPublicId(messagePrefix, row.subject_id) }
    : { reference: row.reference }),
  currency: row.currency,
  held: row.held,
  spent: row.spent,
  paidIn: row.paid_in,
});
