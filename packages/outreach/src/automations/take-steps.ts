import { DatabaseUnavailable, type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { AutomationContext } from "./context.ts";
import { type Batch, doStep, mostFailures, type Outcome } from "./do-step.ts";
import { flatten } from "./flatten.ts";
import { leaveEarly } from "./leave-early.ts";
import { automationPrefix } from "./schemas.ts";
import type { Plan } from "./tables.ts";

/** Enrolments that are taken a step further at a time. */
const mostAtOnce = 100;

/**
 * Takes the enrolment that is due the longest, and others at the same step, one step further: one
 * transaction in which the ledger has their messages and they stand behind the step, or nothing
 * happened. Any number of processes do it, and die anywhere. Resolves to whether something was done.
 */
export async function takeSteps(context: AutomationContext): Promise<boolean> {
  let taken: Batch | undefined;
  let isDone = false;
  try {
    await context.database.transaction(async (orm) => {
      taken = await nextBatch(orm);
      isDone = taken !== undefined && (await stepBatch(context, orm, taken));
    });
  } catch (error) {
    if (taken === undefined || error instanceof DatabaseUnavailable) throw error;
    await noteFailure(context, taken, error);
    return true;
  }
  return isDone;
}

async function nextBatch(orm: Orm): Promise<Batch | undefined> {
  const [first] = await orm.execute<Omit<Batch, "enrolments"> & Record<string, unknown>>(sql`
    select organization_id as "organizationId", automation_id as "automationId", version, position
    from automation_enrolments where due_at <= now() and not held
    order by due_at limit 1 for no key update skip locked`);
  if (first === undefined) return undefined;
  const { organizationId, automationId, version, position } = first;
  const rows = await orm.execute<Batch["enrolments"][number] & Record<string, unknown>>(sql`
    select id, contact_id as "contactId", failures from automation_enrolments
    where organization_id = ${organizationId}::uuid and automation_id = ${automationId}::uuid
      and version = ${version} and position = ${position} and due_at <= now() and not held
    order by due_at limit ${mostAtOnce} for no key update skip locked`);
  return { organizationId, automationId, version, position, enrolments: [...rows] };
}

async function stepBatch(context: AutomationContext, orm: Orm, batch: Batch): Promise<boolean> {
  const { organizationId, automationId, version } = batch;
  // Held until the end: a pause waits for the step. Never waited for: a pause waits for enrolments.
  const [automation] = await orm.execute<{ name: string; plan: Plan; timeZone: string }>(sql`
    select a.name, p.plan, a.time_zone as "timeZone"
    from automations a join automation_plans p
      on p.organization_id = a.organization_id and p.automation_id = a.id
    where a.organization_id = ${organizationId}::uuid and a.id = ${automationId}::uuid
      and a.state = 'ACTIVE' and p.version = ${version}
    for share of a skip locked`);
  if (automation === undefined) return false;
  const { plan } = automation;
  const left = await leaveEarly(context, orm, batch, plan.exits);
  const leaving = new Set(left.map(({ id }) => id));
  const going = batch.enrolments.filter(({ id }) => !leaving.has(id));
  const steps = flatten(plan.steps);
  const step = steps[batch.position];
  const outcomes =
    step === undefined
      ? going.map(({ id }): Outcome => ({ id, ends: "COMPLETED" }))
      : await doStep(context, orm, { ...batch, ...automation, enrolments: going }, step);
  await keep(orm, batch, [...left, ...outcomes], steps.length);
  return true;
}

/** Whoever stands behind the last step, and is to wait for nothing there, has been through it. */
const isThrough = ({ to, after, at }: Extract<Outcome, { to: number }>, end: number): boolean =>
  to >= end && after === undefined && at === undefined;

async function keep(
  orm: Orm,
  { organizationId }: Batch,
  outcomes: readonly Outcome[],
  end: number,
): Promise<void> {
  const rows = outcomes.map((outcome) => ({
    id: outcome.id,
    ...("to" in outcome && { to: outcome.to, at: outcome.at, secs: outcome.after }),
    ...("to" in outcome && isThrough(outcome, end) && { s: "COMPLETED" }),
    ...("again" in outcome && { secs: outcome.again, more: 1, why: outcome.reason }),
    ...("ends" in outcome && { s: outcome.ends, why: outcome.reason }),
  }));
  await orm.execute(sql`
    update automation_enrolments e set
      position = coalesce(next."to", e.position), failures = coalesce(e.failures + next.more, 0),
      due_at = case when next.s is null then coalesce(next.at,
        clock_timestamp() + coalesce(next.secs, 0) * interval '1 second') end,
      state = coalesce(next.s, e.state), reason = next.why,
      ended_at = case when next.s is not null then now() end
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as next(id uuid, "to" int, at timestamptz, secs int, s text, more int, why text)
    where e.organization_id = ${organizationId}::uuid and e.id = next.id`);
}

/** Others go on meanwhile. */
async function noteFailure(
  { database, logger }: AutomationContext,
  { organizationId, automationId, enrolments }: Batch,
  error: unknown,
): Promise<void> {
  const id = toPublicId(automationPrefix, automationId);
  logger.warn({ event: "automations.step_failed", id, error });
  const ids = enrolments.map((one) => one.id);
  await database.orm.execute(sql`
    update automation_enrolments set failures = failures + 1,
      due_at = case when failures + 1 < ${mostFailures}
        then now() + least(failures + 1, 40) * interval '15 seconds' end,
      state = case when failures + 1 < ${mostFailures} then state else 'FAILED' end,
      reason = 'internal', ended_at = case when failures + 1 >= ${mostFailures} then now() end
    where organization_id = ${organizationId}::uuid and id = any(${sql.param(ids)}::uuid[])
      and due_at is not null`);
}
