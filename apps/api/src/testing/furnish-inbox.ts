import { fromPublicId, newUuid, systemClock, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { System } from "../system.ts";
import { textField } from "./api-process.ts";

/** What an inbox may be known by. */
export interface KnownInbox {
  readonly conversation: string;
  readonly label: string;
  readonly quickReply: string;
  readonly autoReplyRule: string;
  readonly expectation: string;
  readonly requestId: string;
  /** The message whose answer waits for a person. */
  readonly quarantined: string;
}

/** Fills an organization's inbox; `make` asks the app for it. */
export async function furnishInbox(
  { database: { orm } }: Pick<System, "database">,
  { id, name, phone }: { readonly id: string; readonly name: string; readonly phone: string },
  make: (path: string, body: unknown) => Promise<unknown>,
): Promise<KnownInbox> {
  const idOf = async (path: string, body: unknown) => textField(await make(path, body), "id");
  const label = await idOf("/v1/labels", { name });
  const quickReply = await idOf("/v1/quick-replies", { title: name, text: `${name} greets` });
  const autoReplyRule = await idOf("/v1/auto-reply-rules", {
    ...{ name, match: "any", keywords: [], text: `${name} is away`, everySeconds: 60 },
    enabled: true,
  });
  const requestId = `WR-${phone.slice(-6)}`;
  const expectation = await idOf("/v1/expectations", {
    ...{ kind: "approval", requestId, recipients: [phone], answers: ["YES"], text: "{request}?" },
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const newId = () => newUuid(systemClock);
  const [conversation, inbound] = [newId(), newId()];
  const statements = [
    sql`insert into conversations
      (organization_id, id, phone, number, account, last_message_id, created_at)
      values (${id}::uuid, ${conversation}::uuid, ${phone}, '8088', 'one', ${inbound}::uuid, now())`,
    sql`insert into conversation_labels (organization_id, conversation_id, label_id)
      values (${id}::uuid, ${conversation}::uuid, ${fromPublicId("lbl", label) ?? null}::uuid)`,
    sql`insert into auto_replies
      (organization_id, inbound_id, rule_id, phone, asked_hash, said_hash, at)
      values (${id}::uuid, ${inbound}::uuid, ${newId()}::uuid, ${phone}, ${newId()}::uuid,
        ${newId()}::uuid, now())`,
    sql`insert into inbox_outbound_places (organization_id, position) values (${id}::uuid, 0)`,
    sql`insert into expectation_events (organization_id, expectation_id, key, type, at)
      values (${id}::uuid, ${fromPublicId("exp", expectation) ?? null}::uuid, 'outcome',
        'expectation.approved', now())`,
    sql`insert into quarantined_answers
      (organization_id, inbound_id, phone, number, reason, received_at)
      values (${id}::uuid, ${inbound}::uuid, ${phone}, '8088', 'unclear', now())`,
  ];
  for (const statement of statements) await orm.execute(statement);
  return {
    ...{ label, quickReply, autoReplyRule, expectation, requestId },
    conversation: toPublicId("cnv", conversation),
    quarantined: toPublicId("msg", inbound),
  };
}
