import { type Database, openDatabase } from "@nx/core";
import {
  type FaultProxy,
  type PostgresServer,
  startFaultProxy,
  startPostgres,
} from "@nx/core/testing";
import { defaultAccounts, startSimulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import { tlsFixture } from "../packages/mq-sms/src/testing/tls-fixture.ts";
import { createRandom } from "../simulation/random.ts";
import { audit } from "./audit.ts";
import { auditMoney, type Imbalance } from "./audit-money.ts";
import { auditWebhooks } from "./audit-webhooks.ts";
import { startBalancer } from "./balancer.ts";
import { mountSmallDisk, type SmallDisk } from "./disk.ts";
import { scenarios, startLoad, told } from "./load.ts";
import { startOddAnswers } from "./odd-answers.ts";
import { prepareOrganization } from "./organization.ts";
import { createMember, type Member } from "./processes.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import type { Fault, FaultResult, Scene } from "./scene.ts";
import { eventually } from "./waiting.ts";

const operatorToken = "operator-token-of-the-faults";
const quietSeconds = 150;
/** Upkeep settles money every 5 s, of which some are for events that are still on their way. */
const settleSeconds = 30;
/** A lease of a webhook lasts 30 s, so without an end of its own it goes on after that. */
const untoldSeconds = 45;
const mostMemoryMiB = 512;

/** Runs one fault against real processes and a real database, and audits what is left. */
export async function runFault(fault: Fault, seed: number): Promise<FaultResult> {
  await using stage = new AsyncDisposableStack();
  const { scene, members, receiver } = await setUp(fault, seed, stage);
  const { load } = scene;
  const disturbed = fault.disturb(scene);
  await Promise.all([load.ended, disturbed]);
  const secondsToRecover = await untilQuiet(scene.database);
  await fault.check?.(scene);
  const money = await untilSettled(scene.database);
  const webhooksLost = await untilTold(scene, receiver, fault.told);

  const peakMemoryMiB = Math.max(...members.map((member) => member.peakMemory()));
  const deaths = members.reduce((sum, member) => sum + member.deaths(), 0);
  scene.require("no process ends by itself", deaths === 0);
  scene.require(`each process stays under ${mostMemoryMiB} MiB`, peakMemoryMiB < mostMemoryMiB);
  scene.require("503 says when to come back", load.withoutRetryAfter() === 0);
  scene.require("no client is answered with 500", told(load, "500") === 0);
  scene.require(
    "nobody who paid is told 402",
    fault.credit !== undefined || told(load, "402") === 0,
  );
  scene.require("nobody within the limits is told 429", told(load, "429") === 0);
  scene.require("every webhook is signed", receiver.counts.unsigned === 0);
  scene.require("a webhook-id stands for one event", receiver.counts.changed === 0);
  const result = await audit(scene.database, load.promised, scene.simulator.requests());
  if (result.stuck > 0) console.error(await listOpen(scene.database));
  const moneyOff = sumOf(money);
  if (moneyOff > 0) console.error(money);
  return {
    fault: `${fault.id} ${fault.name}`,
    seed,
    messages: result.promised,
    ...result,
    moneyOff,
    webhooksLost,
    webhooksAgain: receiver.counts.again,
    kills: members.reduce((sum, member) => sum + member.kills(), 0),
    secondsToRecover,
    peakMemoryMiB,
    replies: load.replies,
    unmet: [...unmetOf(scene)],
  };
}

/** A text is a CSV file, everything else JSON. */
async function callAs(key: string, url: string, method: string, path: string, body?: unknown) {
  const isText = typeof body === "string";
  const reply = await fetch(`${url}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { "content-type": isText ? "text/csv" : "application/json" }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    keepalive: false,
  });
  const json: unknown = await reply.json().catch(() => undefined);
  return { status: reply.status, json };
}

const unmet = new WeakMap<Scene, Set<string>>();
const unmetOf = (scene: Scene): ReadonlySet<string> => unmet.get(scene) ?? new Set();

async function setUp(fault: Fault, seed: number, stage: AsyncDisposableStack) {
  const { next: random } = createRandom(seed);
  // Durability as it comes: what a crash may lose is what is being looked for. Statements are told
  // apart by their text, which is cut off otherwise.
  const postgres = await startPostgres({ settings: { track_activity_query_size: "32kB" } });
  stage.defer(() => postgres.stop());
  const disk = fault.diskMiB === undefined ? undefined : await mountSmallDisk(fault.diskMiB);
  if (disk) stage.defer(() => disk.remove());
  const database = await openDatabase({ url: await createDatabase(postgres, disk), poolSize: 3 });
  stage.defer(() => database.close());
  const proxy = await startFaultProxy(postgres);
  stage.defer(() => proxy.close());
  const simulator = await startSimulator({ port: 0, mostRequests: 1_000_000 });
  stage.defer(() => simulator.stop());
  const receiver = startReceiver();
  stage.defer(() => receiver.stop());
  const provider = await startFaultProxy(await behindProvider(fault, simulator.url, stage));
  stage.defer(() => provider.close());

  const members: Member[] = [];
  const balancer = startBalancer(
    () => members.filter(({ role }) => role === "api"),
    random,
    fault.onCallback,
  );
  stage.defer(() => balancer.stop());
  const scheme = fault.answers === "untrusted" ? "https" : "http";
  const env = environmentOf(proxy, faultsUrl(postgres), {
    provider: `${scheme}://127.0.0.1:${provider.port}/twilio`,
    callbacks: balancer.url,
  });
  const make = (role: Member["role"], count: number) =>
    Array.from({ length: count }, (_, n) => {
      const name = `${role}-${n + 1}`;
      const shift = fault.clock?.(name).join(",");
      return createMember(name, role, { ...env, ...(shift && { CLOCK_SHIFT: shift }) });
    });
  const apis = make("api", fault.apis);
  const workers = make("worker", fault.workers);
  members.push(...apis, ...workers);
  for (const member of members) member.start();
  stage.defer(() => Promise.all(members.map((member) => member.end("SIGKILL"))).then(() => {}));
  await untilReady(apis);
  const { key, webhookSecret } = await prepareOrganization(balancer.url, {
    operatorToken,
    webhookUrl: receiver.url,
    types: fault.told,
    credit: fault.credit,
    rate: fault.rate,
  });
  receiver.trust(webhookSecret);
  for (const scenario of fault.provider ? scenarios : [])
    simulator.setScenario({ provider: "twilio", ...scenario });

  let loaded = true;
  const { messages: count, perSecond } = fault;
  const load = startLoad(balancer.url, key, { count, perSecond });
  void load.ended.then(() => {
    loaded = false;
  });
  const missing = new Set<string>();
  const scene: Scene = {
    apis,
    workers,
    postgres,
    proxy,
    provider,
    simulator,
    database,
    disk: disk?.path,
    random,
    isLoaded: () => loaded,
    load,
    send: (message, to) => load.send(message, to?.url()),
    call: (method, path, body) => callAs(key, balancer.url, method, path, body),
    require: (behaviour, seen) => void (seen || missing.add(behaviour)),
  };
  unmet.set(scene, missing);
  return { scene, members, receiver };
}

