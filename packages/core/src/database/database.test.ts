import { beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { createTestDatabase, describeOnDatabases } from "../testing/index.ts";
import {
  type Database,
  DatabaseUnavailable,
  isUniqueViolation,
  openDatabase,
  QueryError,
} from "./index.ts";

const accounts = pgTable("accounts", { name: text().primaryKey(), balance: integer().notNull() });

const failureOf = (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => undefined,
    (error: unknown) => error,
  );

describeOnDatabases("a database", (open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await database.orm.execute(
      sql`create table accounts (name text constraint accounts_name primary key, balance int not null)`,
    );
  });
  beforeEach(async () => {
    await database.orm.delete(accounts);
  });

  const insert = (name: string, orm: Pick<Database["orm"], "insert"> = database.orm) =>
    orm.insert(accounts).values({ name, balance: 1 });
  const names = async () =>
    (await database.orm.select().from(accounts).orderBy(accounts.name)).map(({ name }) => name);

  describe("transaction", () => {
    test("commits what work did and answers with its value", async () => {
      const value = await database.transaction(async (tx) => {
        await insert("a", tx);
        return "done";
      });
      expect(value).toBe("done");
      expect(await names()).toEqual(["a"]);
    });

    test("rolls back when work throws, and rejects with that", async () => {
      const failure = new Error("no");
      const running = database.transaction(async (tx) => {
        await insert("a", tx);
        throw failure;
      });
      expect(await failureOf(running)).toBe(failure);
      expect(await names()).toEqual([]);
    });

    test("keeps the error that work made of a violated constraint", async () => {
      await insert("a");
      const running = database.transaction((tx) =>
        insert("a", tx).catch(() => {
          throw new RangeError("taken");
        }),
      );
      expect(await failureOf(running)).toBeInstanceOf(RangeError);
    });

    test("rejects when work swallowed a failed statement, because nothing was committed", async () => {
      const running = database.transaction(async (tx) => {
        await insert("a", tx);
        await tx.execute(sql`select 1 / 0`).catch(() => {});
      });
      expect(await failureOf(running)).toHaveProperty("code", "22012");
      expect(await names()).toEqual([]);
    });

    test("commits statements that work did not await", async () => {
      await database.transaction(async (tx) => {
        void insert("a", tx).then();
      });
      expect(await names()).toEqual(["a"]);
    });

    test("refuses statements after its end", async () => {
      const leaked = await database.transaction((tx) => Promise.resolve({ tx }));
      await expect(insert("late", leaked.tx).then()).rejects.toThrow("The transaction has ended");
      expect(await names()).toEqual([]);
    });

    test("parallel transactions and queries outside them neither mix nor block for ever", async () => {
      const transfer = (name: string) =>
        database.transaction(async (tx) => {
          await insert(name, tx);
          await tx.update(accounts).set({ balance: 2 });
          if (name > "m") throw new Error("rolled back");
        });
      const all = ["a", "b", "c", "x", "y"].flatMap((name) => [
        transfer(name),
        insert(`${name}-outside`).then(),
      ]);
      await Promise.allSettled(all);
      const outside = ["a-outside", "b-outside", "c-outside", "x-outside", "y-outside"];
      expect(await names()).toEqual(["a", "b", "c", ...outside].sort());
    });

    test.each(["40001", "40P01", "55P03"])("runs again after %s (F19)", async (code) => {
      let tries = 0;
      await database.transaction(async (tx) => {
        tries += 1;
        await insert("a", tx);
        if (tries < 3) await tx.execute(raise(code));
      });
      expect(tries).toBe(3);
      expect(await names()).toEqual(["a"]);
    });

    test("gives up after three tries, and does not run again for other errors", async () => {
      let tries = 0;
      const failing = (code: string) =>
        database.transaction((tx) => {
          tries += 1;
          return tx.execute(raise(code));
        });
      expect(await failureOf(failing("40001"))).toHaveProperty("code", "40001");
      expect(tries).toBe(3);
      expect(await failureOf(failing("23514"))).toHaveProperty("code", "23514");
      expect(tries).toBe(4);
    });
  });

  test("a violated unique index is told by its name", async () => {
    await insert("a");
    const failure = await failureOf(insert("a").then());
    expect(isUniqueViolation(failure)).toBe(true);
    expect(isUniqueViolation(failure, "accounts_name")).toBe(true);
    expect(isUniqueViolation(failure, "another")).toBe(false);
    expect(isUniqueViolation(await failureOf(database.orm.execute(sql`select 1 / 0`)))).toBe(false);
  });

  test.each<[string, (orm: Database["orm"], secret: string) => Promise<unknown>]>([
    ["unique violation", (orm, secret) => insert(secret, orm).then(() => insert(secret, orm))],
    ["bad syntax", (orm, secret) => orm.execute(sql`select ${secret}::uuid`)],
    ["unknown function", (orm, secret) => orm.execute(sql`select nothing(${secret})`)],
    ["null", (orm, secret) => orm.execute(sql`insert into accounts values (${secret}, null)`)],
    ["no parameter", (orm, secret) => orm.execute(sql`select ${secret}, ${() => {}}::text`)],
  ])("an error shows no value: %s", async (_, run) => {
    const secret = "canary-48151623";
    const shown = (error: unknown) =>
      `${inspect(error, { depth: 9, showHidden: true })}${Bun.inspect(error)}${JSON.stringify(error)}`;
    for (const running of [
      () => run(database.orm, secret),
      () => database.transaction((tx) => run(tx, secret)),
    ]) {
      const failure = await failureOf(running());
      expect(failure).toBeInstanceOf(Error);
      expect(shown(failure)).not.toContain(secret);
    }
  });

  test("more parameters than the protocol can count are refused, and nothing breaks", async () => {
    const many = sql.join(
      Array.from({ length: 70_000 }, (_, index) => sql`${index}`),
      sql`, `,
    );
    await expect(database.orm.execute(sql`select 1 in (${many})`).then()).rejects.toThrow(
      RangeError,
    );
    expect(await names()).toEqual([]);
  });

  test("one call holds one statement", async () => {
    const failure = await failureOf(database.orm.execute(sql`select 1; select 2`));
    expect(failure).toBeInstanceOf(QueryError);
  });

  test("a statement survives a change of its table", async () => {
    const read = () => database.orm.execute(sql`select * from accounts`);
    await insert("a");
    await read();
    await database.orm.execute(sql`alter table accounts add column note text`);
    expect([...(await read())]).toEqual([{ name: "a", balance: 1, note: null }]);
    await database.orm.execute(sql`alter table accounts drop column note`);
  });

  test("a notification arrives when its transaction commits, and only then", async () => {
    const heard: string[] = [];
    const last = Promise.withResolvers<void>();
    const stop = await database.listen(
      "news",
      (payload) => {
        heard.push(payload);
        if (payload === "last") last.resolve();
      },
      () => {},
    );
    const other = Promise.withResolvers<string>();
    await database.listen("other", other.resolve, () => {});
    const notify = (payload: string) => sql`select pg_notify('news', ${payload})`;
    await failureOf(
      database.transaction(async (tx) => {
        await tx.execute(notify("rolled back"));
        throw new Error("no");
      }),
    );
    await database.transaction((tx) => tx.execute(notify("committed")));
    await database.orm.execute(notify("last"));
    await last.promise;
    await stop();
    await database.orm.execute(notify("after the end"));
    await database.orm.execute(sql`select pg_notify('other', 'end')`);
    expect(await other.promise).toBe("end");
    expect(heard).toEqual(["committed", "last"]);
  });

  test("close waits for work under way and refuses new work", async () => {
    const closing = await open();
    const release = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const running = closing.transaction(async (tx) => {
      begun.resolve();
      await release.promise;
      return tx.execute(sql`select 1 as one`);
    });
    await begun.promise;
    const closed = closing.close();
    for (const refused of [
      closing.orm.execute(sql`select 1`),
      closing.transaction(async () => {}),
    ]) {
      expect(await failureOf(refused)).toBeInstanceOf(DatabaseUnavailable);
    }
    release.resolve();
    expect([...(await running)]).toEqual([{ one: 1 }]);
    await closed;
    expect(await failureOf(closing.ping())).toBeInstanceOf(DatabaseUnavailable);
  });
});

