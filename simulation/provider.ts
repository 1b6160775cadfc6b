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

/** A call of one attempt: the truth from outside. */
export interface Call {
  readonly account: string;
  readonly messageId: string;
  /** Its number, from 1. */
  readonly attempt: number;
  /** When it began. */
  readonly at: number;
  /** The provider took the message. */
  taken: boolean;
  /** What the provider said of it, each as often as it was said. */
  readonly reported: ReportFact["status"][];
  /** It asked not to be called again for this message before. */
  notBefore?: number;
}

/** What a provider lives in. */
export interface Surroundings {
  readonly clock: VirtualClock;
  readonly random: Random;
  /** With it, everything is taken at once. */
  readonly isCalm: () => boolean;
  /** Heard before anything else of a call happens. */
  readonly called: (call: Call) => Promise<void>;
  readonly report: (facts: ReportFact[]) => Promise<void>;
}

/**
 * Takes, refuses, is slow or silent by chance, and reports on what it took: early, late, twice, in
 * any order.
 */
export function createProvider(
  kind: string,
  { clock, random, isCalm, called, report }: Surroundings,
): SmsProvider {
  let last = 0;

  const reportLater = async (fact: ReportFact, ms: number): Promise<void> => {
    await clock.delay(ms);
    // Providers repeat what they were not thanked for.
    for (let tries = 0; tries < 20; tries += 1) {
      try {
        return await report([fact]);
      } catch {
        await clock.delay(1000);
      }
    }
  };

  const take = (sms: OutboundSms, call: Call): string => {
    call.taken = true;
    last += 1;
    // Another provider may give the same ids.
    const providerMessageId = `id-${last}`;
    const say = (status: ReportFact["status"]): void => {
      call.reported.push(status);
      const passes = status === "failed" && random.chance(0.5);
      const fact = {
        status,
        providerMessageId,
        attempt: sms.attempt ?? "",
        to: sms.to,
        ...(passes && { error: { code: "handset_unreachable" as const, provider: kind } }),
      };
      for (let copies = random.chance(0.2) ? 2 : 1; copies > 0; copies -= 1)
        void reportLater(fact, random.chance(0.2) ? 0 : random.below(20_000));
    };
    if (random.chance(0.1)) return providerMessageId;
    if (random.chance(0.5)) say("sent");
    say(random.chance(0.85) ? "delivered" : "failed");
    return providerMessageId;
  };

  return {
    kind,
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
      const attempt = Number(sms.attempt?.split("-").at(-1));
      const at = clock.now();
      const call: Call = {
        account: kind,
        messageId: sms.id,
        attempt,
        at,
        taken: false,
        reported: [],
      };
      await called(call);
      await clock.delay(random.below(isCalm() ? 100 : 3000));
      const chance = isCalm() ? 1 : random.next();
      if (chance < 0.06) return rejected(kind, "unavailable");
      if (chance < 0.1) {
        const retryAfterSeconds = random.pick([2, 60]);
        call.notBefore = clock.now() + retryAfterSeconds * 1000;
        return rejected(kind, "throttled", { retryAfterSeconds });
      }
      if (chance < 0.12) return rejected(kind, "invalid_recipient");
      if (chance < 0.15) return unknown(kind, "connection_lost");
      const providerMessageId = take(sms, call);
      if (chance < 0.21) {
        await clock.delay(15_000);
        return unknown(kind, "timeout");
      }
      await clock.delay(random.below(isCalm() ? 100 : 2000));
      return { kind: "accepted", providerMessageIds: [providerMessageId] };
    },
  };
}