/** What the processes take for the provider. */
async function behindProvider(
  { answers }: Fault,
  simulator: string,
  stage: AsyncDisposableStack,
): Promise<{ readonly port: number }> {
  if (answers === "odd") {
    const odd = await startOddAnswers(simulator);
    stage.defer(() => odd.stop());
    return odd;
  }
  if (answers === undefined) return { port: Number(new URL(simulator).port) };
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { key: tlsFixture.key, cert: tlsFixture.localhost },
    fetch: () => Response.json({}),
  });
  stage.defer(() => server.stop(true));
  return { port: server.port ?? 0 };
}

/** An empty database, on the small disk if there is one. */
async function createDatabase(postgres: PostgresServer, disk: SmallDisk | undefined) {
  const admin = await openDatabase({ url: postgres.url, poolSize: 1 });
  try {
    if (disk) await admin.orm.execute(sql.raw(`create tablespace small location '${disk.path}'`));
    await admin.orm.execute(sql.raw(`create database faults${disk ? " tablespace small" : ""}`));
  } finally {
    await admin.close();
  }
  return faultsUrl(postgres);
}

const faultsUrl = (postgres: PostgresServer): string => {
  const url = new URL(postgres.url);
  url.pathname = "/faults";
  return url.href;
};

function environmentOf(
  proxy: FaultProxy,
  databaseUrl: string,
  urls: { readonly provider: string; readonly callbacks: string },
): Record<string, string> {
  const account = defaultAccounts.twilio;
  const throughProxy = new URL(databaseUrl);
  throughProxy.port = String(proxy.port);
  return {
    ENVIRONMENT: "production",
    DATABASE_URL: throughProxy.href,
    LOG_LEVEL: "info",
    OPERATOR_TOKEN: operatorToken,
    SECRETS_KEYS: `k1:${Buffer.alloc(32, 11).toString("base64")}`,
    OTP_PEPPERS: `p1:${Buffer.alloc(32, 12).toString("base64")}`,
    SMS_PROVIDER: "twilio",
    TWILIO_BASE_URL: urls.provider,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_SENDER: account.senders[0] ?? "",
    TWILIO_CALLBACK_URL: `${urls.callbacks}/in/twilio/any`,
    TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
    WEBHOOK_NETWORKS: "127.0.0.1/32",
  };
}