/** Fails with the SQLSTATE, as the server does when transactions are in each other's way. */
function raise(code: string) {
  return sql.raw(`do $$ begin raise exception 'in the way' using errcode = '${code}'; end $$`);
}

describe("a transaction that waits for the outside", () => {
  test.each(["memory://", "postgres"])(
    "fails in time instead of blocking for ever: %s",
    async (kind) => {
      const created = kind === "postgres" ? await createTestDatabase() : undefined;
      const database = await openDatabase({
        url: created?.url ?? kind,
        poolSize: 1,
        acquireTimeoutMs: 50,
      });
      const failure = await failureOf(
        database.transaction(() => database.orm.execute(sql`select 1`)),
      );
      expect(failure).toBeInstanceOf(DatabaseUnavailable);
      expect(failure).toHaveProperty("outcome", "not-run");
      await database.close();
      await created?.drop();
    },
  );
});

test("a statement goes to a session that has run it before, if one is free [postgres]", async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url, poolSize: 2 });
  const sessionOf = async (orm: Pick<Database["orm"], "execute">) => {
    const [row] = await orm.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    return row?.pid;
  };
  const hold = async () => {
    const held = Promise.withResolvers<number | undefined>();
    const end = Promise.withResolvers<void>();
    const ended = database.transaction(async (tx) => {
      held.resolve(await sessionOf(tx));
      await end.promise;
    });
    const release = () => {
      end.resolve();
      return ended;
    };
    return { session: await held.promise, release };
  };
  try {
    const first = await hold();
    const second = await hold();
    await first.release();
    const again = () =>
      database.orm.execute<{ pid: number }>(sql`select 1, pg_backend_pid() as pid`);
    expect((await again())[0]?.pid).toBe(first.session);
    await second.release();
    expect((await again())[0]?.pid).toBe(first.session);
    const third = await hold();
    expect(third.session).toBe(first.session);
    expect((await again())[0]?.pid).toBe(second.session);
    await third.release();
  } finally {
    await database.close();
    await drop();
  }
});
