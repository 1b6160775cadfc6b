import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ConsentFact, InboundFact, ReceivedFacts } from "mq-sms";
import { applyReports } from "../ledger/report.ts";

/**
 * Stores everything that a provider brought through `account`, and resolves when it is committed:
 * only then may the provider be told that we have it. What comes twice is stored once.
 */
export async function receiveFacts(
  database: Pick<Database, "orm">,
  {
    organizationId,
    account,
    facts,
    newId,
  }: {
    readonly organizationId: string;
    readonly account: string;
    readonly facts: ReceivedFacts;
    readonly newId: () => string;
  },
): Promise<{ readonly deliveries: readonly number[] }> {
  await storeInbound(database, organizationId, account, facts.inbound, newId);
  await storeConsents(database, organizationId, account, facts.consents);
  if (facts.reports.length === 0) return { deliveries: [] };
  return applyReports(database, account, facts.reports);
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