async function untilReady(apis: readonly Member[]): Promise<void> {
  for (const api of apis) {
    for (;;) {
      const url = api.url();
      const reply = url && (await fetch(`${url}/readyz`).catch(() => undefined));
      if (reply && reply.status === 200) break;
      await Bun.sleep(50);
    }
  }
}

/** Waits until nothing is open: no work in the queue that is due, no mark. */
async function untilQuiet(database: Database): Promise<number> {
  const started = performance.now();
  for (;;) {
    const [row] = await database.orm
      .execute<{ open: number }>(sql`
        select (select count(*) from message_queue where due_at < now() + interval '2 seconds')::int
          + (select count(*) from message_dispatches)::int as open`)
      .catch(() => [{ open: 1 }]);
    const seconds = (performance.now() - started) / 1000;
    if (row?.open === 0 || seconds > quietSeconds) {
      // Reports of what was sent last are still on their way.
      await Bun.sleep(1500);
      return Math.round(seconds);
    }
    await Bun.sleep(250);
  }
}

const sumOf = (imbalance: Imbalance): number =>
  Object.values(imbalance).reduce((sum, n) => sum + n, 0);

/** Waits until the money ledger balances, or does not in time. Resolves to what is left. */
async function untilSettled(database: Database): Promise<Imbalance> {
  let imbalance = await auditMoney(database);
  await eventually(async () => {
    imbalance = await auditMoney(database);
    return sumOf(imbalance) === 0;
  }, settleSeconds);
  return imbalance;
}

/** Waits until the receiver was told of everything, or hears nothing more. Resolves to what is lost. */
async function untilTold(
  { database, require }: Scene,
  receiver: Receiver,
  types?: readonly string[],
): Promise<number> {
  let untold = await auditWebhooks(database, receiver, types);
  let heard = -1;
  const isTold = async () => {
    untold = await auditWebhooks(database, receiver, types);
    await Bun.sleep(500);
    return untold.lost === 0;
  };
  while (untold.lost > 0 && receiver.events.size > heard) {
    heard = receiver.events.size;
    await eventually(isTold, untoldSeconds);
  }
  require("nothing is told that did not happen", untold.invented === 0);
  return untold.lost;
}

/** What is still open, for whoever looks for the reason. */
async function listOpen(database: Database): Promise<object[]> {
  const rows = await database.orm.execute(sql`
    select m.recipient, m.status, m.attempts, m.error, q.due_at - now() as due_in, q.lease,
      q.lease_until - now() as lease_left, d.lease_until - now() as mark_left
    from messages m
    left join message_queue q on m.id = any(q.message_ids)
    left join message_dispatches d on m.id = any(d.message_ids)
    where (m.status = 'QUEUED' and q.id is null) or q.due_at <= now() or d.id is not null limit 5`);
  return [...rows];
}
