import type { Scenario } from "@nx/simulator";
import type { Promised } from "./audit.ts";

/** Clients that send messages, each to a phone of its own, until each is promised. */
export interface Load {
  readonly promised: readonly Promised[];
  /** Resolves when the last message was answered with 202. */
  readonly ended: Promise<void>;
}

/** What happens to messages to these numbers at the provider, by the number's end. */
export const scenarios: readonly Omit<Scenario, "provider">[] = [
  { number: "07", scenario: "accept-then-timeout" },
  { number: "17", scenario: "reset-after-read" },
  { number: "27", scenario: "http-500" },
  { number: "37", scenario: "http-429", retryAfter: 1, times: 8 },
  { number: "47", scenario: "http-503", retryAfter: 1, times: 8 },
  { number: "57", scenario: "accept", reports: "early" },
  { number: "67", scenario: "accept", reports: "duplicated" },
  { number: "77", scenario: "accept", reports: "out-of-order" },
];

/** A client that is not answered by then tries again. */
const patienceMs = 30_000;

/** Every number's last three digits are 900 to 999: for those the simulator plays nothing of its own. */
export const phoneOf = (n: number): string =>
  `+8491${String(Math.floor(n / 100)).padStart(4, "0")}${String(900 + (n % 100))}`;

/**
 * Sends `count` messages at about `perSecond`. A client that is not answered tries again with the
 * same key, as clients should.
 */
export function startLoad(
  url: string,
  token: string,
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
): Load {
  const promised: Promised[] = [];
  const started = performance.now();
  const send = async (n: number): Promise<void> => {
    await Bun.sleep(Math.max(0, started + (n * 1000) / perSecond - performance.now()));
    const phone = phoneOf(n);
    for (;;) {
      try {
        const reply = await fetch(`${url}/v1/messages`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "idempotency-key": `load-${n}`,
          },
          body: JSON.stringify({ to: phone, body: `Message number ${n}` }),
          keepalive: false,
          signal: AbortSignal.timeout(patienceMs),
        });
        const json: unknown = await reply.json().catch(() => undefined);
        if (reply.status === 202 && hasId(json)) {
          promised.push({ id: json.id, phone });
          return;
        }
      } catch {}
      await Bun.sleep(200);
    }
  };
  const ended = Promise.all(Array.from({ length: count }, (_, n) => send(n))).then(() => {});
  return { promised, ended };
}

const hasId = (json: unknown): json is { readonly id: string } =>
  typeof json === "object" && json !== null && "id" in json && typeof json.id === "string";
