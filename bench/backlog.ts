import { join } from "node:path";
import {
  createKeyring,
  createLogger,
  fromPublicId,
  type Keyring,
  migrate,
  openDatabase,
} from "@nx/core";
import { startPostgres } from "@nx/core/testing";
import { createGateway, type Gateway } from "@nx/gateway";
import { recordingProvider } from "mq-sms/testing";
import { type FromDoor, probeSender, type ToDoor } from "./backlog/probe.ts";
import { load, round } from "./load.ts";
import { recipientOf, textOf } from "./peers/messages.ts";

/** Sends whose way to the door is timed, one each so many milliseconds. */
const probes = 1000;
const everyMs = 25;

/** A probe that has not arrived by then counts as so late. */
const longestMs = 60_000;

/**
 * How long a code, and a message of an organization that sends little, wait behind the backlog of
 * another: milliseconds from the call to the provider's door, in another process.
 * `bun run bench backlog 1000000` queues so many bulk messages, and a tenth as many of the lane of
 * single messages. The provider takes 20 ms for each, 256 at a time.
 */
export async function benchBacklog(): Promise<object> {
  const bulk = Number(Bun.argv[3] ?? 1_000_000);
  const given = process.env["DATABASE_URL"];
  const postgres = given ? undefined : await startPostgres({ settings: { shared_buffers: "1GB" } });
  const databaseUrl = given ?? postgres?.url ?? "";
  const database = await openDatabase({ url: databaseUrl, poolSize: 4 });
  await migrate(database);
  const key = Buffer.alloc(32, 7).toString("base64");
  const door = await openDoor(databaseUrl, key);
  const provider = recordingProvider();
  const gateway = createGateway({
    database,
    routing: () => ({ accounts: [{ id: "door", provider, window: 1 }], rules: [] }),
    keyring: toKeyring(key),
    logger: createLogger({ level: "error" }),
    dispatch: false,
  });
  const large = Bun.randomUUIDv7();
  const small = Bun.randomUUIDv7();
  const code = (n: number) => sendCode(gateway, small, n);
  const message = (n: number) => sendMessage(gateway, small, n);

  const rows: Record<string, object> = {};
  await door.tell("work");
  rows["a code, nothing queued"] = await timeProbes(door, code);
  rows["a message, nothing queued"] = await timeProbes(door, message);
  await door.tell("rest");
  await queue(gateway, large, bulk, "bulk");
  await door.tell("work");
  rows[`a code behind ${bulk} bulk messages`] = await timeProbes(door, code);
  rows[`a message behind ${bulk} bulk messages`] = await timeProbes(door, message);
  await door.tell("rest");
  await queue(gateway, large, bulk / 10, "single");
  await door.tell("work");
  rows[`a message behind ${bulk / 10} of its own lane`] = await timeProbes(door, message);
  const { mebibytes } = await door.tell("rest");
  rows["the worker's memory"] = { "MiB at most": mebibytes };

  door.stop();
  await database.close();
  await postgres?.stop();
  return rows;
}

function toKeyring(key: string): Keyring {
  const made = createKeyring([{ id: "bench", key }]);
  if (!made.ok) throw new Error("The key is not accepted");
  return made.keyring;
}

interface Door {
  /** When a message stood at the door, in Unix milliseconds. */
  arrival(id: string): Promise<number>;
  tell(order: ToDoor): Promise<{ readonly mebibytes: number }>;
  stop(): void;
}

async function openDoor(databaseUrl: string, key: string): Promise<Door> {
  const arrivals = new Map<string, ReturnType<typeof Promise.withResolvers<number>>>();
  // It may arrive before whoever sent it has heard its id.
  const arrivalOf = (id: string) => {
    const known = arrivals.get(id) ?? Promise.withResolvers<number>();
    arrivals.set(id, known);
    return known;
  };
  let done = Promise.withResolvers<{ readonly mebibytes: number }>();
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "backlog/door.ts"), databaseUrl, key],
    {
      stdio: ["ignore", "inherit", "inherit"],
      ipc(message: FromDoor) {
        if (message.kind === "arrived") arrivalOf(message.id).resolve(message.at);
        else done.resolve(message);
      },
    },
  );
  await done.promise;
  return {
    arrival: (id) => arrivalOf(id).promise,
    tell(order) {
      done = Promise.withResolvers();
      child.send(order);
      return done.promise;
    },
    stop: () => child.kill(),
  };
}

/** Messages of one call, and calls at a time. */
const batch = 500;
const batchesAtOnce = 4;

/** Fills the queue: bulk messages in batches, those of the lane of single messages one by one. */
async function queue(gateway: Gateway, organizationId: string, count: number, lane: Lane) {
  const numbers = Array.from({ length: count / batch }, (_, n) => n * batch);
  await load(numbers, batchesAtOnce, 202, async (first) => {
    const messages = Array.from({ length: batch }, (_, n) => ({
      to: recipientOf(first + n),
      body: textOf(first + n),
    }));
    if (lane === "bulk") await gateway.sendBatch(organizationId, { messages });
    else await Promise.all(messages.map((message) => gateway.send(organizationId, message)));
    return 202;
  });
}

type Lane = "bulk" | "single";

/** Sends a probe at a time, whatever became of those before, and waits until all have arrived. */
async function timeProbes(
  door: Door,
  send: (n: number) => { readonly id: string | Promise<string> },
): Promise<object> {
  const times = await Promise.all(
    Array.from({ length: probes }, async (_, n) => {
      await Bun.sleep(n * everyMs);
      const begun = Date.now();
      const arrived = door.arrival(await send(n).id);
      const at = await Promise.race([arrived, Bun.sleep(longestMs)]);
      return (at ?? begun + longestMs) - begun;
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.floor(share * (times.length - 1))] ?? 0);
  return { "p50 ms": at(0.5), "p99 ms": at(0.99), "max ms": at(1) };
}

function sendCode(gateway: Gateway, organizationId: string, n: number) {
  const id = Bun.randomUUIDv7();
  const message = { id, to: recipientOf(n), text: "482913 is your code", validitySeconds: 300 };
  void gateway.sendNow(organizationId, message, AbortSignal.timeout(longestMs));
  return { id };
}

function sendMessage(gateway: Gateway, organizationId: string, n: number) {
  const sent = gateway.send(organizationId, {
    to: recipientOf(n),
    from: probeSender,
    body: textOf(n),
  });
  return { id: sent.then((result) => idOf(result.ok ? result.value.message.id : "")) };
}

function idOf(publicId: string): string {
  const id = fromPublicId("msg", publicId);
  if (id === undefined) throw new Error("A probe was refused");
  return id;
}
