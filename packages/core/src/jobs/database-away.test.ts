import { afterEach, expect, test } from "bun:test";
import { systemClock } from "../clock.ts";
import { type Database, openDatabase } from "../database/index.ts";
import { createLogger } from "../logger.ts";
import { createTestDatabase, type FaultProxy, startFaultProxy } from "../testing/index.ts";
import { createJobs, defineJob, type Jobs } from "./index.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Jobs on a database that refuses every connection until the proxy passes them. */
const startAway = async (): Promise<{ jobs: Jobs; proxy: FaultProxy; ran: Promise<void> }> => {
  const { url, drop } = await createTestDatabase();
  const address = new URL(url);
  const proxy = await startFaultProxy({ port: Number(address.port) });
  address.port = String(proxy.port);
  await proxy.set("refuse");
  const database: Database = await openDatabase({ url: address.href });
  const ran = Promise.withResolvers<void>();
  const jobs = createJobs({
    database,
    jobs: [defineJob({ name: "test.often", every: 3600, work: async () => ran.resolve() })],
    logger: createLogger({ level: "silent" }),
    clock: systemClock,
  });
  cleanups.push(drop, proxy.close, database.close, jobs.stop);
  await jobs.start();
  return { jobs, proxy, ran: ran.promise };
};

test("a database that is away stops no boot: the jobs begin when it is there", async () => {
  const { jobs, proxy, ran } = await startAway();
  const job = defineJob({ name: "test.often", work: async () => {} });
  await expect(jobs.enqueue(job, {})).rejects.toMatchObject({ name: "DatabaseUnavailable" });
  await proxy.set("pass");
  await ran;
  expect(await jobs.enqueue(job, {})).toBe(true);
}, 30_000);

test("stops at once while the database is away", async () => {
  const { jobs } = await startAway();
  const begun = performance.now();
  await jobs.stop();
  expect(performance.now() - begun).toBeLessThan(5000);
}, 30_000);
