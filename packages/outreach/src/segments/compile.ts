import { fromPublicId } from "@nx/core";
import { uuidAt } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import { groupPrefix } from "../groups/schemas.ts";
import type { Condition, Field, SegmentNode } from "./schemas.ts";

/** For whom, and as of when, a query is asked. */
export interface Asked {
  /** UUID. */
  readonly organizationId: string;
  readonly now: Date;
}

/**
 * The condition on `contacts c` that a query stands for. It is never null, so that `none` is the
 * opposite of `any`; whatever the query says is a parameter.
 */
export function matches(node: SegmentNode, asked: Asked): SQL {
  if (!("match" in node)) return holds(node, asked);
  const parts = node.of.map((part) => matches(part, asked));
  if (node.match === "all") return sql`(${sql.join(parts, sql` and `)})`;
  const any = sql`(${sql.join(parts, sql` or `)})`;
  return node.match === "any" ? any : sql`not ${any}`;
}

/** How many conditions a query has. */
export const countConditions = (node: SegmentNode): number =>
  "match" in node ? node.of.reduce((sum, part) => sum + countConditions(part), 0) : 1;

/** The groups that a query names. */
export const groupsIn = (node: SegmentNode): string[] => {
  if ("match" in node) return node.of.flatMap(groupsIn);
  return "group" in node ? [node.group] : [];
};

function holds(condition: Condition, asked: Asked): SQL {
  if ("created" in condition) return isCreated(condition.created, asked);
  if ("group" in condition) return isInGroup(condition.group, asked.organizationId);
  if ("linked" in condition)
    return sql`exists (select from contact_links l
      where l.organization_id = ${asked.organizationId}::uuid and l.contact_id = c.id
        and l.kind = ${condition.linked})`;
  if ("messages" in condition) return hasMessages(condition, asked);
  return sql`(${fieldHolds(condition)}) is true`;
}

type FieldCondition = Extract<Condition, { readonly field: string }>;

function fieldHolds(condition: FieldCondition): SQL {
  const field = textOf(condition.field);
  switch (condition.op) {
    case "is":
      return sql`${field} = ${String(condition.value)}`;
    case "in":
      return sql`${field} = any(${sql.param(condition.value.map(String))}::text[])`;
    case "startsWith":
      return sql`starts_with(lower(${field}), lower(${condition.value}))`;
    case "contains":
      return sql`strpos(lower(${field}), lower(${condition.value})) > 0`;
    case "exists":
      return sql`${field} is not null`;
    default:
      return compares(customName(condition.field), condition.op, condition.value);
  }
}

const customName = (field: string): string => field.slice("fields.".length);

const columns: Readonly<Record<string, SQL>> = {
  phone: sql`c.phone`,
  country: sql`c.country`,
  displayName: sql`c.display_name`,
  email: sql`c.email`,
  language: sql`c.language`,
  timeZone: sql`c.time_zone`,
};

const textOf = (field: Field): SQL =>
  columns[field] ?? sql`(c.fields->>${customName(field)}::text)`;

const operators = {
  below: sql`<`,
  atMost: sql`<=`,
  atLeast: sql`>=`,
  above: sql`>`,
} as const;

/** What is of another type has no order with the value. */
function compares(name: string, op: keyof typeof operators, value: number | string): SQL {
  const field = sql`c.fields->>${name}::text`;
  const type = sql`jsonb_typeof(c.fields->${name}::text)`;
  return typeof value === "number"
    ? sql`case when ${type} = 'number' then (${field})::numeric ${operators[op]} ${value}::numeric end`
    : sql`case when ${type} = 'string' then (${field}) collate "C" ${operators[op]} ${value}::text end`;
}

type Created = Extract<Condition, { readonly created: unknown }>["created"];

const isCreated = ({ withinDays, from, to }: Created, { now }: Asked): SQL =>
  sql`(${sql.join(
    [
      ...(withinDays === undefined ? [] : [sql`c.created_at >= ${daysBefore(now, withinDays)}`]),
      ...(from === undefined ? [] : [sql`c.created_at >= ${new Date(from)}`]),
      ...(to === undefined ? [] : [sql`c.created_at < ${new Date(to)}`]),
    ],
    sql` and `,
  )})`;

const dayMs = 86_400_000;
const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

/** The condition on `contacts c` of being in a group; a group that is none of ours has nobody. */
export function isInGroup(publicId: string, organizationId: string): SQL {
  const id = fromPublicId(groupPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`exists (select from contact_group_members g
    where g.organization_id = ${organizationId}::uuid and g.group_id = ${id}::uuid
      and g.contact_id = c.id)`;
}

const statuses = {
  sent: ["SUBMITTED", "SENT", "DELIVERED"],
  delivered: ["DELIVERED"],
  failed: ["FAILED", "REJECTED", "EXPIRED"],
} as const;

type Messages = Extract<Condition, { readonly messages: unknown }>;

/** Times are ranges of ids, so that months that are not asked for are not touched. */
function hasMessages({ messages, withinDays, campaign }: Messages, asked: Asked): SQL {
  const since = uuidAt(withinDays === undefined ? new Date(0) : daysBefore(asked.now, withinDays));
  const campaignId = campaign === undefined ? undefined : fromPublicId("cmp", campaign);
  if (campaign !== undefined && campaignId === undefined) return sql`false`;
  const own = sql`m.organization_id = ${asked.organizationId}::uuid and m.recipient = c.phone
    ${campaignId === undefined ? sql`` : sql`and m.campaign_id = ${campaignId}::uuid`}`;
  if (messages !== "replied")
    return sql`exists (select from messages m where ${own} and m.id >= ${since}::uuid
      and m.status = any(${sql.param(statuses[messages])}::text[]))`;
  return sql`exists (select from inbound_messages i
    where i.organization_id = ${asked.organizationId}::uuid and i.sender = c.phone
      and i.id >= ${since}::uuid
      ${campaignId === undefined ? sql`` : sql`and exists (select from messages m where ${own} and m.id < i.id)`})`;
}
