import type { Scenario } from "@nx/simulator";
import type { Promised } from "./audit.ts";
import type { ClientMessage, ClientReply } from "./scene.ts";

/** Clients that send messages, each to a phone of its own, until each is promised or not paid for. */
export interface Load {
  readonly promised: Promised[];
  /** How often clients were answered with each status and problem; `0` is no answer. */
  readonly replies: Record<string, number>;
  /** 503 without a time to come back at. */
  readonly withoutRetryAfter: () => number;
  /** Sends one message once, to the balancer or to the API of this address. */
  readonly send: (message: ClientMessage, to?: string) => Promise<ClientReply | undefined>;
  /** Resolves when the last message was answered with 202 or 402. */
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

/** Requests at a time: each takes three sockets of this process, which may open some 20,000. */
const mostUnderWay = 4000;

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
  const replies: Record<string, number> = {};
  let withoutRetryAfter = 0;
  let underWay = 0;
  const send = async (
    { phone, category, key }: ClientMessage,
    to = url,
  ): Promise<ClientReply | undefined> => {
    const reply = await fetch(`${to}/v1/messages`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(key !== undefined && { "idempotency-key": key }),
      },
      body: JSON.stringify({ to: phone, body: `Message to ${phone}`, category }),
      keepalive: false,
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => undefined);
    const json: unknown = await reply?.json().catch(() => undefined);
    const status = reply?.status ?? 0;
    const told = `${status} ${codeOf(json)}`.trimEnd();
    replies[told] = (replies[told] ?? 0) + 1;
    if (status === 503 && !reply?.headers.has("retry-after")) withoutRetryAfter += 1;
    const id = hasId(json) ? json.id : undefined;
    if (status === 202 && id !== undefined) promised.push({ id, phone });
    return reply && { status, id, replayed: reply.headers.get("idempotent-replayed") === "true" };
  };
  const persist = async (n: number): Promise<void> => {
    await Bun.sleep(Math.max(0, started + (n * 1000) / perSecond - performance.now()));
    const message = { phone: phoneOf(n), key: `load-${n}` };
    const isOver = (reply: ClientReply | undefined) =>
      reply?.status === 202 || reply?.status === 402;
    for (;;) {
      if (underWay < mostUnderWay) {
        underWay += 1;
        const reply = await send(message);
        underWay -= 1;
        if (isOver(reply)) return;
      }
      await Bun.sleep(200);
    }
  };
  const started = performance.now();
  const ended = Promise.all(Array.from({ length: count }, (_, n) => persist(n))).then(() => {});
  return { promised, replies, withoutRetryAfter: () => withoutRetryAfter, send, ended };
}

const hasId = (json: unknown): json is { readonly id: string } =>
  typeof json === "object" && json !== null && "id" in json && typeof json.id === "string";

/** The code of a problem. */
const codeOf = (json: unknown): string =>
  typeof json === "object" && json !== null && "code" in json ? String(json.code) : "";

/** How often clients were answered with this status. */
export const told = ({ replies }: Pick<Load, "replies">, status: string): number =>
  Object.entries(replies).reduce((sum, [told, n]) => sum + (told.startsWith(status) ? n : 0), 0);
