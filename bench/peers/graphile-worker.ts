import { Value } from "@sinclair/typebox/value";
import { Logger, run, runMigrations, type Task } from "graphile-worker";
import type { Pool } from "pg";
import {
  type Engine,
  type EngineKind,
  type EngineOptions,
  Outgoing,
  queueName,
  type Sent,
} from "./engine.ts";
import { grouped } from "./grouped.ts";
import { send } from "./provider.ts";
import { acceptInto, applyReports, openPool, recordSent } from "./tables.ts";

/**
 * graphile-worker with one job per message. Messages and jobs are stored by one statement; jobs are
 * fetched and completed in its own batches, and what they write joins into batches of ours.
 */
export const graphileWorker: EngineKind = {
  name: "graphile-worker, a job per message, batched",
  redis: undefined,
  acceptBatch: 500,
  acceptsAtATime: 2,
  open: (options) => open(options, { jobs: jobPerMessage, concurrency: 500, fetched: 1000 }),
};

/** graphile-worker with one job for all messages that were accepted together. */
export const graphileWorkerBatchJobs: EngineKind = {
  name: "graphile-worker, a job per batch",
  redis: undefined,
  acceptBatch: 500,
  acceptsAtATime: 2,
  open: (options) => open(options, { jobs: jobPerBatch, concurrency: 2, fetched: 4 }),
};

const message = "json_build_object('id', id, 'to', recipient, 'body', body)";
const spec = (payload: string) => `
  row('${queueName}', ${payload}, null, null, null, null, null, null)::graphile_worker.job_spec`;
const addJobs = (specs: string) => `
  ${acceptInto}
  select count(*) from graphile_worker.add_jobs(array(${specs}))`;
const jobPerMessage = addJobs(
  `select ${spec(message)} from input where id in (select id from accepted)`,
);
const jobPerBatch = addJobs(
  `select ${spec(`json_agg(${message})`)} from input where id in (select id from accepted)
   having count(*) > 0`,
);

interface Shape {
  /** The statement that accepts messages. */
  readonly jobs: string;
  /** Jobs under way in one process, and how many it fetches together. */
  readonly concurrency: number;
  readonly fetched: number;
}

async function open({ databaseUrl }: EngineOptions, shape: Shape): Promise<Engine> {
  const pool = openPool(databaseUrl, 6);
  const logger = new Logger(() => () => {});
  return {
    install: () => runMigrations({ pgPool: pool, logger }),
    async accept(messages) {
      await pool.query(shape.jobs, [JSON.stringify(messages)]);
    },
    async work(delivered) {
      const runner = await run({
        pgPool: pool,
        logger,
        noHandleSignals: true,
        taskList: { [queueName]: createTask(pool, delivered) },
        preset: {
          worker: {
            concurrentJobs: shape.concurrency,
            localQueue: { size: shape.fetched },
            completeJobBatchDelay: 0,
          },
        },
      });
      return { stop: () => runner.stop() };
    },
    close: () => pool.end(),
  };
}

/** Sends the messages of one job; their records join those of the other jobs under way. */
function createTask(pool: Pool, delivered: (count: number) => void): Task {
  const record = grouped((sent: readonly Sent[]) => recordSent(pool, sent));
  const report = grouped(async (ids: readonly string[]) =>
    delivered(await applyReports(pool, ids)),
  );
  const deliver = async (message: Outgoing) => {
    const sent = await send(message);
    await record(sent);
    await report(sent.providerId);
  };
  return async (payload) => {
    const messages: unknown[] = [payload].flat();
    await Promise.all(messages.map((message) => deliver(Value.Parse(Outgoing, message))));
  };
}
