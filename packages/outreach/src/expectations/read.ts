import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { expectationPrefix } from "./ask.ts";
import type { Expectation, ExpectationStatus } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly kind: string;
  readonly request_id: string;
  readonly status: ExpectationStatus;
  readonly answers: string[];
  readonly text: string;
  readonly sender: string | null;
  readonly quorum: number;
  readonly expires_at: Date;
  readonly created_at: Date;
  readonly decided_at: Date | null;
}

interface RecipientRow extends Record<string, unknown> {
  readonly phone: string;
  readonly message_id: string | null;
  readonly refusal: string | null;
  readonly answer: string | null;
  readonly answered_at: Date | null;
}

/** A question, who was asked, and what they said so far. */
export async function readExpectation(
  context: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Expectation>> {
  const id = fromPublicId(expectationPrefix, publicId);
  if (id === undefined) return refused("expectation_not_found");
  return findExpectation(context, organizationId, id);
}

/** The same by the id inside. */
export async function findExpectation(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  id: string,
): Promise<OutreachResult<Expectation>> {
  const [row] = await database.orm.execute<Row>(sql`
    select kind, request_id, status, answers, text, sender, quorum, expires_at, created_at,
      decided_at
    from expectations where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
  if (row === undefined) return refused("expectation_not_found");
  const recipients = await database.orm.execute<RecipientRow>(sql`
    select phone, message_id, refusal, answer, answered_at from expectation_recipients
    where organization_id = ${organizationId}::uuid and expectation_id = ${id}::uuid
    order by phone`);
  return done(toExpectation(id, row, [...recipients]));
}

function toExpectation(id: string, row: Row, recipients: readonly RecipientRow[]): Expectation {
  const given = recipients.flatMap(({ answer }) => answer ?? []);
  return {
    id: toPublicId(expectationPrefix, id),
    kind: row.kind,
    requestId: row.request_id,
    status: row.status,
    answers: row.answers,
    text: row.text,
    ...(row.sender !== null && { sender: row.sender }),
    quorum: row.quorum,
    counts: {
      asked: recipients.length,
      answered: given.length,
      byAnswer: Object.fromEntries(
        row.answers.map((answer) => [answer, given.filter((one) => one === answer).length]),
      ),
    },
    recipients: recipients.map(toRecipient),
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    ...(row.decided_at !== null && { decidedAt: row.decided_at.toISOString() }),
  };
}

const toRecipient = ({ phone, message_id, refusal, answer, answered_at }: RecipientRow) => ({
  phone,
  ...(message_id !== null && { messageId: toPublicId("msg", message_id) }),
  ...(refusal !== null && { refusal }),
  ...(answer !== null && { answer }),
  ...(answered_at !== null && { answeredAt: answered_at.toISOString() }),
});
