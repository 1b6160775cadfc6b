import { type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { contactPrefix } from "../contacts/schemas.ts";
import { addMembers, removeMembers } from "../groups/members.ts";
import { matches } from "../segments/compile.ts";
import type { AutomationContext } from "./context.ts";
import type { FlatStep } from "./flatten.ts";
import { automationPrefix, type EnrolmentState } from "./schemas.ts";
import { sendStep } from "./send-step.ts";
import type { Plan } from "./tables.ts";

/** Enrolments at one step of one plan, which the transaction holds. */
export interface Batch {
  readonly organizationId: string;
  readonly automationId: string;
  readonly version: number;
  readonly position: number;
  readonly enrolments: readonly {
    readonly id: string;
    readonly contactId: string;
    readonly failures: number;
  }[];
}

/** A batch with what its step is done by. */
export interface Going extends Batch {
  readonly name: string;
  readonly plan: Plan;
  /** Of contacts that say none. */
  readonly timeZone: string;
}

/**
 * Where an enrolment goes on, and after how many seconds or when; or after how many its step is tried
 * again; or how it ends.
 */
export type Outcome = { readonly id: string } & (
  | { readonly to: number; readonly after?: number; readonly at?: string }
  | { readonly again: number; readonly reason: string }
  | { readonly ends: Exclude<EnrolmentState, "ACTIVE">; readonly reason?: string }
);

/** A step that was put off, or failed, so often in a row always will. */
export const mostFailures = 96;

/** Does a step for all of a batch. */
export async function doStep(
  context: AutomationContext,
  orm: Orm,
  batch: Going,
  step: FlatStep,
): Promise<readonly Outcome[]> {
  const { enrolments, position } = batch;
  const on = (to: number): Outcome[] => enrolments.map(({ id }) => ({ id, to }));
  switch (step.do) {
    case "send":
      return sendStep(context, orm, batch, step);
    case "wait":
      return enrolments.map(({ id }) => ({ id, to: position + 1, after: secondsOf(step) }));
    case "waitUntil":
      return waitUntil(orm, batch, step.at);
    case "if":
      return fork(context, orm, batch, step);
    case "goto":
      return on(step.to);
    case "tell":
      await tell(context, orm, batch, step.says);
      return on(position + 1);
    case "stop":
      return enrolments.map(({ id }) => ({ id, ends: "COMPLETED" }));
    default:
      return changeGroup(context, orm, batch, step);
  }
}

const secondsOf = ({
  days = 0,
  hours = 0,
  minutes = 0,
}: Extract<FlatStep, { readonly do: "wait" }>): number => (days * 1440 + hours * 60 + minutes) * 60;

/** A wall that does not show the time on a day, because its clocks go forward, has it an hour later. */
async function waitUntil(orm: Orm, batch: Going, at: string): Promise<readonly Outcome[]> {
  const { organizationId, enrolments, position, timeZone } = batch;
  const rows = await orm.execute<{ id: string; at: Date }>(sql`
    select e.id, (select min(moment) from (
        select (day::date + ${at}::time) at time zone zone as moment
        from generate_series((now() at time zone zone)::date,
          (now() at time zone zone)::date + 1, interval '1 day') as day) days
      where moment > now()) as at
    from automation_enrolments e join contacts c
      on c.organization_id = e.organization_id and c.id = e.contact_id
    cross join lateral (select known_zone(c.time_zone, ${timeZone}) as zone) z
    where e.organization_id = ${organizationId}::uuid
      and e.id = any(${sql.param(enrolments.map(({ id }) => id))}::uuid[])`);
  return [...rows].map((row) => ({ id: row.id, to: position + 1, at: row.at.toISOString() }));
}

async function fork(
  { clock }: Pick<AutomationContext, "clock">,
  orm: Orm,
  { organizationId, enrolments, position }: Batch,
  { query, otherwise }: Extract<FlatStep, { readonly do: "if" }>,
): Promise<readonly Outcome[]> {
  const rows = await orm.execute<{ id: string }>(sql`
    select c.id from contacts c where c.organization_id = ${organizationId}::uuid
      and c.id = any(${sql.param(enrolments.map(({ contactId }) => contactId))}::uuid[])
      and ${matches(query, { organizationId, now: clock.now() })}`);
  const found = new Set([...rows].map(({ id }) => id));
  return enrolments.map(({ id, contactId }) => ({
    id,
    to: found.has(contactId) ? position + 1 : otherwise,
  }));
}

/** Has endpoints told when the transaction commits. */
const tell = (
  { gateway }: Pick<AutomationContext, "gateway">,
  orm: Orm,
  { organizationId, automationId, name, enrolments }: Going,
  says: string,
): Promise<void> => {
  const id = toPublicId(automationPrefix, automationId);
  const events = enrolments.map(({ contactId }) => ({
    organizationId,
    type: "automation.step" as const,
    data: { id, name, says, contact: toPublicId(contactPrefix, contactId) },
  }));
  return gateway.webhooks.tell(events, orm);
};

async function changeGroup(
  context: AutomationContext,
  orm: Orm,
  { organizationId, enrolments, position }: Batch,
  step: Extract<FlatStep, { readonly do: "join" | "leave" }>,
): Promise<readonly Outcome[]> {
  const contacts = enrolments.map(({ contactId }) => toPublicId(contactPrefix, contactId));
  const change = step.do === "join" ? addMembers : removeMembers;
  const database = { ...context.database, orm };
  const changed = await change({ database }, organizationId, step.group, { contacts });
  return enrolments.map(({ id }) =>
    changed.ok ? { id, to: position + 1 } : { id, ends: "FAILED", reason: changed.error.code },
  );
}
