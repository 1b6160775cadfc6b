import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { sql } from "drizzle-orm";
import { systemClock } from "../clock.ts";
import type { Database } from "../database/index.ts";
import { createLogger } from "../logger.ts";
import { describeOnDatabases } from "../testing/index.ts";
import { createJobs, defineJob, type Job, type Jobs, type JobsOptions } from "./index.ts";

// Several processes start in some of them, each with an interpreter of its own.
setDefaultTimeout(30_000);

describeOnDatabases("jobs", (open) => {
  let database: Database;
  let started: Jobs[];
  let log: string;
  beforeEach(async () => {
    database = await open();
    started = [];
    log = "";
  });
  afterEach(async () => {
    await Promise.all(started.map((jobs) => jobs.stop()));
  });

  const create = (jobs: readonly Job[], options: Partial<JobsOptions> = {}): Jobs => {
    const destination = {
      write: (line: string) => {
        log += line;
      },
    };
    const logger = createLogger({ level: "debug", destination });
    const made = createJobs({ database, jobs, logger, clock: systemClock, ...options });
    started.push(made);
    return made;
  };
  const start = async (jobs: readonly Job[], options?: Partial<JobsOptions>): Promise<Jobs> => {
    const made = create(jobs, options);
    await made.start();
    return made;
  };
  const states = async (): Promise<unknown[]> => {
    const query = sql`select state::text from jobs.job where name not like '\\_\\_%' order by 1`;
    return (await database.orm.execute(query)).map(({ state }) => state);
  };

  /** A job that notes the numbers it is given; `until` resolves when so many were noted. */
  const recorder = (
    work: (number: number, signal: AbortSignal) => Promise<void> = async () => {},
  ) => {
    const numbers: number[] = [];
    const waiting = new Map<number, () => void>();
    const until = (count: number) =>
      new Promise<void>((resolve) => {
        if (numbers.length >= count) resolve();
        else waiting.set(count, resolve);
      });
    const job = defineJob({
      name: "test.record",
      schema: Type.Object({ number: Type.Integer() }),
      retries: 1,
      work: async ({ number }, signal) => {
        numbers.push(number);
        waiting.get(numbers.length)?.();
        await work(number, signal);
      },
    });
    return { job, numbers, until };
  };

  test("runs what is enqueued with its data, and says that it did", async () => {
    const { job, numbers, until } = recorder();
    const jobs = await start([job]);
    expect(await jobs.enqueue(job, { number: 1 })).toBe(true);
    expect(await jobs.enqueue(job, { number: 2 })).toBe(true);
    await until(2);
    await jobs.stop();
    expect(numbers.toSorted()).toEqual([1, 2]);
    expect(await states()).toEqual(["completed", "completed"]);
    expect(log).toContain('"event":"jobs.done","route":"test.record"');
  });

  test("two processes share a queue and run each job once", async () => {
    const { job, numbers, until } = recorder();
    const [first] = await Promise.all([start([job]), start([job])]);
    const wanted = Array.from({ length: 20 }, (_, number) => number);
    for (const number of wanted) await first.enqueue(job, { number });
    await until(20);
    await Promise.all(started.map((jobs) => jobs.stop()));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(wanted);
  });

  test("belongs to the transaction that it joins", async () => {
    const { job, numbers, until } = recorder();
    const jobs = await start([job]);
    const undone = database.transaction(async (tx) => {
      expect(await jobs.enqueue(job, { number: 1 }, {}, tx)).toBe(true);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    await database.transaction(async (tx) => {
      await jobs.enqueue(job, { number: 2 }, {}, tx);
    });
    await until(1);
    expect(numbers).toEqual([2]);
  });

  test("of one key, one waits and one runs", async () => {
    const release = Promise.withResolvers<void>();
    const { job, numbers, until } = recorder(() => release.promise);
    const jobs = await start([job]);
    const enqueue = (number: number) => jobs.enqueue(job, { number }, { singletonKey: "it's" });
    expect(await enqueue(1)).toBe(true);
    await until(1);
    expect(await enqueue(2)).toBe(true);
    expect(await enqueue(3)).toBe(false);
    release.resolve();
    await until(2);
    expect(numbers).toEqual([1, 2]);
  });

  test("waits for the time it is given", async () => {
    const { job } = recorder();
    const jobs = await start([job], { work: false });
    const startAfter = new Date("2100-01-01T00:00:00.000Z");
    await jobs.enqueue(job, { number: 1 }, { startAfter });
    const rows = await database.orm.execute(
      sql`select start_after from jobs.job where name = 'test.record'`,
    );
    expect(rows).toEqual([{ start_after: startAfter }]);
  });

  test("retries a failure, and neither the log nor the table learns its message", async () => {
    const { job, until } = recorder(async () => {
      throw new TypeError("the code is 123456");
    });
    const jobs = await start([job]);
    await jobs.enqueue(job, { number: 1 });
    await until(1);
    await jobs.stop();
    expect(await states()).toEqual(["retry"]);
    const rows = await database.orm.execute(sql`select output from jobs.job where state = 'retry'`);
    expect(JSON.stringify(rows)).toContain("JobFailed");
    expect(log).toContain('"event":"jobs.failed"');
    expect(log).toContain('"outcome":"retry"');
    expect(log + JSON.stringify(rows)).not.toContain("123456");

    // Due at once, instead of in the five seconds that a person would wait.
    await database.orm.execute(sql`update jobs.job set start_after = now() where state = 'retry'`);
    const again = await start([job]);
    await until(2);
    await again.stop();
    expect(await states()).toEqual(["failed"]);
    expect(log).toContain('"outcome":"given-up"');
  });

  test("refuses data that does not fit, and says nothing of it", async () => {
    const { job, numbers } = recorder();
    const jobs = await start([job]);
    const wrong: { number: number } = JSON.parse('{"number":"secret"}');
    const failure = jobs.enqueue(job, wrong);
    await expect(failure).rejects.toMatchObject({
      name: "JobDataRefused",
      message: "The data of job test.record does not fit its schema",
    });
    await expect(jobs.run("test.record", wrong)).rejects.toThrow("does not fit");
    expect(numbers).toEqual([]);
  });

  test("runs by hand without the queue, and fails as its work does", async () => {
    const { job, numbers } = recorder(async () => {
      throw new Error("of its own");
    });
    const jobs = create([job]);
    await expect(jobs.run("test.record", { number: 7 })).rejects.toThrow("of its own");
    expect(numbers).toEqual([7]);
    await expect(jobs.run("test.other")).rejects.toThrow("There is no job test.other");
  });

  test("a periodic job runs once in its period, however many processes start", async () => {
    const ran = Promise.withResolvers<void>();
    let runs = 0;
    const job = defineJob({
      name: "test.daily",
      every: 86_400,
      work: async () => {
        runs += 1;
        ran.resolve();
      },
    });
    await Promise.all([start([job]), start([job]), start([job])]);
    await ran.promise;
    await Promise.all(started.map((jobs) => jobs.stop()));
    await (await start([job])).stop();
    expect(runs).toBe(1);
    expect(await states()).toEqual(["completed"]);
  });

  test("a periodic job runs again in the next period", async () => {
    const again = Promise.withResolvers<void>();
    let runs = 0;
    const work = async () => {
      runs += 1;
      if (runs === 2) again.resolve();
    };
    await start([defineJob({ name: "test.often", every: 1, work })]);
    await again.promise;
  });

  test("a cron expression is written down, and forgotten with the next release", async () => {
    const work = async () => {};
    const schedules = () =>
      database.orm.execute(sql`select name, cron, timezone from jobs.schedule`);
    const daily = await start([defineJob({ name: "test.cron", every: "0 3 * * *", work })]);
    await start([defineJob({ name: "test.cron", every: "0 3 * * *", work })]);
    expect(await schedules()).toEqual([{ name: "test.cron", cron: "0 3 * * *", timezone: "UTC" }]);
    await daily.stop();
    await start([defineJob({ name: "test.cron", work })]);
    expect(await schedules()).toEqual([]);
  });

  test("a cron job runs when its minute has come", async () => {
    const ran = Promise.withResolvers<void>();
    const job = defineJob({
      name: "test.cron",
      every: "* * * * *",
      work: async () => ran.resolve(),
    });
    await start([job]);
    // As if nobody had looked for a while, so that the next to start looks at once.
    await database.orm.execute(sql`update jobs.version set cron_on = now() - interval '1 hour'`);
    await start([job]);
    await ran.promise;
  }, 20_000);

  test("a backlog is worked off without waiting, also when nothing announced it", async () => {
    const { job, until } = recorder();
    const idle = await start([job], { work: false });
    for (let number = 0; number < 30; number += 1) await idle.enqueue(job, { number });
    await start([job]);
    await until(30);
  });

  test("a process that does not work leaves the work to the others", async () => {
    const { job, numbers, until } = recorder();
    const idle = await start([job], { work: false });
    await idle.enqueue(job, { number: 1 });
    expect(await states()).toEqual(["created"]);
    await start([job]);
    await until(1);
    expect(numbers).toEqual([1]);
  });

  test("stops within seconds, and what would not end is left to be tried again", async () => {
    const aborted = Promise.withResolvers<void>();
    const { job, until } = recorder(async (_, signal) => {
      signal.addEventListener("abort", () => aborted.resolve());
      await aborted.promise;
    });
    const jobs = await start([job]);
    await jobs.enqueue(job, { number: 1 });
    await until(1);
    const begun = performance.now();
    await jobs.stop();
    expect(performance.now() - begun).toBeLessThan(6_500);
    await aborted.promise;
    expect(await states()).toEqual(["retry"]);
  }, 15_000);
});
