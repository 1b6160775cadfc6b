import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ConsentFact, InboundFact, ReceivedFacts } from "mq-sms";

/**
 * Stores the messages and wishes that a provider brought through `account`, and resolves when they
 * are committed: only then may the provider be told that we have them. What comes twice is stored
 * once. Reports are for `applyReports`.
 */
export async function storeReceived(
  database: Pick<Database, "orm">,
  received: {
    readonly organizationId: string;
    readonly account: string;
    readonly facts: Pick<ReceivedFacts, "inbound" | "consents">;
    readonly newId: () => string;
  },
): Promise<void> {
  const { organizationId, account, facts, newId } = received;
  await storeInbound(database, organizationId, account, facts.inbound, newId);
  await storeConsents(database, organizationId, account, facts.consents);
}

/** A message without an id of the provider's is known by what it says and when. */
const externalIdOf = ({ providerMessageId, from, to, text, at }: InboundFact): string =>
  providerMessageId ??
  `sha256:${new Bun.CryptoHasher("sha256").update(JSON.stringify([from, to, text, at])).digest("hex")}`;

async function storeInbound(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  account: string,
  facts: readonly InboundFact[],
  newId: () => string,
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    id: newId(),
    ext: externalIdOf(fact),
    from: fact.from,
    to: fact.to,
    body: fact.text,
  }));
  await orm.execute(sql`
    insert into inbound_messages
      (organization_id, id, account, external_id, sender, recipient, body, received_at)
    select ${organizationId}::uuid, id, ${account}, ext, "from", "to", body, now()
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as fact(id uuid, ext text, "from" text, "to" text, body text)
    on conflict do nothing`);
}

async function storeConsents(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  account: string,
  facts: readonly ConsentFact[],
): Promise<void> {
  // In their order: who stops and starts again wants messages.
  for (const { phone, optedOut } of facts) {
    await orm.execute(
      optedOut
        ? sql`insert into opt_outs (organization_id, phone, opted_out_at, source)
            values (${organizationId}::uuid, ${phone}, now(), ${account}) on conflict do nothing`
        : sql`delete from opt_outs
            where organization_id = ${organizationId}::uuid and phone = ${phone}`,
    );
  }
}
