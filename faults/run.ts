import { type Database, openDatabase } from "@nx/core";
import {
  type FaultProxy,
  type PostgresServer,
  startFaultProxy,
  startPostgres,
} from "@nx/core/testing";
import { defaultAccounts, startSimulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import { type Audit, audit } from "./audit.ts";
import { startBalancer } from "./balancer.ts";
import { scenarios, startLoad } from "./load.ts";
import { createMember, type Member } from "./processes.ts";

/** What a fault may do its damage to. */
export interface Scene {
  readonly apis: readonly Member[];
  readonly workers: readonly Member[];
  readonly postgres: PostgresServer;
  /** Between the processes and the database. */
  readonly proxy: FaultProxy;
  /** In [0, 1), the same for the same seed. */
  readonly random: () => number;
  /** True while there is still load. */
  readonly isLoaded: () => boolean;
}

/** A fault, and what it is tried with. */
export interface Fault {
  readonly name: string;
  readonly messages: number;
  readonly perSecond: number;
  readonly apis: number;
  readonly workers: number;
  /** Answers of the provider that are faults themselves. */
  readonly provider: boolean;
  disturb(scene: Scene): Promise<void>;
}

export interface FaultResult extends Audit {
  readonly fault: string;
  readonly seed: number;
  /** From the end of the load until nothing was open any more. */
  readonly settledSeconds: number;
  readonly peakMemoryMiB: number;
}

const apiKey = "api-key-of-the-faults-long-enough";
const operatorToken = "operator-token-of-the-faults";
const quietSeconds = 100;

/** Runs one fault against real processes and a real database, and audits what is left. */
export async function runFault(fault: Fault, seed: number): Promise<FaultResult> {
  const random = createRandom(seed);
  // Durability as it comes: what a crash may lose is what is being looked for.
  const postgres = await startPostgres({ settings: {} });
  const proxy = await startFaultProxy(postgres);
  const simulator = await startSimulator({ port: 0 });
  const members: Member[] = [];
  const balancer = startBalancer(() => members.filter(({ role }) => role === "api"));
  const database = await openDatabase({ url: postgres.url, poolSize: 2 });
  try {
    const env = environmentOf(postgres, proxy, simulator.url, balancer.url);
    const make = (role: Member["role"], count: number) =>
      Array.from({ length: count }, (_, n) => createMember(`${role}-${n + 1}`, role, env));
    const apis = make("api", fault.apis);
    const workers = make("worker", fault.workers);
    members.push(...apis, ...workers);
    for (const member of members) member.start();
    await untilReady(apis);
    for (const scenario of fault.provider ? scenarios : [])
      simulator.setScenario({ provider: "twilio", ...scenario });

    let loaded = true;
    const load = startLoad(balancer.url, apiKey, {
      count: fault.messages,
      perSecond: fault.perSecond,
    });
    const disturbed = fault.disturb({
      apis,
      workers,
      postgres,
      proxy,
      random,
      isLoaded: () => loaded,
    });
    await load.ended;
    loaded = false;
    await disturbed;
    const settledSeconds = await untilQuiet(database);
    const result = await audit(database, load.promised, simulator.requests());
    if (result.stuck > 0) console.log(await listOpen(database));
    return {
      fault: fault.name,
      seed,
      ...result,
      settledSeconds,
      peakMemoryMiB: Math.max(...members.map((member) => member.peakMemory())),
    };
  } finally {
    await Promise.all(members.map((member) => member.end("SIGKILL")));
    balancer.stop();
    await simulator.stop();
    await database.close();
    await proxy.close();
    await postgres.stop();
  }
}

function environmentOf(
  postgres: PostgresServer,
  proxy: FaultProxy,
  simulator: string,
  balancer: string,
): Record<string, string> {
  const account = defaultAccounts.twilio;
  return {
    ENVIRONMENT: "production",
    DATABASE_URL: postgres.url.replace(`:${postgres.port}/`, `:${proxy.port}/`),
    LOG_LEVEL: "info",
    API_KEY: apiKey,
    OPERATOR_TOKEN: operatorToken,
    SECRETS_KEYS: `k1:${Buffer.alloc(32, 11).toString("base64")}`,
    OTP_PEPPERS: `p1:${Buffer.alloc(32, 12).toString("base64")}`,
    SMS_PROVIDER: "twilio",
    TWILIO_BASE_URL: `${simulator}/twilio`,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_SENDER: account.senders[0] ?? "",
    TWILIO_CALLBACK_URL: `${balancer}/in/twilio/any`,
    TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
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

/** mulberry32: small, and the same everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
