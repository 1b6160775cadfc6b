import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { countRecent } from "./count-recent.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** Indices of the messages that are too many for their numbers, those before them counted too. */
export async function judgeCounts(
  { database, clock }: Pick<GatewayContext, "database" | "clock">,
  quietHours: QuietHours,
  organizationId: string,
  messages: readonly Pick<NewMessage, "recipient" | "category">[],
): Promise<ReadonlySet<number>> {
  const limits = messages.map(({ recipient, category }) =>
    quietHours.mostADay(organizationId, recipient, category),
  );
  const limited = messages.filter((_, index) => limits[index] !== undefined);
  if (limited.length === 0) return new Set();
  const phones = [...new Set(limited.map(({ recipient }) => recipient))];
  const counts = new Map(await countRecent(database, organizationId, phones, clock.now()));
  const tooMany = new Set<number>();
  for (const [index, { recipient }] of messages.entries()) {
    const most = limits[index];
    if (most === undefined) continue;
    const count = (counts.get(recipient) ?? 0) + 1;
    if (count > most) tooMany.add(index);
    else counts.set(recipient, count);
  }
  return tooMany;
}
