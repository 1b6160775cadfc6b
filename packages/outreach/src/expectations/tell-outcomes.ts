import { type Orm, toPublicId } from "@nx/core";
import type { ToldEvent } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { expectationPrefix } from "./ask.ts";
import type { ExpectationStatus } from "./schemas.ts";

/** An outcome that was written just now. */
export interface Outcome extends Record<string, unknown> {
  readonly o: string;
  readonly e: string;
}

interface Row extends Record<string, unknown> {
  readonly organizationId: string;
  readonly id: string;
  readonly kind: string;
  readonly requestId: string;
  readonly outcome: Exclude<ExpectationStatus, "open">;
  readonly asked: number;
  readonly byAnswer: Record<string, number>;
}

/** Has endpoints told of outcomes, with the counts of this moment, when the transaction commits. */
export async function tellOutcomes(
  { gateway }: Pick<OutreachContext, "gateway">,
  orm: Orm,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = await orm.execute<Row>(sql`
    select x.organization_id as "organizationId", x.id, x.kind, x.request_id as "requestId",
      x.status as outcome, x.asked, (
        select json_object_agg(given.answer, (select count(*) from expectation_recipients r
          where r.organization_id = x.organization_id and r.expectation_id = x.id
            and r.answer = given.answer))
        from unnest(x.answers) as given(answer)) as "byAnswer"
    from json_to_recordset(${JSON.stringify(outcomes)}::json) as told(o uuid, e uuid)
      join expectations x on x.organization_id = told.o and x.id = told.e`);
  await gateway.webhooks.tell([...rows].map(toEvent), orm);
}

const toEvent = ({ organizationId, id, kind, requestId, outcome, ...row }: Row): ToldEvent => {
  const { asked, byAnswer } = row;
  const answered = Object.values(byAnswer).reduce((sum, count) => sum + count, 0);
  return {
    organizationId,
    type: outcome === "expired" ? "expectation.expired" : "expectation.decided",
    data: {
      ...{ id: toPublicId(expectationPrefix, id), kind, requestId, outcome },
      counts: { asked, answered, byAnswer },
    },
  };
};
