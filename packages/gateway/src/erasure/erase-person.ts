import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { eraseInbound } from "./erase-inbound.ts";
import { eraseKeys } from "./erase-keys.ts";
import { cancelForPerson, eraseMessages } from "./erase-messages.ts";
import { eraseReports } from "./erase-reports.ts";
import { eraseOptOut } from "./opt-outs.ts";
import type { Person } from "./person.ts";

/** By then, most calls that were under way have been answered. */
const waitMs = 1000;

/** What was erased so far. */
export interface Erased {
  readonly messages: number;
  readonly inbound: number;
}

/**
 * Forgets a person in everything that the ledger holds, and then wherever else it was asked to. When
 * this resolves, nothing of the organization names the number any more. In chunks, each of its own
 * transaction: begun again after a crash, it goes on with what is left.
 *
 * @param told what each round has erased
 */
export async function erasePerson(
  context: GatewayContext,
  person: Person,
  told: (erased: Erased) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { database, timing, clock, alsoErase } = context;
  for (;;) {
    await cancelForPerson(database, person, signal);
    const messages = await eraseMessages(database, person, signal);
    const inbound = await eraseInbound(database, person, signal);
    await told({ messages, inbound });
    if (!(await isLeft(context, person))) break;
    // Something is at a provider at this moment, and its result is about to be written.
    await timing.delay(waitMs);
  }
  await eraseReports(database, person);
  await eraseKeys(database, person, clock.now(), signal);
  await eraseOptOut(context, person);
  for (const erase of alsoErase) await erase(person, signal);
}

async function isLeft(
  { database }: Pick<GatewayContext, "database">,
  { organizationId, phone }: Person,
): Promise<boolean> {
  const [row] = await database.orm.execute<{ left: boolean }>(sql`
    select exists (select from messages
        where organization_id = ${organizationId}::uuid and recipient = ${phone})
      or exists (select from inbound_messages
        where organization_id = ${organizationId}::uuid and sender = ${phone}) as left`);
  return row?.left ?? true;
}
