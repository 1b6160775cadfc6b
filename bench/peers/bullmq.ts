import { type ConnectionOptions, Queue, Worker } from "bullmq";
import {
  type Engine,
  type EngineKind,
  type EngineOptions,
  type Outgoing,
  queueName,
  type Sent,
  toOutgoing,
} from "./engine.ts";
import { grouped } from "./grouped.ts";
import { send } from "./provider.ts";
import { acceptMessages, applyReports, openPool, recordSent } from "./tables.ts";

/**
 * BullMQ tuned: jobs added in bulk, many under way, and what they write to PostgreSQL joined into
 * batches. Jobs are added after the commit: a crash between the two leaves a message without a job.
 */
export const bullmqTuned: EngineKind = {
  name: "BullMQ, tuned batches",
  redis: "everysec",
  acceptBatch: 500,
  acceptsAtATime: 2,
  open: (options) => open(options, { concurrency: 1000, batched: true, connections: 4 }),
};

/** The same with a Redis that is as durable as PostgreSQL. */
export const bullmqTunedAlways: EngineKind = {
  ...bullmqTuned,
  name: "BullMQ, tuned batches, appendfsync always",
  redis: "always",
};

/** BullMQ as its documentation shows: `add`, and a processor that does its own statements. */
export const bullmqDocumented: EngineKind = {
  name: "BullMQ, one message at a time",
  redis: "everysec",
  acceptBatch: 1,
  acceptsAtATime: 64,
  open: (options) => open(options, { concurrency: 50, batched: false, connections: 16 }),
};

interface Shape {
  readonly concurrency: number;
  readonly batched: boolean;
  readonly connections: number;
}

async function open(options: EngineOptions, shape: Shape): Promise<Engine> {
  const pool = openPool(options.databaseUrl, shape.connections);
  const { hostname: host, port } = new URL(options.redisUrl);
  const connection: ConnectionOptions = { host, port: Number(port), maxRetriesPerRequest: null };
  const queue = new Queue<Outgoing>(queueName, {
    connection,
    defaultJobOptions: { removeOnComplete: true },
  });
  queue.on("error", (error) => console.error(error));
  const join = <T>(write: (items: readonly T[]) => Promise<unknown>) =>
    shape.batched ? grouped(write) : (item: T) => write([item]);

  return {
    install: async () => void (await queue.waitUntilReady()),
    async accept(messages) {
      const accepted = await acceptMessages(pool, messages);
      const jobs = messages
        .filter(({ id }) => accepted.has(id))
        .map((message) => ({
          name: queueName,
          data: toOutgoing(message),
          opts: { jobId: message.id },
        }));
      const [first] = jobs;
      if (jobs.length > 1) await queue.addBulk(jobs);
      else if (first) await queue.add(first.name, first.data, first.opts);
    },
    async work(delivered) {
      const record = join((sent: readonly Sent[]) => recordSent(pool, sent));
      const report = join(async (ids: readonly string[]) =>
        delivered(await applyReports(pool, ids)),
      );
      const worker = new Worker<Outgoing>(
        queueName,
        async ({ data }) => {
          const sent = await send(data);
          await record(sent);
          await report(sent.providerId);
        },
        { connection, concurrency: shape.concurrency },
      );
      worker.on("error", (error) => console.error(error));
      await worker.waitUntilReady();
      return { stop: () => worker.close() };
    },
    async close() {
      await queue.close();
      await pool.end();
    },
  };
}
