import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import {
  type FaultProxy,
  type PostgresServer,
  startFaultProxy,
  startPostgres,
} from "../../testing/index.ts";
import { type Database, type DatabaseOptions, DatabaseUnavailable, openDatabase } from "../index.ts";

let server: PostgresServer;
let proxy: FaultProxy;
/** Straight to the server, past the proxy. */
let admin: Database;
const opened: Database[] = [];

beforeAll(async () => {
  server = await startPostgres();
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
  while (!(await holds()));
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
    const database = await open({ poolSize: 1, queryTimeoutMs: 300 });
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
