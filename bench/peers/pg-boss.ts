import type { Pool } from "pg";
import { type ConnectionOptions, type Job, PgBoss } from "pg-boss";
import {
  type Engine,
  type EngineKind,
  type EngineOptions,
  type NewMessage,
  type Outgoing,
  queueName,
  toOutgoing,
  type Working,
} from "./engine.ts";
import { send } from "./provider.ts";
import {
  acceptMessages,
  applyReports,
  inTransaction,
  openPool,
  type Queryable,
  recordSent,
} from "./tables.ts";

/**
 * pg-boss in batches: jobs inserted in the transaction that stores the messages, completed in the
 * one that records them as sent.
 */
export const pgBossBatched: EngineKind = {
  name: "pg-boss, batched",
  redis: undefined,
  acceptBatch: 500,
  acceptsAtATime: 2,
  open: (options) => open(options, { batchSize: 1000, loops: 2, connections: 4 }),
};

/**
 * pg-boss with one job at a time, by `send`, `fetch` and `complete`. Its `work` waits its polling
 * interval after every single job, so loops of our own are kinder to it.
 */
export const pgBossDocumented: EngineKind = {
  name: "pg-boss, one job at a time",
  redis: undefined,
  acceptBatch: 1,
  acceptsAtATime: 64,
  open: (options) => open(options, { batchSize: 1, loops: 4, connections: 16 }),
};

interface Shape {
  readonly batchSize: number;
  /** Batches under way in one process. */
  readonly loops: number;
  readonly connections: number;
}

async function open({ databaseUrl }: EngineOptions, shape: Shape): Promise<Engine> {
  const pool = openPool(databaseUrl, shape.connections);
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: shape.connections,
    schedule: false,
  });
  boss.on("error", (error) => console.error(error));
  await boss.start();

  return {
    install: () => boss.createQueue(queueName),
    accept: (messages) => inTransaction(pool, (client) => acceptWith(boss, client, messages)),
    async work(delivered) {
      let stopping = false;
      const loop = async () => {
        while (!stopping) {
          const jobs = await boss.fetch<Outgoing>(queueName, { batchSize: shape.batchSize });
          if (jobs.length > 0) delivered(await deliver(boss, pool, jobs));
          else await Bun.sleep(idleMs);
        }
      };
      const loops = Array.from({ length: shape.loops }, loop);
      return {
        async stop() {
          stopping = true;
          await Promise.all(loops);
        },
      } satisfies Working;
    },
    async close() {
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}

/** Short, so that a message accepted over HTTP does not wait for its worker. */
const idleMs = 5;

async function acceptWith(
  boss: PgBoss,
  client: Queryable,
  messages: readonly NewMessage[],
): Promise<void> {
  const accepted = await acceptMessages(client, messages);
  const [first, ...more] = messages.filter(({ id }) => accepted.has(id)).map(toOutgoing);
  if (!first) return;
  if (more.length === 0) await boss.send(queueName, first, within(client));
  else {
    const jobs = [first, ...more].map((data) => ({ data }));
    await boss.insert(queueName, jobs, within(client));
  }
}

async function deliver(boss: PgBoss, pool: Pool, jobs: Job<Outgoing>[]): Promise<number> {
  const sent = await Promise.all(jobs.map(({ data }) => send(data)));
  await inTransaction(pool, async (client) => {
    await recordSent(client, sent);
    const ids = jobs.map(({ id }) => id);
    await boss.complete(queueName, ids, undefined, within(client));
  });
  return applyReports(
    pool,
    sent.map(({ providerId }) => providerId),
  );
}

/** Makes pg-boss take part in our transaction. */
const within = (client: Queryable): ConnectionOptions => ({
  db: { executeSql: (text, values) => client.query(text, values) },
});
