import { beforeEach, expect, test } from "bun:test";
import { describeOnDatabases } from "../testing/index.ts";
import type { Database } from "./index.ts";
import { QueryError, runText } from "./index.ts";

describeOnDatabases("runText", (open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });

  test("binds parameters, also one that is used twice", async () => {
    const text = "select $1::int + $1::int as sum, $2::text[] as list, $3::jsonb as json";
    const rows = await runText(database.orm, text, [2, ["a", 'b"'], { c: [1] }]);
    expect(rows).toEqual([{ sum: 4, list: ["a", 'b"'], json: { c: [1] } }]);
  });

  test("refuses several statements in one text, so that no value can add one", async () => {
    const failure = runText(database.orm, "select 1; select 2");
    await expect(failure).rejects.toMatchObject({ name: "QueryError", code: "42601" });
  });

  test("belongs to the transaction of its orm", async () => {
    await runText(database.orm, "create table notes (id int)");
    const failure = database.transaction(async (tx) => {
      await runText(tx, "insert into notes values ($1)", [1]);
      throw new Error("undo");
    });
    await expect(failure).rejects.toThrow("undo");
    expect(await runText(database.orm, "select * from notes")).toEqual([]);
  });

  test("says nothing of the parameters when the server refuses", async () => {
    const failure = await runText(database.orm, "select $1::int", ["123456 is the code"]).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(QueryError);
    expect(String(failure)).not.toContain("123456");
  });
});
