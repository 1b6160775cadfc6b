import {
  createKeyring,
  createLogger,
  createOutboundHttp,
  createSecrets,
  type Database,
  type OutboundHttpOptions,
  systemClock,
} from "@nx/core";
import { openAtSamePort } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { systemTiming } from "../dispatch/timing.ts";
import { createGateway } from "../gateway.ts";
import { createTestLedger, settled } from "../testing/index.ts";
import { claimDeliveries } from "./claim.ts";
import { deliver } from "./deliver.ts";
import { expandEvents } from "./expand.ts";
import { readContents } from "./read-contents.ts";
import type { WebhookBody, WebhookWithSecret } from "./schemas.ts";

const by = { actor: "operator" };

/** What a receiver got. */
export interface Received {
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

// All of 127.0.0.0/8 is loopback. The receiver is a stranger's server; the sink, at the same port, is
// what of ours nobody may reach.
const receiverAddress = "127.0.0.2";
const sinkAddress = "127.0.0.1";
const never = new AbortController().signal;

const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 7).toString("base64") }]);
if (!keys.ok) throw new Error("The key is none");

/** A ledger with a receiver of webhooks. Names under `example.test` lead to it; `answer` is how it answers. */
export async function createTestWebhooks(database: Database) {
  const ledger = createTestLedger(database);
  const received: Received[] = [];
  const behaviour = {
    answer: (_: Received): Response | Promise<Response> => new Response("ok"),
    /** What the names lead to. */
    addresses: [receiverAddress],
    after: (_: number): AbortSignal => never,
  };
  const sunk: string[] = [];
  const {
    served: receiver,
    sink,
    port,
  } = await openAtSamePort(
    (port) =>
      Bun.serve({
        hostname: receiverAddress,
        port,
        fetch: async (request) => {
          const { pathname: path } = new URL(request.url);
          const got = { path, headers: request.headers, body: await request.text() };
          received.push(got);
          return behaviour.answer(got);
        },
      }),
    (socket) => {
      sunk.push(socket.remoteAddress ?? "");
      socket.destroy();
    },
  );

  const outboundOptions: OutboundHttpOptions = {
    allow: [`${receiverAddress}/32`],
    resolve: async (name) => {
      if (!name.endsWith(".example.test")) throw new Error("No such name");
      return behaviour.addresses;
    },
    after: (ms) => behaviour.after(ms),
  };
  const logger = createLogger({ level: "silent" });
  const { keyring } = keys.ok ? keys : { keyring: undefined };
  const gatewayOptions = {
    database,
    routing: () => ({
      accounts: [{ id: "one", provider: recordingProvider(undefined, "one"), window: 8 }],
      rules: [],
    }),
    keyring,
    logger,
    outbound: outboundOptions,
  };
  const gateway = createGateway({ ...gatewayOptions, dispatch: false });
  const context = {
    database,
    secrets: createSecrets({ clock: systemClock, ...(keyring && { keyring }) }),
    outbound: createOutboundHttp(outboundOptions),
    newId: ledger.newId,
    clock: systemClock,
    timing: systemTiming,
    logger,
  };
  const { organizationId } = ledger;

  const urlOf = (path = "/hook") => `http://shop.example.test:${port}${path}`;
  const claim = async (most = 64) => {
    const claimed = await claimDeliveries(database, ledger.newId(), most);
    const contents = await readContents(database, claimed);
    return claimed.map((delivery, n) => ({ delivery, content: contents[n] }));
  };
  /** One round of attempts at all that is due. */
  const attempt = async (): Promise<number> => {
    const claimed = await claim();
    await Promise.all(
      claimed.map(({ delivery, content }) => deliver(context, delivery, content, never)),
    );
    return claimed.length;
  };
  const expand = async (): Promise<void> => {
    await settled(database);
    while ((await expandEvents(database)) > 0);
  };

  return {
    ...ledger,
    context,
    gateway,
    gatewayOptions,
    behaviour,
    received,
    sunk,
    sinkAddress,
    receiverAddress,
    port,
    urlOf,
    claim,
    attempt,
    expand,
    /** An endpoint of the organization at the receiver. */
    async subscribe(changes: Partial<WebhookBody> = {}): Promise<WebhookWithSecret> {
      const made = await gateway.webhooks.create(organizationId, { url: urlOf(), ...changes }, by);
      if (!made.ok) throw new Error(made.error.code);
      return made.value;
    },
    /** Accepts a message, which is told of. */
    async tell(): Promise<string> {
      const message = ledger.message();
      await ledger.accept(message);
      return message.id;
    },
    /** All that happened is told, with the first attempt at each. */
    async deliverAll(): Promise<void> {
      await expand();
      while ((await attempt()) > 0);
    },
    /** As if so many seconds passed. */
    async passTime(seconds: number): Promise<void> {
      const ago = sql`${seconds}::float8 * interval '1 second'`;
      await database.orm.execute(sql`update webhook_deliveries set next_at = next_at - ${ago}`);
      await database.orm.execute(sql`
        update webhook_endpoints set failing_since = failing_since - ${ago},
          disabled_at = disabled_at - ${ago}, old_secret_until = old_secret_until - ${ago}`);
    },
    /** Deliveries of an endpoint, the oldest first. */
    async deliveries(id: string) {
      const page = await gateway.webhooks.deliveries(organizationId, id, { limit: 100 });
      if (!page.ok) throw new Error(page.error.code);
      return page.value.data.toReversed();
    },
    async endpoint(id: string) {
      const endpoint = await gateway.webhooks.read(organizationId, id);
      if (!endpoint.ok) throw new Error(endpoint.error.code);
      return endpoint.value;
    },
    async close(): Promise<void> {
      await receiver.stop(true);
      await new Promise((resolve) => sink.close(resolve));
    },
  };
}

export type TestWebhooks = Awaited<ReturnType<typeof createTestWebhooks>>;
