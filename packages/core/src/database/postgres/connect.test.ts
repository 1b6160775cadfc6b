import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createTestDatabase, startFaultProxy } from "../../testing/index.ts";
import { DatabaseUnavailable, openDatabase } from "../index.ts";

const failureToConnect = async (url: string): Promise<DatabaseUnavailable> => {
  const database = await openDatabase({ url, acquireTimeoutMs: 300 });
  try {
    await database.orm.execute(sql`select 1`);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return error;
    throw error;
  } finally {
    await database.close();
  }
  throw new Error("it connected");
};

const changed = (url: string, change: Partial<Pick<URL, "password" | "pathname" | "port">>) =>
  Object.assign(new URL(url), change).href;

test("a failure to connect says why, and no secret", async () => {
  const { url, drop } = await createTestDatabase();
  const proxy = await startFaultProxy({ port: Number(new URL(url).port) });
  await proxy.set("refuse");
  const cases: [string, RegExp][] = [
    [changed(url, { password: "canary" }), /password authentication failed/],
    [changed(url, { pathname: "/nowhere" }), /database "nowhere" does not exist/],
    [changed(url, { port: String(proxy.port) }), /ECONNREFUSED|refused|Failed to connect/i],
    [`${url}?sslmode=require`, /does not offer TLS/],
  ];
  for (const [target, reason] of cases) {
    const failure = await failureToConnect(target);
    expect(failure.outcome).toBe("not-run");
    expect(failure.message).toMatch(reason);
    expect(Bun.inspect(failure)).not.toContain(new URL(target).password);
  }
  await proxy.close();
  await drop();
});

test("a server older than version 15 is refused", async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  // Sessions to come find this function before the server's own.
  await database.orm.execute(sql`create function current_setting(text) returns text
    language sql return case $1 when 'server_version_num' then '140019' end`);
  await database.orm.execute(sql`do $$ begin execute format(
    'alter database %I set search_path = public, pg_catalog', current_database()); end $$`);
  const failure = await failureToConnect(url);
  expect(failure.message).toContain("version 14 is too old, 15 or newer is needed");
  await database.close();
  await drop();
});

test("a URL that cannot be read is not repeated", async () => {
  const failure = await openDatabase({ url: "postgres://user:canary@host:port/db" }).catch(String);
  expect(failure).toBe("Error: The database URL cannot be read");
});
