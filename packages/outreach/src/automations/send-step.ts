import { type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { valuesOf } from "../contacts/values-of.ts";
import { acceptDrafts, type Draft } from "../writing/accept-drafts.ts";
import type { Variables } from "../writing/render.ts";
import { type Writer, writersOf } from "../writing/writers.ts";
import type { AutomationContext } from "./context.ts";
import { type Going, mostFailures, type Outcome } from "./do-step.ts";
import type { FlatStep } from "./flatten.ts";
import { automationPrefix } from "./schemas.ts";

/** What may be otherwise in a while: somebody adds money, or the next day comes. */
const passing: ReadonlySet<string> = new Set([
  "sms_not_configured",
  "budget_exceeded",
  "insufficient_credit",
  "too_many_today",
  "template_not_approved",
]);
const againSeconds = 15 * 60;

interface Addressee extends Record<string, unknown> {
  readonly id: string;
  readonly phone: string;
  readonly variables: Variables | null;
}

/** A message that was written, or why there is none. */
interface Written {
  readonly id: string;
  readonly message?: Draft;
  readonly refusal?: string;
}

/** Sends each of a batch its message, which the ledger takes within the transaction. */
export async function sendStep(
  context: AutomationContext,
  orm: Orm,
  batch: Going,
  step: Extract<FlatStep, { readonly do: "send" }>,
): Promise<readonly Outcome[]> {
  const { organizationId, plan } = batch;
  const saying = { organizationId, category: plan.category };
  const [writer] = await writersOf(context, orm, saying, [step]);
  if (writer === undefined) throw new Error("A text has no writer");
  const addressees = await addresseesOf(orm, batch, writer);
  const written = addressees.map((addressee) => write(context, batch, writer, addressee));
  const messages = written.flatMap(({ message }) => message ?? []);
  const answers = (await acceptDrafts(context, orm, organizationId, messages)).values();
  const refusals = new Map(
    written.map(({ id, message, refusal }) => {
      if (message === undefined) return [id, refusal];
      const answer = answers.next().value;
      if (answer === undefined) throw new Error("The ledger answered for fewer messages");
      return [id, answer.ok ? undefined : answer.code];
    }),
  );
  return batch.enrolments.map((one) => outcomeOf(batch, one, refusals.get(one.id)));
}

/** Of contacts only that is read which the text says. */
async function addresseesOf(
  orm: Orm,
  { organizationId, enrolments }: Going,
  { names }: Writer,
): Promise<readonly Addressee[]> {
  const rows = await orm.execute<Addressee>(sql`
    select e.id, c.phone, ${valuesOf(names)} as variables
    from automation_enrolments e join contacts c
      on c.organization_id = e.organization_id and c.id = e.contact_id
    where e.organization_id = ${organizationId}::uuid
      and e.id = any(${sql.param(enrolments.map(({ id }) => id))}::uuid[])`);
  return [...rows];
}

function write(
  { newId }: Pick<AutomationContext, "newId">,
  { automationId, plan: { category, from, provider } }: Going,
  writer: Writer,
  { id, phone, variables }: Addressee,
): Written {
  const text = writer.write(variables ?? {});
  if (!text.ok) return { id, refusal: text.reason };
  const message: Draft = {
    ...{ id: newId(), to: phone, category },
    ...text.content,
    metadata: { automation: toPublicId(automationPrefix, automationId) },
    ...(from !== undefined && { from }),
    ...(provider !== undefined && { provider }),
  };
  return { id, message };
}

function outcomeOf(
  { position }: Going,
  { id, failures }: Going["enrolments"][number],
  refusal: string | undefined,
): Outcome {
  if (refusal === undefined) return { id, to: position + 1 };
  if (refusal === "opted_out") return { id, ends: "EXITED", reason: refusal };
  if (!passing.has(refusal) || failures + 1 >= mostFailures)
    return { id, ends: "FAILED", reason: refusal };
  return { id, again: againSeconds, reason: refusal };
}
