import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { listMessages } from "../messages/list.ts";
import type { MessageView } from "../messages/schemas.ts";
import { done, type GatewayResult, refused } from "../problems.ts";

/**
 * All that is held of a person, as one JSON document: `phone`, `exportedAt`, `optedOutAt`, `consent`
 * (all that was ever said about it), `messages` to and `inbound` from them, newest first, as the list
 * shows them, and the lists of `alsoExport`. Read page by page as the reader takes it. That it was asked
 * for is audited.
 */
export async function exportPerson(
  context: GatewayContext,
  organizationId: string,
  text: string,
  { actor, requestId }: By,
): Promise<GatewayResult<ReadableStream<Uint8Array>>> {
  const parsed = parsePhone(text);
  if (!parsed.ok) return refused("invalid_recipient", { path: "/phone", detail: parsed.reason });
  const phone = parsed.e164;
  await appendAudit(context.database.orm, {
    organizationId,
    actor,
    requestId,
    action: "person.exported",
    details: { phone },
  });
  const parts = documentOf(context, organizationId, phone);
  const encoder = new TextEncoder();
  return done(
    new ReadableStream({
      async pull(controller) {
        const next = await parts.next();
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await parts.return(undefined);
      },
    }),
  );
}

const pageSize = 200;

async function* documentOf(
  context: GatewayContext,
  organizationId: string,
  phone: string,
): AsyncGenerator<string, undefined> {
  const [optOut] = await context.database.orm.execute<{ at: Date }>(sql`
    select min(opted_out_at) as at from opt_outs
    where organization_id = ${organizationId}::uuid and phone = ${phone}
    having count(*) > 0`);
  const consent = await context.database.orm.execute(sql`
    select kind, category, sender, source, keyword, reason, at from consent_events
    where organization_id = ${organizationId}::uuid and phone = ${phone} order by at, id`);
  const head = {
    phone,
    exportedAt: context.clock.now().toISOString(),
    ...(optOut && { optedOutAt: optOut.at.toISOString() }),
    consent: [...consent],
  };
  yield JSON.stringify(head).slice(0, -1);
  yield* listOf("messages", messagesOf(context, organizationId, phone, "outbound"));
  yield* listOf("inbound", messagesOf(context, organizationId, phone, "inbound"));
  for (const lists of context.alsoExport)
    for (const [name, pages] of Object.entries(lists({ organizationId, phone })))
      yield* listOf(name, pages);
  yield "}";
  return undefined;
}

async function* listOf(
  name: string,
  pages: AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  yield `,${JSON.stringify(name)}:[`;
  let comma = "";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield comma + page.map((item) => JSON.stringify(item)).join(",");
    comma = ",";
  }
  yield "]";
}

async function* messagesOf(
  context: GatewayContext,
  organizationId: string,
  phone: string,
  direction: "outbound" | "inbound",
): AsyncGenerator<readonly MessageView[]> {
  let cursor: string | undefined;
  do {
    const page = await listMessages(context, organizationId, {
      phone,
      direction,
      limit: pageSize,
      ...(cursor !== undefined && { cursor }),
    });
    yield page.data;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
