import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { isTimeZone } from "../time-zone.ts";
import { fold } from "./fold.ts";
import type { AutoReplyRule, AutoReplyRuleBody, AutoReplyRuleList, Hours } from "./schemas.ts";

type Context = Pick<OutreachContext, "database" | "newId">;

const rulePrefix = "rul";
/** Rules of an organization: all are looked at for each inbound message. */
const mostRules = 100;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly match: AutoReplyRule["match"];
  readonly keywords: string[];
  readonly number: string | null;
  readonly hours: Hours | null;
  readonly text: string;
  readonly every_seconds: number;
  readonly enabled: boolean;
}

const columns: SQL = sql`id, name, match, keywords, number, hours, text, every_seconds, enabled`;

const toView = ({
  id,
  number,
  hours,
  every_seconds: everySeconds,
  ...row
}: Row): AutoReplyRule => ({
  ...row,
  id: toPublicId(rulePrefix, id),
  ...(number !== null && { number }),
  ...(hours !== null && { hours }),
  everySeconds,
});

/** All rules, the oldest first. */
export async function listRules(
  { database }: Context,
  organizationId: string,
): Promise<AutoReplyRuleList> {
  const rows = await database.orm.execute<Row>(sql`
    select ${columns} from auto_reply_rules where organization_id = ${organizationId}::uuid
    order by id`);
  return { data: [...rows].map(toView) };
}

/** Makes a rule. */
export async function createRule(
  { database, newId }: Context,
  organizationId: string,
  input: AutoReplyRuleBody,
): Promise<OutreachResult<AutoReplyRule>> {
  const checked = check(input);
  if (!checked.ok) return checked;
  const [row] = await database.orm.execute<Row>(sql`
    insert into auto_reply_rules (organization_id, id, name, match, keywords, number, hours, text,
      every_seconds, enabled)
    select ${organizationId}::uuid, ${newId()}::uuid, ${sql.join(valuesOf(checked.value), sql`, `)}
    where (select count(*) from auto_reply_rules
      where organization_id = ${organizationId}::uuid) < ${mostRules}
    returning ${columns}`);
  return row === undefined ? refused("too_many_entries") : done(toView(row));
}

/** Writes a rule anew. */
export async function updateRule(
  { database }: Context,
  organizationId: string,
  publicId: string,
  input: AutoReplyRuleBody,
): Promise<OutreachResult<AutoReplyRule>> {
  const id = fromPublicId(rulePrefix, publicId);
  if (id === undefined) return refused("auto_reply_rule_not_found");
  const checked = check(input);
  if (!checked.ok) return checked;
  const [row] = await database.orm.execute<Row>(sql`
    update auto_reply_rules
    set (name, match, keywords, number, hours, text, every_seconds, enabled)
      = (select ${sql.join(valuesOf(checked.value), sql`, `)})
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid
    returning ${columns}`);
  return row === undefined ? refused("auto_reply_rule_not_found") : done(toView(row));
}

/** Removes a rule. */
export async function removeRule(
  { database }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const id = fromPublicId(rulePrefix, publicId);
  if (id === undefined) return refused("auto_reply_rule_not_found");
  const rows = await database.orm.execute(sql`
    delete from auto_reply_rules
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid returning id`);
  return rows.length === 0 ? refused("auto_reply_rule_not_found") : done(undefined);
}

function check(input: AutoReplyRuleBody): OutreachResult<AutoReplyRuleBody> {
  const keywords = [...new Set(input.keywords.map(fold))].filter((keyword) => keyword !== "");
  if (input.match !== "any" && keywords.length === 0)
    return refused("keywords_required", { path: "/keywords" });
  if (input.hours && !isTimeZone(input.hours.timeZone))
    return refused("invalid_time_zone", { path: "/hours/timeZone" });
  return done({ ...input, keywords });
}

const valuesOf = (rule: AutoReplyRuleBody): SQL[] => [
  sql`${rule.name}::text`,
  sql`${rule.match}::text`,
  sql`${sql.param(rule.keywords)}::text[]`,
  sql`${rule.number ?? null}::text`,
  sql`${rule.hours === undefined ? null : JSON.stringify(rule.hours)}::jsonb`,
  sql`${rule.text}::text`,
  sql`${rule.everySeconds}::integer`,
  sql`${rule.enabled}::boolean`,
];
