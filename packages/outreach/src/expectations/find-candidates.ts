import type { Database } from "@nx/core";
import type { ReceivedMessage } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { Candidate } from "./judge-reply.ts";
import { keyOf, keysIn, wordsOf } from "./read-reply.ts";
import type { ExpectationStatus } from "./schemas.ts";

/** Questions that one person was last asked; older ones are answered by their request id alone. */
const mostAsked = 100;
/** Days for which an answer that comes too late is known for one. */
const lateDays = 7;

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly id: string;
  readonly request_key: string;
  readonly answers: string[];
  readonly status: ExpectationStatus;
  readonly expires_at: Date;
  readonly sender: string | null;
  readonly asked: boolean;
  readonly answer: string | null;
}

/** For each message the expectations that it may be about: those it names, and those of its sender. */
export async function findCandidates(
  { orm }: Pick<Database, "orm">,
  messages: readonly ReceivedMessage[],
): Promise<readonly (readonly Candidate[])[]> {
  const asked = messages.map(({ organizationId, from, text }, n) => ({
    ...{ n, o: organizationId, phone: from, keys: keysIn(wordsOf(text ?? "")) },
  }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, e.id, e.request_key, e.answers, e.status, e.expires_at, e.sender,
      r.phone is not null as asked, r.answer
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked(n int, o uuid, phone text, keys text[])
    cross join lateral (
      select id from expectations
      where organization_id = asked.o and request_key = any(asked.keys)
      union
      select * from (
        select expectation_id from expectation_recipients
        where organization_id = asked.o and phone = asked.phone
        order by expectation_id desc limit ${mostAsked}) recent
    ) found
    join expectations e on e.organization_id = asked.o and e.id = found.id
    left join expectation_recipients r on r.organization_id = asked.o
      and r.expectation_id = e.id and r.phone = asked.phone
    where e.request_key = any(asked.keys) or e.expires_at > now() - ${lateDays} * interval '1 day'`);
  const found = messages.map((): Candidate[] => []);
  for (const row of rows) {
    const message = messages[row.n];
    if (message === undefined) continue;
    found[row.n]?.push({
      expectationId: row.id,
      requestKey: row.request_key,
      answers: row.answers,
      status: row.status,
      expiresAt: row.expires_at,
      isAsked: row.asked,
      // Providers write our number with and without the plus.
      isSameNumber: row.sender === null || keyOf(row.sender) === keyOf(message.to),
      answered: row.answer,
    });
  }
  return found;
}
