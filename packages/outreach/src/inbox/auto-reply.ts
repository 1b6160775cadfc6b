import type { ReceivedMessage } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { InboxContext } from "./context.ts";
import { fold } from "./fold.ts";
import { type Rule, ruleFor } from "./rule-for.ts";
import type { Hours } from "./schemas.ts";
import { sendFrom } from "./send-from.ts";

/** Automatic answers that one person gets in an hour, whatever the rules. */
export const mostAnHour = 5;
/** Minutes in which the same text again, or our own, is a machine's. */
const echoMinutes = 10;
/** Nobody expects an automatic answer later, after an outage for example. */
const mostAgeMinutes = 15;

/** Answers what rules answer, each message at most once however often it is read. */
export async function autoReply(
  context: InboxContext,
  messages: readonly ReceivedMessage[],
): Promise<void> {
  // Short codes and names are machines; two that answer each other never end.
  const people = messages.filter(({ from, text }) => text !== null && parsePhone(from).ok);
  if (people.length === 0) return;
  const rules = await readRules(context, new Set(people.map((one) => one.organizationId)));
  for (const message of people) {
    const rule = ruleFor(rules, message);
    if (rule === undefined || (await context.isKeyword(message))) continue;
    if (await claim(context, message, rule)) await answer(context, message, rule);
  }
}

async function readRules(
  { database }: InboxContext,
  organizations: ReadonlySet<string>,
): Promise<readonly Rule[]> {
  const rows = await database.orm.execute<{
    id: string;
    organization_id: string;
    match: Rule["match"];
    keywords: string[];
    number: string | null;
    hours: Hours | null;
    text: string;
    every_seconds: number;
  }>(sql`
    select id, organization_id, match, keywords, number, hours, text, every_seconds
    from auto_reply_rules
    where organization_id = any(${sql.param([...organizations])}::uuid[]) and enabled
    order by id`);
  return [...rows].map(({ organization_id, every_seconds, ...row }) => ({
    ...row,
    organizationId: organization_id,
    everySeconds: every_seconds,
  }));
}

/**
 * Whether the rule may answer: it has not answered this person for its time, no loop is to be seen,
 * and no other rule has answered this message. True again when the same is read again.
 */
async function claim(
  { database }: InboxContext,
  { organizationId, id, from, text, receivedAt }: ReceivedMessage,
  rule: Rule,
): Promise<boolean> {
  const asked = hashOf(text ?? "");
  const others = sql`from auto_replies
    where organization_id = ${organizationId}::uuid and phone = ${from} and inbound_id <> ${id}::uuid`;
  const rows = await database.orm.execute<{ rule_id: string }>(sql`
    insert into auto_replies as r (organization_id, inbound_id, rule_id, phone, asked_hash, said_hash,
      at)
    select ${organizationId}::uuid, ${id}::uuid, ${rule.id}::uuid, ${from}, ${asked}::uuid,
      ${hashOf(rule.text)}::uuid, now()
    where ${receivedAt}::timestamptz > now() - ${mostAgeMinutes} * interval '1 minute'
      and not exists (select ${others} and rule_id = ${rule.id}::uuid
        and at > now() - ${rule.everySeconds} * interval '1 second')
      and not exists (select ${others} and at > now() - ${echoMinutes} * interval '1 minute'
        and ${asked}::uuid in (asked_hash, said_hash))
      and (select count(*) ${others} and at > now() - interval '1 hour') < ${mostAnHour}
    on conflict (organization_id, inbound_id) do update set at = r.at
    returning rule_id`);
  return rows[0]?.rule_id === rule.id;
}

async function answer(
  { gateway, logger }: InboxContext,
  { organizationId, id, from, to, account }: ReceivedMessage,
  rule: Rule,
): Promise<void> {
  const sent = await sendFrom(
    gateway,
    organizationId,
    { number: to, account },
    { to: from, body: rule.text, idempotencyKey: `auto-reply:${id}:${rule.id}` },
  );
  if (!sent.ok) logger.info({ event: "inbox.auto_reply_refused", errorCode: sent.error.code });
}

/** Half of a SHA-256 of the folded text, as a UUID. */
const hashOf = (text: string): string =>
  Bun.SHA256.hash(fold(text), "hex")
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
