import { appendAudit, type By } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { readTemplate } from "./read.ts";
import { templateIs } from "./rows.ts";
import type { Approval, Rejection, TemplateView, VersionChoice } from "./schemas.ts";

type Context = Pick<OutreachContext, "database">;

/** A version of a template, and who does something with it. */
export interface Decision<Input = VersionChoice> {
  readonly organizationId: string;
  readonly id: string;
  readonly input: Input;
  readonly by: By;
}

/** Asks for a draft to be approved. */
export const submitVersion = (context: Context, decision: Decision) =>
  decide(context, decision, {
    to: "submitted",
    from: ["draft"],
    set: sql`submitted_by = ${decision.by.actor}, submitted_at = now()`,
  });

/** From now on this version may be sent where approval is required. */
export const approveVersion = (context: Context, decision: Decision) =>
  decide(context, decision, {
    to: "approved",
    from: ["submitted"],
    set: sql`decided_by = ${decision.by.actor}, decided_at = now(), reason = null`,
  });

/** Refuses a version, also one that was approved: the approved one before it is sent again. */
export const rejectVersion = (context: Context, decision: Decision<Rejection>) =>
  decide(context, decision, {
    to: "rejected",
    from: ["submitted", "approved"],
    set: sql`decided_by = ${decision.by.actor}, decided_at = now(),
      reason = ${decision.input.reason}`,
  });

interface Step {
  readonly to: Approval;
  readonly from: readonly Approval[];
  /** What is noted with it. */
  readonly set: SQL;
}

/** One guarded step, audited with it: of two who take it at once, one is told that it was taken. */
async function decide(
  { database }: Context,
  { organizationId, id, input: { version }, by: { actor, requestId } }: Decision,
  { to, from, set }: Step,
): Promise<OutreachResult<TemplateView>> {
  const isDecided = await database.transaction(async (tx) => {
    const decided = await tx.execute(sql`
      update template_versions v set approval = ${to}, ${set} from templates t
      where ${templateIs(organizationId, id)} and v.organization_id = t.organization_id
        and v.template_id = t.id and v.version = ${version}::int
        and v.approval = any(${sql.param(from)}::text[])
      returning v.version`);
    if (decided.length === 0) return false;
    const entry = { action: `template.${to}`, target: id, details: { version } };
    await appendAudit(tx, { organizationId, actor, requestId, ...entry });
    return true;
  });
  const template = await readTemplate({ database }, organizationId, id);
  if (template.ok && !isDecided) return refused("not_decidable", { path: "/version" });
  return template;
}
