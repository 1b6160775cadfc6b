import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { type AuditRow, recordColumns, toRecord } from "./records.ts";
import type { AuditPage, AuditQuery } from "./schemas.ts";

const defaultLimit = 50;

/** One page of an organization's entries, newest first. The cursor is a place in the chain. */
export async function listAudit(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  query: AuditQuery,
): Promise<AuditPage> {
  const limit = query.limit ?? defaultLimit;
  const rows = await orm.execute<AuditRow>(sql`
    select ${recordColumns} from audit_log where ${conditionOf(organizationId, query)}
    order by seq desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toRecord),
    ...(hasMore && last && { nextCursor: String(last.seq) }),
    hasMore,
  };
}

const conditionOf = (organizationId: string, query: AuditQuery): SQL => {
  const { actor, action, target, from, to, cursor } = query;
  return sql.join(
    [
      sql`organization_id = ${organizationId}::uuid`,
      ...(actor === undefined ? [] : [sql`actor = ${actor}`]),
      ...(action === undefined ? [] : [actionIs(action)]),
      ...(target === undefined ? [] : [sql`target = ${target}`]),
      ...(from === undefined ? [] : [sql`at >= ${new Date(from)}::timestamptz`]),
      ...(to === undefined ? [] : [sql`at < ${new Date(to)}::timestamptz`]),
      ...(cursor === undefined ? [] : [sql`seq < ${Number(cursor)}`]),
    ],
    sql` and `,
  );
};

const actionIs = (action: string): SQL =>
  action.endsWith(".") ? sql`starts_with(action, ${action})` : sql`action = ${action}`;
