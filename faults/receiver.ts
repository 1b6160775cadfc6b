import { verifyWebhook } from "@nx/gateway/webhooks";

/** A customer's server that is told what happens, and remembers all of it. */
export interface Receiver {
  readonly url: string;
  /** What it was told, by `webhook-id`. */
  readonly events: ReadonlyMap<string, Told>;
  /** How often it was told what it knew, was told something else under the same id, or by others. */
  readonly counts: Readonly<Record<"again" | "changed" | "unsigned", number>>;
  /** Believes what is signed with this from now on; nothing before. */
  trust(secret: string): void;
  stop(): void;
}

/** One event of one message, budget or campaign. */
interface Told {
  /** Its id. */
  readonly about: string;
  readonly type: string;
  readonly timestamp: string;
}

/** Starts one on a free port. It takes everything that is signed. */
export function startReceiver(): Receiver {
  const events = new Map<string, Told>();
  const counts = { again: 0, changed: 0, unsigned: 0 };
  let secret = "";
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const verified = verifyWebhook(secret, request.headers, await request.text());
      if (!verified.ok) {
        counts.unsigned += 1;
        return new Response(null, { status: 400 });
      }
      const { id, payload } = verified;
      const told = { about: payload.data.id, type: payload.type, timestamp: payload.timestamp };
      const known = events.get(id);
      if (known !== undefined) counts.again += 1;
      if (known !== undefined && !Bun.deepEquals(known, told)) counts.changed += 1;
      events.set(id, told);
      return new Response(null, { status: 204 });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/hook`,
    events,
    counts,
    trust: (told) => {
      secret = told;
    },
    stop: () => void server.stop(true),
  };
}
