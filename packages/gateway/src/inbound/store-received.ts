import { sql } from "drizzle-orm";
import type { ConsentFact, InboundFact, ReceivedFacts } from "mq-sms";
import type { Keyword, KeywordReceived } from "../consent/keywords.ts";
import { recordConsents } from "../consent/record.ts";
import { type ConsentChange, changeColumns, writeConsents } from "../consent/write-consents.ts";
import type { GatewayContext } from "../context.ts";
import { formsOf } from "../erasure/opt-outs.ts";
import { storableName, storableText } from "../storable.ts";

type Context = Pick<
  GatewayContext,
  "database" | "secrets" | "newId" | "transactionalOptOuts" | "readConsent"
>;

/**
 * Stores the messages and wishes that a provider brought through `account`, and resolves when they
 * are committed: only then may the provider be told that we have them. What comes twice is stored
 * once. Resolves to the keywords among them, also those that came before. Reports are for
 * `applyReports`.
 */
export async function storeReceived(
  context: Context,
  received: {
    readonly organizationId: string;
    readonly account: string;
    readonly facts: Pick<ReceivedFacts, "inbound" | "consents">;
  },
): Promise<readonly KeywordReceived[]> {
  const { organizationId, account, facts } = received;
  const read = facts.inbound.map(storable).map((fact) => ({
    fact,
    keyword: context.readConsent(organizationId, fact),
  }));
  const plain = read.flatMap(({ fact, keyword }) => (keyword === undefined ? [fact] : []));
  await storeInbound(context, organizationId, account, plain);
  const keywords: KeywordReceived[] = [];
  // In their order: who stops and starts again wants messages.
  for (const { fact, keyword } of read) {
    if (keyword === undefined) continue;
    const inboundId = await storeKeyword(context, organizationId, account, fact, keyword);
    const { from, to } = fact;
    if (inboundId !== undefined) keywords.push({ ...keyword, inboundId, account, from, to });
  }
  for (const fact of facts.consents)
    await recordConsents(context, organizationId, [changeOf(fact)]);
  return keywords;
}

const storable = (fact: InboundFact): InboundFact => ({
  ...fact,
  from: storableText(fact.from),
  to: storableText(fact.to),
  text: storableText(fact.text),
  ...(fact.providerMessageId !== undefined && {
    providerMessageId: storableName(fact.providerMessageId),
  }),
});

/** A message without an id of the provider's is known by what it says and when. */
const externalIdOf = ({ providerMessageId, from, to, text, at }: InboundFact): string =>
  providerMessageId ??
  `sha256:${new Bun.CryptoHasher("sha256").update(JSON.stringify([from, to, text, at])).digest("hex")}`;

const toRow = (fact: InboundFact, newId: () => string) => ({
  id: newId(),
  ext: externalIdOf(fact),
  from: fact.from,
  to: fact.to,
  body: fact.text,
});

async function storeInbound(
  { database, newId }: Context,
  organizationId: string,
  account: string,
  facts: readonly InboundFact[],
): Promise<void> {
  if (facts.length === 0) return;
  await database.orm.execute(
    insertInbound(
      organizationId,
      account,
      facts.map((fact) => toRow(fact, newId)),
    ),
  );
}

const insertInbound = (
  organizationId: string,
  account: string,
  rows: readonly ReturnType<typeof toRow>[],
) => sql`
    insert into inbound_messages
      (organization_id, id, account, external_id, sender, recipient, body, received_at)
    select ${organizationId}::uuid, id, ${account}, ext, "from", "to", body, now()
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as fact(id uuid, ext text, "from" text, "to" text, body text)
    on conflict do nothing`;

/**
 * Stores a keyword and what follows from it in one statement, so that it takes effect once however
 * often it comes. Resolves to the id of the message; nothing while somebody else stores the same.
 */
async function storeKeyword(
  context: Context,
  organizationId: string,
  account: string,
  fact: InboundFact,
  keyword: Keyword,
): Promise<string | undefined> {
  const { database, newId } = context;
  const row = toRow(fact, newId);
  const starting = keyword.kind === "opted_in" ? [fact.from] : [];
  const form = (await formsOf(context, organizationId, starting)).get(fact.from);
  const changes = keywordChange(fact, keyword, row.id).map((change) => ({
    ...change,
    id: newId(),
    form,
  }));
  const [stored] = await database.orm.execute<{ id: string | null }>(sql`
    with stored as (
      ${insertInbound(organizationId, account, [row])}
      returning id
    ), change as materialized (
      select ${organizationId}::uuid as o, said.*
      from json_to_recordset(${JSON.stringify(changes)}::json) as said(${changeColumns})
      where "inboundMessageId" in (select id from stored)
    ), ${writeConsents}
    select coalesce((select id from stored), (
      select id from inbound_messages
      where organization_id = ${organizationId}::uuid and account = ${account}
        and external_id = ${row.ext})) as id`);
  return stored?.id ?? undefined;
}

/**
 * A STOP is about whatever the organization advertises, from whichever sender: brand names cannot be
 * answered, so it comes to another number than the one that sent. A START is about the number that it
 * is written to.
 */
function keywordChange(
  { from, to }: InboundFact,
  { kind, keyword }: Keyword,
  inboundMessageId: string,
): readonly ConsentChange[] {
  if (kind === "help") return [];
  const sender = kind === "opted_out" ? "" : to;
  const what = { category: "promotional", source: "keyword" } as const;
  return [{ phone: from, kind, sender, ...what, keyword, inboundMessageId }];
}

const changeOf = ({ phone, optedOut, sender }: ConsentFact): ConsentChange => ({
  phone: storableText(phone),
  kind: optedOut ? "opted_out" : "opted_in",
  sender: optedOut ? "" : storableText(sender ?? ""),
  category: "promotional",
  source: "provider",
});
