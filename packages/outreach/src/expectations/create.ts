import type { SentBy } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { ask } from "./ask.ts";
import { findExpectation } from "./read.ts";
import { keyOf } from "./read-reply.ts";
import { makeRequestId } from "./request-id.ts";
import type { Expectation, ExpectationBody } from "./schemas.ts";

const furthestAheadMs = 90 * 86_400_000;
/** Made ids are taken by chance less than once in a million times. */
const mostTries = 5;

/** What a request asks for, checked. */
interface Wanted extends Omit<ExpectationBody, "quorum" | "requestId"> {
  readonly quorum: number;
}

/**
 * Stores a question, so that its answers are known, and sends it to everybody. With a request id it
 * is repeatable: the same request is sent once, another one under the same id is refused.
 */
export async function createExpectation(
  context: OutreachContext,
  organizationId: string,
  input: ExpectationBody,
  by?: SentBy,
): Promise<OutreachResult<Expectation>> {
  const wanted = check(input, context.clock.now());
  if (!wanted.ok) return wanted;
  const id = await store(context, organizationId, wanted.value, input.requestId);
  if (id === undefined) return refused("request_id_taken", { path: "/requestId" });
  const refusal = await ask(context, organizationId, id, by);
  if (refusal !== undefined) {
    await remove(context, organizationId, id);
    return refused("cannot_ask", { detail: refusal });
  }
  return findExpectation(context, organizationId, id);
}

function check({ requestId: _, ...input }: ExpectationBody, now: Date): OutreachResult<Wanted> {
  const ahead = Date.parse(input.expiresAt) - now.getTime();
  if (!(ahead > 0 && ahead <= furthestAheadMs))
    return refused("invalid_expiry", { path: "/expiresAt" });
  const phones = new Set<string>();
  for (const [index, recipient] of input.recipients.entries()) {
    const phone = parsePhone(recipient);
    if (!phone.ok)
      return refused("invalid_phone", { path: `/recipients/${index}`, detail: phone.reason });
    phones.add(phone.e164);
  }
  const quorum = input.quorum ?? phones.size;
  if (quorum > phones.size) return refused("invalid_quorum", { path: "/quorum" });
  const answers = [...new Set(input.answers.map((answer) => answer.toUpperCase()))];
  return done({ ...input, recipients: [...phones].toSorted(), answers, quorum });
}

/** Resolves to the id of what is stored now, or was by the same request; undefined for another one. */
async function store(
  context: OutreachContext,
  organizationId: string,
  wanted: Wanted,
  requestId: string | undefined,
): Promise<string | undefined> {
  if (requestId !== undefined)
    return (
      (await insert(context, organizationId, wanted, requestId)) ??
      findSame(context, organizationId, wanted, requestId)
    );
  for (let tries = 0; tries < mostTries; tries += 1) {
    const id = await insert(context, organizationId, wanted, makeRequestId());
    if (id !== undefined) return id;
  }
  throw new Error("Every request id that was made is taken");
}

async function insert(
  { database, newId }: OutreachContext,
  organizationId: string,
  { kind, answers, text, sender, quorum, recipients, expiresAt }: Wanted,
  requestId: string,
): Promise<string | undefined> {
  const [made] = await database.orm.execute<{ id: string }>(sql`
    with made as (
      insert into expectations (organization_id, id, kind, request_id, request_key, answers, text,
        sender, quorum, asked, expires_at, created_at)
      values (${organizationId}::uuid, ${newId()}::uuid, ${kind}, ${requestId},
        ${keyOf(requestId)}, ${sql.param(answers)}::text[], ${text}, ${sender ?? null}, ${quorum},
        ${recipients.length}, ${expiresAt}::timestamptz, now())
      on conflict (organization_id, request_key) do nothing
      returning id
    ), asked as (
      insert into expectation_recipients (organization_id, expectation_id, phone)
      select ${organizationId}::uuid, made.id, phone
      from made cross join unnest(${sql.param(recipients)}::text[]) as phone
    )
    select id from made`);
  return made?.id;
}

async function findSame(
  { database }: OutreachContext,
  organizationId: string,
  { kind, answers, text, sender, quorum, recipients, expiresAt }: Wanted,
  requestId: string,
): Promise<string | undefined> {
  const [same] = await database.orm.execute<{ id: string }>(sql`
    select e.id from expectations e
    where e.organization_id = ${organizationId}::uuid and e.request_key = ${keyOf(requestId)}
      and (e.request_id, e.kind, e.text, e.quorum) = (${requestId}, ${kind}, ${text}, ${quorum})
      and e.answers = ${sql.param(answers)}::text[]
      and e.sender is not distinct from ${sender ?? null}::text
      and e.expires_at = ${expiresAt}::timestamptz
      and array(select r.phone from expectation_recipients r
        where r.organization_id = e.organization_id and r.expectation_id = e.id
        order by r.phone collate "C") = ${sql.param(recipients)}::text[]`);
  return same?.id;
}

/** Takes back a question that nobody was asked. */
async function remove(
  { database }: OutreachContext,
  organizationId: string,
  id: string,
): Promise<void> {
  await database.orm.execute(sql`
    delete from expectations e
    where e.organization_id = ${organizationId}::uuid and e.id = ${id}::uuid
      and not exists (select from expectation_recipients r
        where r.organization_id = e.organization_id and r.expectation_id = e.id
          and (r.message_id is not null or r.answer is not null))`);
}
