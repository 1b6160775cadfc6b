import type { ReportFact, SmsProvider } from "mq-sms";

/** A provider in our own process that takes everything at once, and reports a little later. */
export interface ReportingProvider extends SmsProvider {
  stop(): Promise<void>;
}

/** Reports come when the acceptance was recorded, as the peers' do: an earlier one would be parked. */
const reportAfterMs = 100;
const everyMs = 10;
const mostTogether = 500;

/** Hands reports to `report`, many at a time, as a busy provider does; `reported` counts them. */
export function createReportingProvider(
  report: (facts: readonly ReportFact[]) => Promise<void>,
  reported: (count: number) => void,
): ReportingProvider {
  const due: { readonly at: number; readonly id: string }[] = [];
  const running = new Set<Promise<void>>();
  const flush = (): void => {
    const now = performance.now() - reportAfterMs;
    while (due[0] !== undefined && due[0].at <= now && running.size < 2) {
      let count = 0;
      while (count < mostTogether && (due[count]?.at ?? Number.POSITIVE_INFINITY) <= now)
        count += 1;
      const facts = due
        .splice(0, count)
        .map(({ id }): ReportFact => ({ status: "delivered", providerMessageId: id }));
      const done = report(facts)
        .then(() => reported(count))
        .finally(() => running.delete(done));
      running.add(done);
    }
  };
  const timer = setInterval(flush, everyMs);
  return {
    kind: "in-process",
    capabilities: {
      deliveryReports: true,
      inbound: false,
      callbackProof: "token",
      echoesAttempt: false,
      lookup: false,
      balance: false,
      health: false,
      unicode: true,
      maxTextLength: 1600,
      idempotency: "none",
    },
    send: async ({ id }) => {
      const providerId = `sim-${id}`;
      due.push({ at: performance.now(), id: providerId });
      return { kind: "accepted", providerMessageIds: [providerId] };
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
