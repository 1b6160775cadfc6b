import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import {
  type GuardIncidentPage,
  type GuardIncidentQuery,
  type GuardIncidentView,
  incidentPrefix,
} from "./schemas.ts";

const defaultLimit = 50;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly area: string;
  readonly sent: number;
  readonly verified: number;
  readonly active: boolean;
  readonly since: Date;
  readonly until: Date;
  readonly lifted_at: Date | null;
  readonly lifted_by: string | null;
}

/** One page of a scope's blocks or alerts, the newest first, those that have ended too. */
export const listIncidents = async (
  orm: Orm,
  scope: string,
  effect: "alert" | "block",
  { cursor, limit = defaultLimit }: GuardIncidentQuery,
): Promise<GuardIncidentPage> => {
  const after = cursor === undefined ? undefined : fromPublicId(incidentPrefix, cursor);
  // A cursor that is none of ours has nothing after it.
  const isAfter = after ? sql`id < ${after}::uuid` : sql`${cursor === undefined}::boolean`;
  const rows = await orm.execute<Row>(sql`
    select *, until > now() and lifted_at is null as active from otp_guard_incidents
    where scope = ${scope} and effect = ${effect} and ${isAfter}
    order by id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(incidentPrefix, last.id) }),
    hasMore,
  };
};

const toView = (row: Row): GuardIncidentView => ({
  id: toPublicId(incidentPrefix, row.id),
  level: levelOf(row.area),
  area: row.area,
  sent: row.sent,
  verified: row.verified,
  active: row.active,
  since: row.since.toISOString(),
  until: row.until.toISOString(),
  ...(row.lifted_at !== null && { liftedAt: row.lifted_at.toISOString() }),
  ...(row.lifted_by !== null && { liftedBy: row.lifted_by }),
});

const levelOf = (area: string): GuardIncidentView["level"] => {
  if (area === "") return "scope";
  return area.startsWith("+") ? "prefix" : "country";
};
