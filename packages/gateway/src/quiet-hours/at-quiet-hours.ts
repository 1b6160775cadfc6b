import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { findTaken } from "../money/accept-paid.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { judgeCounts } from "./judge-counts.ts";
import type { HourVerdict, QuietHours } from "./quiet-hours.ts";

/**
 * New messages of one organization with the hour at which each may leave, or the refusal where it may
 * not, in the order given. One whose idempotency key is taken passes as it is: its reply is known.
 */
export async function atQuietHours(
  context: Pick<GatewayContext, "database" | "quietHours" | "clock">,
  organizationId: string,
  messages: readonly NewMessage[],
): Promise<readonly GatewayResult<NewMessage>[]> {
  const { quietHours } = context;
  if (quietHours === undefined) return messages.map(done);
  const verdicts = await judgeHours(context, quietHours, organizationId, messages);
  const tooMany = await judgeCounts(context, quietHours, organizationId, messages);
  const stopped = messages.filter(
    (_, index) => tooMany.has(index) || verdicts.get(index)?.kind === "drop",
  );
  const known = new Set(stopped.length > 0 ? await findTaken(context.database, stopped) : []);
  return messages.map((message, index) => {
    const verdict = verdicts.get(index);
    if (known.has(message.id)) return done(message);
    if (tooMany.has(index)) return refused("too_many_today", { path: "/to" });
    if (verdict?.kind === "drop") return refused("quiet_hours", { path: "/to" });
    return done(verdict?.kind === "wait" ? waiting(message, verdict.until) : message);
  });
}

/** It comes up for its end where that is before its hour. */
const waiting = (message: NewMessage, until: Date): NewMessage => {
  const sendBy = message.sendBy === undefined ? undefined : new Date(message.sendBy);
  const due = sendBy !== undefined && sendBy < until ? sendBy : until;
  return { ...message, notBefore: due.toISOString(), quietUntil: until.toISOString() };
};

async function judgeHours(
  { clock }: Pick<GatewayContext, "clock">,
  quietHours: QuietHours,
  organizationId: string,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<number, HourVerdict>> {
  const now = clock.now();
  const asked = messages.flatMap(({ category, recipient, notBefore }, index) =>
    quietHours.concerns(organizationId, category)
      ? [{ index, to: recipient, category, at: notBefore ? new Date(notBefore) : now }]
      : [],
  );
  if (asked.length === 0) return new Map();
  const verdicts = await quietHours.judge(organizationId, asked);
  return new Map(
    verdicts.flatMap((verdict, n) => {
      const place = asked[n];
      return place ? [[place.index, verdict] as const] : [];
    }),
  );
}
