import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { openTestPglite } from "../../testing/index.ts";
import type { Database } from "../index.ts";

let database: Database;
beforeAll(async () => {
  database = await openTestPglite();
});
afterAll(() => database.close());

const ask = async (text: string) => database.orm.execute(sql.raw(text));

/** How often what is kept under this text has been run. */
const uses = async (text: string): Promise<unknown[]> => {
  const rows = await database.orm.execute(sql`
    select (generic_plans + custom_plans)::int as uses from pg_prepared_statements
    where statement = ${text}`);
  return [...rows].map((row) => row["uses"]);
};

test("a statement that is asked again is not parsed again", async () => {
  for (let time = 1; time <= 3; time += 1) await ask("select 1 as one");
  expect(await uses("select 1 as one")).toEqual([3]);
});

test("a statement that failed leaves nothing behind, and can be asked again", async () => {
  for (let time = 1; time <= 3; time += 1) {
    await expect(ask("select 1 / 0")).rejects.toHaveProperty("code", "22012");
    await expect(ask("select a from later")).rejects.toHaveProperty("code", "42P01");
  }
  await ask("create table later as select 1 as a");
  expect(await ask("select a from later")).toHaveLength(1);
  expect(await uses("select 1 / 0")).toEqual([]);
});

test("however many statements there are, few are kept", async () => {
  for (let n = 0; n < 500; n += 1) await ask(`select ${n} as number`);
  const [row] = await ask("select count(*)::int as kept from pg_prepared_statements");
  expect(row?.["kept"]).toBeLessThanOrEqual(200);
});

test("a change of a table that was taken back is noticed", async () => {
  await ask("create table changing (a int)");
  const columns = async (orm = database.orm) => {
    await orm.execute(sql`insert into changing (a) values (1)`);
    const [row] = await orm.execute(sql`select * from changing`);
    return Object.keys(row ?? {});
  };
  expect(await columns()).toEqual(["a"]);
  const failure = new Error("no");
  const running = database.transaction(async (tx) => {
    await tx.execute(sql`alter table changing add column b int`);
    expect(await columns(tx)).toEqual(["a", "b"]);
    throw failure;
  });
  await expect(running).rejects.toBe(failure);
  expect(await columns()).toEqual(["a"]);
});

test("a statement goes on after the plans were made anew", async () => {
  for (let n = 0; n < 2100; n += 1) {
    const [row] = await database.orm.execute(sql`select ${n}::int as number`);
    expect(row?.["number"]).toBe(n);
  }
});
