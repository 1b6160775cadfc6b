import {
  type OutboundSms,
  type ReportFact,
  rejected,
  type SendOutcome,
  type SmsProvider,
  unknown,
} from "mq-sms";
import type { VirtualClock } from "./clock.ts";
import type { Random } from "./random.ts";

/** One message that the provider took: the truth from outside. */
export interface Taken {
  readonly account: string;
  readonly messageId: string;
  readonly attempt: string;
  readonly at: number;
}

/** A provider with a mind of its own. */
export interface ScriptedProvider extends SmsProvider {
  readonly taken: readonly Taken[];
  /** Messages that it said were delivered. */
  readonly delivered: ReadonlySet<string>;
}

/**
 * Takes, refuses, is slow or silent by chance, and reports on what it took: early, late, twice, in
 * any order. With `calm` it takes everything.
 */
export function createProvider(
  kind: string,
  clock: VirtualClock,
  random: Random,
  report: (facts: ReportFact[]) => Promise<void>,
  isCalm: () => boolean,
): ScriptedProvider {
  const taken: Taken[] = [];
  const delivered = new Set<string>();
  let last = 0;

  const reportLater = async (facts: readonly ReportFact[], ms: number): Promise<void> => {
    await clock.delay(ms);
    // Providers repeat what they were not thanked for.
    for (let tries = 0; tries < 20; tries += 1) {
      try {
        return await report([...facts]);
      } catch {
        await clock.delay(1000);
      }
    }
  };

  const take = (sms: OutboundSms): string => {
    last += 1;
    // Another provider may give the same ids.
    const providerMessageId = `id-${last}`;
    const attempt = sms.attempt ?? sms.id;
    taken.push({ account: kind, messageId: sms.id, attempt, at: clock.now() });
    const fact = (status: ReportFact["status"]): ReportFact => ({
      status,
      providerMessageId,
      attempt,
      to: sms.to,
    });
    const end = random.chance(0.85) ? "delivered" : "failed";
    if (random.chance(0.1)) return providerMessageId;
    if (end === "delivered") delivered.add(sms.id);
    for (const status of random.chance(0.5) ? (["sent", end] as const) : ([end] as const))
      for (let copies = random.chance(0.2) ? 2 : 1; copies > 0; copies -= 1)
        void reportLater([fact(status)], random.chance(0.2) ? 0 : random.below(20_000));
    return providerMessageId;
  };

  return {
    kind,
    taken,
    delivered,
    capabilities: {
      deliveryReports: true,
      inbound: false,
      callbackProof: "token",
      echoesAttempt: true,
      lookup: false,
      balance: false,
      health: false,
      unicode: true,
      maxTextLength: 1600,
      idempotency: "none",
    },
    async send(sms): Promise<SendOutcome> {
      await clock.delay(random.below(isCalm() ? 100 : 3000));
      const chance = isCalm() ? 1 : random.next();
      if (chance < 0.06) return rejected(kind, "unavailable");
      if (chance < 0.09) return rejected(kind, "throttled", { retryAfterSeconds: 2 });
      if (chance < 0.11) return rejected(kind, "invalid_recipient");
      if (chance < 0.14) return unknown(kind, "connection_lost");
      const providerMessageId = take(sms);
      if (chance < 0.2) {
        await clock.delay(15_000);
        return unknown(kind, "timeout");
      }
      await clock.delay(random.below(isCalm() ? 100 : 2000));
      return { kind: "accepted", providerMessageIds: [providerMessageId] };
    },
  };
}
