import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GuardReason, Verdict } from "./reasons.ts";
import {
  decisionPrefix,
  type GuardDecision,
  type GuardDecisionPage,
  type GuardDecisionQuery,
} from "./schemas.ts";

const defaultLimit = 50;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly at: Date;
  readonly challenge_id: string;
  readonly kind: GuardDecision["kind"];
  readonly purpose: string;
  readonly phone: string;
  readonly phone_hash: string;
  readonly client_hash: string | null;
  readonly country: string;
  readonly prefix: string;
  readonly verdict: Verdict;
  readonly reasons: GuardReason[];
  readonly sent: boolean;
  readonly verified_at: Date | null;
}

/** One page of a scope's decisions, the newest first. */
export const listDecisions = async (
  orm: Orm,
  scope: string,
  query: GuardDecisionQuery,
): Promise<GuardDecisionPage> => {
  const limit = query.limit ?? defaultLimit;
  const rows = await orm.execute<Row>(sql`
    select * from otp_guard_decisions
    where ${decisionsOf(scope, query)}
    order by id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(decisionPrefix, last.id) }),
    hasMore,
  };
};

const decisionsOf = (scope: string, { verdict, reason, cursor }: GuardDecisionQuery): SQL => {
  const after = cursor === undefined ? undefined : fromPublicId(decisionPrefix, cursor);
  return sql.join(
    [
      sql`scope = ${scope}`,
      // Few of many: said in the words of the index that holds those few.
      ...(verdict === "allowed" || (verdict ?? reason) === undefined
        ? []
        : [sql`verdict <> 'allowed'`]),
      ...(verdict === undefined ? [] : [sql`verdict = ${verdict}`]),
      ...(reason === undefined ? [] : [sql`${reason}::text = any(reasons)`]),
      // A cursor that is none of ours has nothing after it.
      ...(cursor === undefined ? [] : [after ? sql`id < ${after}::uuid` : sql`false`]),
    ],
    sql` and `,
  );
};

/** Enough to tell one from another, on a screen. */
const shortKey = (hash: string): string => hash.slice(0, 12);

const toView = (row: Row): GuardDecision => ({
  id: toPublicId(decisionPrefix, row.id),
  at: row.at.toISOString(),
  verification: toPublicId("otp", row.challenge_id),
  kind: row.kind,
  purpose: row.purpose,
  phone: row.phone,
  phoneKey: shortKey(row.phone_hash),
  ...(row.client_hash !== null && { clientKey: shortKey(row.client_hash) }),
  country: row.country,
  prefix: row.prefix,
  verdict: row.verdict,
  reasons: row.reasons,
  sent: row.sent,
  ...(row.verified_at !== null && { verifiedAt: row.verified_at.toISOString() }),
});
