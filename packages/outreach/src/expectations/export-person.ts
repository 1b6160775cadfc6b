import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { first, inPages } from "../in-pages.ts";
import { expectationPrefix } from "./ask.ts";
import { type QuarantineRow, quarantineColumns, toQuarantined } from "./list-quarantine.ts";
import type { QuarantinedAnswer } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly kind: string;
  readonly request_id: string;
  readonly text: string;
  readonly message_id: string | null;
  readonly refusal: string | null;
  readonly answer: string | null;
  readonly answered_at: Date | null;
}

/** What a person was asked, and how they answered. */
export async function* exportAnswers(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<Row>((after, limit) =>
    database.orm.execute<Row>(sql`
      select e.id, e.kind, e.request_id, e.text, r.message_id, r.refusal, r.answer, r.answered_at
      from expectation_recipients r join expectations e
        on e.organization_id = r.organization_id and e.id = r.expectation_id
      where r.organization_id = ${organizationId}::uuid and r.phone = ${phone}
        and r.expectation_id > ${after?.id ?? first}::uuid
      order by r.expectation_id limit ${limit}`),
  );
  for await (const page of pages) yield page.map(toItem);
}

const toItem = (row: Row): object => ({
  expectationId: toPublicId(expectationPrefix, row.id),
  kind: row.kind,
  requestId: row.request_id,
  text: row.text,
  ...(row.message_id !== null && { messageId: toPublicId("msg", row.message_id) }),
  ...(row.refusal !== null && { refusal: row.refusal }),
  ...(row.answer !== null && { answer: row.answer }),
  ...(row.answered_at !== null && { answeredAt: row.answered_at.toISOString() }),
});

/** What a person answered and nobody could be sure about. */
export async function* exportQuarantined(
  context: Pick<OutreachContext, "database" | "gateway">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly QuarantinedAnswer[]> {
  const pages = inPages<QuarantineRow>((after, limit) =>
    context.database.orm.execute<QuarantineRow>(sql`
      select ${quarantineColumns} from quarantined_answers
      where organization_id = ${organizationId}::uuid and phone = ${phone}
        and inbound_id > ${after?.inbound_id ?? first}::uuid
      order by inbound_id limit ${limit}`),
  );
  for await (const page of pages) yield await toQuarantined(context, organizationId, page);
}
