import { fromPublicId, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { expectationPrefix } from "./ask.ts";
import { decided, writeOutcomes } from "./count-answers.ts";
import { type QuarantineRow, toQuarantined } from "./list-quarantine.ts";
import type { AssignBody, QuarantinedAnswer } from "./schemas.ts";
import { type Outcome, tellOutcomes } from "./tell-outcomes.ts";

type Context = Pick<OutreachContext, "database" | "gateway">;

/**
 * Takes a quarantined answer for what a person says it is: in the place of what its sender answered
 * before. It decides an expectation that is open; one that has ended keeps its outcome.
 *
 * @param by who decides
 */
export async function assignAnswer(
  context: Context,
  organizationId: string,
  publicId: string,
  { expectationId, answer }: AssignBody,
  by: string,
): Promise<OutreachResult<QuarantinedAnswer>> {
  const expectation = fromPublicId(expectationPrefix, expectationId);
  if (expectation === undefined)
    return refused("expectation_not_found", { path: "/expectationId" });
  return resolve(context, organizationId, publicId, { resolution: "assigned", by }, (tx, row) =>
    countByHand(context, tx, organizationId, row, { expectation, answer: answer.toUpperCase() }),
  );
}

/** Puts a quarantined answer away. */
export const dismissAnswer = (
  context: Context,
  organizationId: string,
  publicId: string,
  by: string,
): Promise<OutreachResult<QuarantinedAnswer>> =>
  resolve(context, organizationId, publicId, { resolution: "dismissed", by }, async () =>
    done(undefined),
  );

/** Resolves a waiting answer once, when `act` has nothing against it. */
async function resolve(
  context: Context,
  organizationId: string,
  publicId: string,
  { resolution, by }: { readonly resolution: "assigned" | "dismissed"; readonly by: string },
  act: (tx: Orm, row: QuarantineRow) => Promise<OutreachResult<unknown>>,
): Promise<OutreachResult<QuarantinedAnswer>> {
  const id = fromPublicId("msg", publicId);
  if (id === undefined) return refused("quarantined_answer_not_found");
  const key = sql`organization_id = ${organizationId}::uuid and inbound_id = ${id}::uuid`;
  const resolved = await context.database.transaction(
    async (tx): Promise<OutreachResult<QuarantineRow>> => {
      const [waiting] = await tx.execute<QuarantineRow>(
        sql`select * from quarantined_answers where ${key} for update`,
      );
      if (waiting === undefined) return refused("quarantined_answer_not_found");
      if (waiting.resolution !== null) return refused("already_resolved");
      const acted = await act(tx, waiting);
      if (!acted.ok) return acted;
      const [row] = await tx.execute<QuarantineRow>(sql`
        update quarantined_answers set resolution = ${resolution}, resolved_by = ${by},
          resolved_at = now()
        where ${key} returning *`);
      return row === undefined ? refused("quarantined_answer_not_found") : done(row);
    },
  );
  if (!resolved.ok) return resolved;
  const [view] = await toQuarantined(context, organizationId, [resolved.value]);
  return view === undefined ? refused("quarantined_answer_not_found") : done(view);
}

/** Recipients are locked before expectations, as when answers are counted. */
async function countByHand(
  context: Context,
  tx: Orm,
  organizationId: string,
  { phone, inbound_id: inboundId, received_at: at }: QuarantineRow,
  { expectation, answer }: { readonly expectation: string; readonly answer: string },
): Promise<OutreachResult<undefined>> {
  const [asked] = await tx.execute<{ answers: string[] }>(sql`
    select answers from expectations
    where organization_id = ${organizationId}::uuid and id = ${expectation}::uuid`);
  if (asked === undefined) return refused("expectation_not_found", { path: "/expectationId" });
  if (!asked.answers.includes(answer)) return refused("unknown_answer", { path: "/answer" });
  const recipient = sql`organization_id = ${organizationId}::uuid
    and expectation_id = ${expectation}::uuid and phone = ${phone}`;
  const [before] = await tx.execute<{ answer: string | null }>(
    sql`select answer from expectation_recipients where ${recipient} for update`,
  );
  if (before === undefined) return refused("not_asked", { path: "/expectationId" });
  await tx.execute(sql`
    update expectation_recipients set answer = ${answer}, answered_at = ${at}::timestamptz,
      inbound_id = ${inboundId}::uuid
    where ${recipient}`);
  const votes = (given: string | null) => ({
    inFavour: given === asked.answers[0] ? 1 : 0,
    against: given === null || given === asked.answers[0] ? 0 : 1,
  });
  const [now, then] = [votes(answer), votes(before.answer)];
  const outcomes = await tx.execute<Outcome>(sql`
    with tally as (
      select ${organizationId}::uuid as o, ${expectation}::uuid as e,
        ${now.inFavour - then.inFavour}::int as in_favour, ${now.against - then.against}::int as against
    ), ${decided(sql`tally`)}
    ${writeOutcomes}`);
  await tellOutcomes(context, tx, [...outcomes]);
  return done(undefined);
}
