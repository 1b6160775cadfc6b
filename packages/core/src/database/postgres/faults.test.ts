import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import {
  type FaultProxy,
  type PostgresServer,
  startFaultProxy,
  startPostgres,
} from "../../testing/index.ts";
import {
  type Database,
  type DatabaseOptions,
  DatabaseUnavailable,
  openDatabase,
} from "../index.ts";

let server: PostgresServer;
let proxy: FaultProxy;
/** Straight to the server, past the proxy. */
let admin: Database;
const opened: Database[] = [];

beforeAll(async () => {
  server = await startPostgres({ settings: { fsync: "off", deadlock_timeout: "10ms" } });
  admin = await openDatabase({ url: server.url, acquireTimeoutMs: 10_000 });
  await admin.orm.execute(sql`create table notes (text text not null)`);
});
afterAll(async () => {
  await admin.close();
  await server.stop();
});
beforeEach(async () => {
  proxy = await startFaultProxy(server);
  await admin.orm.execute(sql`truncate notes`);
});
afterEach(async () => {
  await proxy.close();
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

const open = async (options: Partial<DatabaseOptions> = {}): Promise<Database> => {
  const url = new URL(server.url);
  url.port = String(proxy.port);
  const database = await openDatabase({ url: url.href, ...options });
  opened.push(database);
  return database;
};

const one = sql`select 1 as one`;
const note = (text: string) => sql`insert into notes values (${text})`;
const notes = async () =>
  (await admin.orm.execute<{ text: string }>(sql`select text from notes`)).map(({ text }) => text);
const failureOf = (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => undefined,
    (error: unknown) => error,
  );
const expectUnavailable = (error: unknown, outcome: DatabaseUnavailable["outcome"]) => {
  expect(error).toBeInstanceOf(DatabaseUnavailable);
  expect(error).toHaveProperty("outcome", outcome);
};
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await setImmediate();
};
/** Resolves when a statement with this text runs on the server. */
const running = (text: string) =>
  until(async () => {
    const found = await admin.orm.execute(
      sql`select from pg_stat_activity where query = ${text} and state = 'active'`,
    );
    return found.length > 0;
  });
const terminate = (pid: number) => admin.orm.execute(sql`select pg_terminate_backend(${pid})`);
const backendOf = async (orm: Pick<Database["orm"], "execute">): Promise<number> => {
  const [row] = await orm.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
};

describe("a half-open socket (F14)", () => {
  test("the deadline destroys the connection, and the next query has another", async () => {
    const database = await open({ poolSize: 1, queryTimeoutMs: 300, acquireTimeoutMs: 300 });
    await database.orm.execute(one);
    await proxy.set("blackhole");
    expectUnavailable(await failureOf(database.orm.execute(note("lost"))), "unknown");
    expectUnavailable(await failureOf(database.ping()), "not-run");
    await proxy.set("pass");
    const before = proxy.accepted;
    expect([...(await database.orm.execute(one))]).toEqual([{ one: 1 }]);
    expect(proxy.accepted).toBe(before + 1);
    await database.ping();
  });

  test("inside a transaction nothing of it stays", async () => {
    const database = await open({ queryTimeoutMs: 300 });
    const failure = await failureOf(
      database.transaction(async (tx) => {
        await tx.execute(note("first"));
        await proxy.set("blackhole");
        await tx.execute(note("second"));
      }),
    );
    expectUnavailable(failure, "not-run");
  });

  test("a silent listener is noticed and replaced", async () => {
    const database = await open({ queryTimeoutMs: 300 });
    const reconnected = Promise.withResolvers<void>();
    const notified = Promise.withResolvers<string>();
    await database.listen("news", notified.resolve, reconnected.resolve);
    await proxy.set("blackhole");
    await until(async () => proxy.accepted > 1);
    await proxy.set("pass");
    await reconnected.promise;
    await admin.orm.execute(sql`select pg_notify('news', 'again')`);
    expect(await notified.promise).toBe("again");
  });
});

describe("a server that crashes and comes back (F15)", () => {
  test("queries fail until it is back, then work again without help", async () => {
    const database = await open({ poolSize: 3, acquireTimeoutMs: 300 });
    const sleep = "select pg_sleep(60)";
    const before = [
      failureOf(database.orm.execute(sql.raw(sleep))),
      failureOf(database.transaction((tx) => tx.execute(sql.raw(sleep)))),
    ];
    await running(sleep);
    await server.crash();
    expectUnavailable(await before[0], "unknown");
    expectUnavailable(await before[1], "not-run");

    const during = await Promise.all([
      failureOf(database.orm.execute(one)),
      failureOf(database.transaction((tx) => tx.execute(one))),
      failureOf(database.ping()),
    ]);
    for (const failure of during) expectUnavailable(failure, "not-run");

    await server.start();
    expect([...(await database.orm.execute(one))]).toEqual([{ one: 1 }]);
    await database.ping();
  });

  test("a listener hears of the gap and listens again", async () => {
    const database = await open();
    const reconnected = Promise.withResolvers<void>();
    const notified = Promise.withResolvers<string>();
    await database.listen("news", notified.resolve, reconnected.resolve);
    await server.crash();
    await server.start();
    await reconnected.promise;
    await admin.orm.execute(sql`select pg_notify('news', 'back')`);
    expect(await notified.promise).toBe("back");
  });

  test("listening begins by itself when the server was away at first", async () => {
    await proxy.set("refuse");
    const database = await open();
    const connected = Promise.withResolvers<void>();
    const notified = Promise.withResolvers<string>();
    await database.listen("news", notified.resolve, connected.resolve);
    await proxy.set("pass");
    await connected.promise;
    await admin.orm.execute(sql`select pg_notify('news', 'first')`);
    expect(await notified.promise).toBe("first");
  });
});

test("a statement that the server ends at its deadline was surely not run", async () => {
  const database = await open();
  await database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('statement_timeout', '20', false)`);
  });
  const failure = await failureOf(database.orm.execute(sql`select pg_sleep(60)`));
  expectUnavailable(failure, "not-run");
});

test("two transactions that block each other both succeed in the end (F19)", async () => {
  const waits: number[] = [];
  const changes: Promise<void>[] = [];
  const database = await open({
    random: () => 0.5,
    // Tried again at once, it might take its first row before the other has noticed.
    delay: async (ms) => {
      waits.push(ms);
      await Promise.race(changes);
    },
  });
  await admin.orm.execute(sql`insert into notes values ('a'), ('b')`);
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  const change = (first: string, second: string) =>
    database.transaction(async (tx) => {
      await tx.execute(sql`update notes set text = text || '1' where text like ${`${first}%`}`);
      holding += 1;
      if (holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await tx.execute(sql`update notes set text = text || '2' where text like ${`${second}%`}`);
    });
  changes.push(change("a", "b"), change("b", "a"));
  await Promise.all(changes);
  expect(waits).toEqual([50]);
  expect(holding).toBe(3);
  // Whichever was second: each row has one mark of each transaction, and none of the failed try.
  const marks = (await notes()).map((text) => [...text].sort().join(""));
  expect(marks.sort()).toEqual(["12a", "12b"]);
});

describe.each([1, 3])(
  "a backend that is terminated in a transaction, pool of %p (F16)",
  (poolSize) => {
    test("late queries are refused while others use new connections", async () => {
      const database = await open({ poolSize });
      const outside = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<number>();
      let late: PromiseSettledResult<unknown>[] = [];
      const transaction = failureOf(
        database.transaction(async (tx) => {
          await tx.execute(note("early"));
          begun.resolve(await backendOf(tx));
          await outside.promise;
          late = await Promise.allSettled([
            tx.execute(note("late 1")),
            tx.execute(note("late 2")),
            tx.execute(note("late 3")),
          ]);
        }),
      );
      await terminate(await begun.promise);
      await Promise.all(Array.from({ length: 6 }, () => database.orm.execute(one)));
      outside.resolve();

      expectUnavailable(await transaction, "not-run");
      expect(late.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      await Promise.all(Array.from({ length: 6 }, () => database.orm.execute(one)));
      expect(await notes()).toEqual([]);
    });

    test("a query under way is rejected at once", async () => {
      const database = await open({ poolSize });
      const sleep = `select pg_sleep(60), ${poolSize}`;
      const begun = Promise.withResolvers<number>();
      const transaction = failureOf(
        database.transaction(async (tx) => {
          begun.resolve(await backendOf(tx));
          await tx.execute(sql.raw(sleep));
        }),
      );
      const pid = await begun.promise;
      await running(sleep);
      await terminate(pid);
      expectUnavailable(await transaction, "not-run");
    });

    test("an idle connection that is terminated is replaced", async () => {
      const database = await open({ poolSize });
      const pid = await backendOf(database.orm);
      await terminate(pid);
      // The first query may still meet the connection before its end has arrived here.
      await until(async () => (await backendOf(database.orm).catch(() => pid)) !== pid);
    });
  },
);

test.each(["reset", "end"] as const)(
  "connections that %s in mid-query are replaced",
  async (fault) => {
    const database = await open({ poolSize: 2, acquireTimeoutMs: 300 });
    const sleep = `select pg_sleep(60) as ${fault}`;
    const query = failureOf(database.orm.execute(sql.raw(sleep)));
    await running(sleep);
    await proxy.set(fault);
    expectUnavailable(await query, "unknown");
    expectUnavailable(await failureOf(database.orm.execute(one)), "not-run");
    await proxy.set("pass");
    await until(async () => (await failureOf(database.orm.execute(one))) === undefined);
  },
);

describe("a connection cut after the server got the statement, before its answer (F17)", () => {
  test("COMMIT: the outcome is unknown, and here it was committed", async () => {
    const database = await open();
    await proxy.set({ cutAfterSent: "commit" });
    const failure = await failureOf(database.transaction((tx) => tx.execute(note("kept"))));
    expectUnavailable(failure, "unknown");
    await until(async () => (await notes()).length > 0);
    expect(await notes()).toEqual(["kept"]);
    expect([...(await database.orm.execute(one))]).toEqual([{ one: 1 }]);
  });

  test("a single statement: the outcome is unknown", async () => {
    const database = await open();
    await proxy.set({ cutAfterSent: "insert into notes" });
    expectUnavailable(await failureOf(database.orm.execute(note("maybe"))), "unknown");
  });

  test("a statement before COMMIT: nothing was committed", async () => {
    const database = await open();
    await proxy.set({ cutAfterSent: "insert into notes" });
    const failure = await failureOf(
      database.transaction((tx) => tx.execute(note("never")).catch(() => "swallowed")),
    );
    expectUnavailable(failure, "not-run");
    expect(await notes()).toEqual([]);
  });
});

test("with every connection held, queries give up in time and health still answers (F18)", async () => {
  const database = await open({ poolSize: 2, acquireTimeoutMs: 100 });
  const release = Promise.withResolvers<void>();
  const held = [1, 2].map(async () => {
    const begun = Promise.withResolvers<void>();
    const done = database.transaction(async (tx) => {
      await tx.execute(one);
      begun.resolve();
      await release.promise;
    });
    await begun.promise;
    return { done };
  });
  const holders = await Promise.all(held);
  expectUnavailable(await failureOf(database.orm.execute(note("waited"))), "not-run");
  await database.ping();
  release.resolve();
  await Promise.all(holders.map(({ done }) => done));
  expect([...(await database.orm.execute(one))]).toEqual([{ one: 1 }]);
  expect(await notes()).toEqual([]);
});

test("a process survives crashes of the server with everything under way", async () => {
  const child = Bun.spawn(
    [
      process.execPath,
      "-e",
      `import { sql } from "drizzle-orm";
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, "../index.ts"))};
      const [url] = process.argv.slice(1);
      const database = await openDatabase({ url, poolSize: 4, queryTimeoutMs: 2000, acquireTimeoutMs: 200 });
      await database.listen("news", () => {}, () => console.log("reconnected"));
      let stopping = false;
      const once = (run) => run().then(() => "ok", (error) => error.name);
      const work = async (run) => {
        for (let last; !stopping || last !== "ok"; ) {
          const now = await once(run);
          if (now !== last) console.log(last = now);
        }
      };
      const query = () => database.orm.execute(sql\`select 1\`);
      const wide = () => database.orm.execute(sql\`select \${"x".repeat(5000)}\`);
      const transaction = () => database.transaction(async (tx) => {
        await tx.execute(sql\`insert into notes values ('child')\`);
        await new Promise(setImmediate);
        await Promise.all([tx.execute(sql\`select 1\`), tx.execute(sql\`select \${"x".repeat(5000)}\`)]);
      });
      const done = Promise.all([query, wide, transaction, transaction, transaction, () => database.ping()].map(work));
      console.log("working");
      await Bun.stdin.text();
      stopping = true;
      await done;
      await database.close();`,
      server.url,
    ],
    { cwd: import.meta.dirname, stdin: "pipe", stdout: "pipe", stderr: "pipe" },
  );
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  const hear = async (...words: string[]) => {
    for (let from = said.length; !words.every((word) => said.slice(from).includes(word)); ) {
      const { value, done } = await output.read();
      if (done) throw new Error(`it ended: ${await new Response(child.stderr).text()}`);
      said += value;
    }
  };
  await hear("ok");
  for (let round = 0; round < 3; round += 1) {
    await server.crash();
    await hear("DatabaseUnavailable");
    await server.start();
    // Only who is well again has something to say at the next crash.
    await hear("reconnected", "ok");
  }
  child.stdin.end();
  expect(await child.exited).toBe(0);
  expect(await new Response(child.stderr).text()).toBe("");
  const names = new Set(said.trim().split("\n"));
  expect([...names].sort()).toEqual(["DatabaseUnavailable", "ok", "reconnected", "working"]);
});
