import type { Database } from "@nx/core";
import type { ReceivedMessage } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type Answer, countAnswers } from "./count-answers.ts";
import { findCandidates } from "./find-candidates.ts";
import { type Judgement, judgeReply } from "./judge-reply.ts";

type Quarantined = Extract<Judgement, { kind: "quarantined" }>;

/**
 * Finds the answers among inbound messages, in their order, counts those that are sure and
 * quarantines the others. Doing it again changes nothing. Resolves to the ids of what was an answer,
 * or was meant as one.
 */
export async function takeAnswers(
  context: Pick<OutreachContext, "database" | "gateway">,
  messages: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const readable = messages.filter(({ text }) => text !== null);
  if (readable.length === 0) return new Set();
  const candidates = await findCandidates(context.database, readable);
  const answers: Answer[] = [];
  const quarantined: (Quarantined & { readonly message: ReceivedMessage })[] = [];
  const taken = new Set<string>();
  /** What people of this page have answered already. */
  const said = new Map<string, string>();
  for (const [n, message] of readable.entries()) {
    const placeOf = (expectationId: string) => `${expectationId} ${message.from}`;
    const possible = (candidates[n] ?? []).map((candidate) => ({
      ...candidate,
      answered: candidate.answered ?? said.get(placeOf(candidate.expectationId)) ?? null,
    }));
    const judgement = judgeReply(message.text ?? "", message.receivedAt, possible);
    if (judgement === undefined) continue;
    taken.add(message.id);
    if (judgement.kind === "quarantined") quarantined.push({ ...judgement, message });
    if (judgement.kind !== "answer") continue;
    said.set(placeOf(judgement.expectationId), judgement.answer);
    const { organizationId, id: inboundId, from: phone, receivedAt: at } = message;
    const { expectationId, answer } = judgement;
    answers.push({ organizationId, expectationId, phone, answer, inboundId, at });
  }
  await countAnswers(context, answers);
  await quarantine(context.database, quarantined);
  return taken;
}

async function quarantine(
  { orm }: Pick<Database, "orm">,
  quarantined: readonly (Quarantined & { readonly message: ReceivedMessage })[],
): Promise<void> {
  if (quarantined.length === 0) return;
  const rows = quarantined.map(({ reason, expectationId, answer, message }) => ({
    ...{ o: message.organizationId, id: message.id, phone: message.from, number: message.to },
    ...{ reason, e: expectationId, answer, at: message.receivedAt },
  }));
  await orm.execute(sql`
    insert into quarantined_answers (organization_id, inbound_id, phone, number, reason,
      expectation_id, answer, received_at)
    select o, id, phone, number, reason, e, answer, at
    from json_to_recordset(${JSON.stringify(rows)}::json) as given(
      o uuid, id uuid, phone text, number text, reason text, e uuid, answer text, at timestamptz)
    on conflict do nothing`);
}
