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
  /** For the record: `user:usr_…`. */
  readonly by: string;
}

/** Asks for a draft to be approved. */
export const submitVersion = (context: Context, decision: Decision) =>
  decide(context, decision, {
    from: ["draft"],
    set: sql`approval = 'submitted', submitted_by = ${decision.by}, submitted_at = now()`,
  });

/** From now on this version may be sent where approval is required. */
export const approveVersion = (context: Context, decision: Decision) =>
  decide(context, decision, {
    from: ["submitted"],
    set: sql`approval = 'approved', decided_by = ${decision.by}, decided_at = now(), reason = null`,
  });

/** Refuses a version, also one that was approved: the approved one before it is sent again. */
export const rejectVersion = (context: Context, decision: Decision<Rejection>) =>
  decide(context, decision, {
    from: ["submitted", "approved"],
    set: sql`approval = 'rejected', decided_by = ${decision.by}, decided_at = now(),
      reason = ${decision.input.reason}`,
  });

/** One guarded step: of two who take it at once, one is told that it was taken. */
async function decide(
  { database }: Context,
  { organizationId, id, input: { version } }: Decision,
  { from, set }: { readonly from: readonly Approval[]; readonly set: SQL },
): Promise<OutreachResult<TemplateView>> {
  const decided = await database.orm.execute(sql`
    update template_versions v set ${set} from templates t
    where ${templateIs(organizationId, id)} and v.organization_id = t.organization_id
      and v.template_id = t.id and v.version = ${version}::int
      and v.approval = any(${sql.param(from)}::text[])
    returning v.version`);
  const template = await readTemplate({ database }, organizationId, id);
  if (template.ok && decided.length === 0) return refused("not_decidable", { path: "/version" });
  return template;
}
