import { fromPublicId, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { groupPrefix } from "../groups/schemas.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { countConditions, groupsIn } from "./compile.ts";
import { mostConditions, type SegmentNode } from "./schemas.ts";

/** Checks what the schema cannot: `segment_too_large`, `unknown_group`. */
export async function checkQuery(
  orm: Orm,
  organizationId: string,
  query: SegmentNode,
): Promise<OutreachResult<undefined>> {
  if (countConditions(query) > mostConditions)
    return refused("segment_too_large", { path: "/query", detail: `At most ${mostConditions}.` });
  const names = [...new Set(groupsIn(query))];
  if (names.length === 0) return done(undefined);
  const ids = names.flatMap((name) => fromPublicId(groupPrefix, name) ?? []);
  const [row] = await orm.execute<{ count: number }>(sql`
    select count(*)::int as count from contact_groups
    where organization_id = ${organizationId}::uuid and id = any(${sql.param(ids)}::uuid[])`);
  return row?.count === names.length
    ? done(undefined)
    : refused("unknown_group", { path: "/query" });
}
