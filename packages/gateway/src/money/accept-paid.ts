import { type Database, isUniqueViolation } from "@nx/core";
import { sql } from "drizzle-orm";
import { type Accepted, type NewMessage, storeMessages } from "../ledger/accept.ts";
import type { LeaseFor } from "../ledger/queue-rows.ts";
import { openPeriods } from "./open-periods.ts";

/**
 * Stores messages of which some take money out of budgets: those for which it is there, in the order
 * given. What is refused leaves nothing behind, no key either.
 */
export async function acceptPaid(
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
  leaseFor: LeaseFor = () => undefined,
): Promise<Accepted[]> {
  const answers = new Map<string, Accepted>();
  const firsts = firstOfEachKey(messages);
  let left: readonly NewMessage[] = [...new Set(firsts.values())];
  while (left.length > 0) {
    for (const [id, accepted] of await attempt(database, left, newId, leaseFor))
      answers.set(id, accepted);
    const unopened = left.filter(({ id }) => !isDecided(answers.get(id)));
    left = unopened.length === 0 ? unopened : await opened(database, unopened, newId);
  }
  // Who asks again is answered as before, whatever money there is by now.
  const refused = [...firsts.values()].filter(({ id }) => answers.get(id)?.kind === "unpaid");
  for (const id of await findTaken(database, refused)) answers.set(id, { kind: "duplicate" });
  return messages.map((message) => {
    const first = firsts.get(message) ?? message;
    const answer = answers.get(first.id);
    if (answer === undefined) throw new Error("A message was not decided about");
    return answer.kind === "stored" && first !== message ? { kind: "duplicate" } : answer;
  });
}

/** Of the messages with the same key only the first may be stored; the others share its fate. */
function firstOfEachKey(messages: readonly NewMessage[]): ReadonlyMap<NewMessage, NewMessage> {
  const byKey = new Map<string, NewMessage>();
  return new Map(
    messages.map((message) => {
      const { organizationId, idempotency } = message;
      if (idempotency === undefined) return [message, message];
      const key = `${organizationId} ${idempotency.route} ${idempotency.key}`;
      const first = byKey.get(key) ?? message;
      byKey.set(key, first);
      return [message, first];
    }),
  );
}

/** What became of the messages; those that have no answer are to be tried again. */
async function attempt(
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
  leaseFor: LeaseFor,
): Promise<ReadonlyMap<string, Accepted>> {
  const keys = messages.some(({ idempotency }) => idempotency) ? "free" : "none";
  try {
    const accepted = await storeMessages(database, messages, keys, newId, leaseFor);
    return new Map(messages.flatMap(({ id }, n) => (accepted[n] ? [[id, accepted[n]]] : [])));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const taken = await findTaken(database, messages);
    if (taken.length === 0) throw error;
    return new Map(taken.map((id) => [id, { kind: "duplicate" }]));
  }
}

/** Ids of the messages whose keys stand for a message already. */
export async function findTaken(
  { orm }: Pick<Database, "orm">,
  messages: readonly NewMessage[],
): Promise<readonly string[]> {
  const keyed = messages.flatMap(({ id, organizationId, idempotency }) =>
    idempotency ? [{ id, o: organizationId, route: idempotency.route, key: idempotency.key }] : [],
  );
  if (keyed.length === 0) return [];
  const rows = await orm.execute<{ id: string }>(sql`
    select asked.id
    from json_to_recordset(${JSON.stringify(keyed)}::json)
      as asked(id uuid, o uuid, route text, key text)
    cross join lateral (
      select from idempotency_keys k
      where k.organization_id = o and k.route = asked.route and k.key = asked.key limit 1) known`);
  return [...rows].map(({ id }) => id);
}

const isDecided = (accepted: Accepted | undefined): boolean =>
  accepted !== undefined && !(accepted.kind === "unpaid" && accepted.shortage.isUnopened);

/** The messages with their budgets open, without those budgets that were ended meanwhile. */
async function opened(
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
): Promise<readonly NewMessage[]> {
  const organizations = [...new Set(messages.map(({ organizationId }) => organizationId))];
  const budgets = [...new Set(messages.flatMap(({ hold }) => hold?.budgets ?? []))];
  if (budgets.length === 0) return messages;
  const open = await openPeriods(database, organizations, budgets, newId);
  return messages.map(({ hold, ...message }) => {
    const counting = hold?.budgets.filter((id) => open.has(id)) ?? [];
    return hold && counting.length > 0
      ? { ...message, hold: { ...hold, budgets: counting } }
      : message;
  });
}
