import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { createTestDatabase, describeOnDatabases } from "../testing/index.ts";
import { migrate, openDatabase } from "./index.ts";

/** A folder of migrations as drizzle-kit writes it. */
const writeMigrations = async (folder: string, texts: string[]): Promise<void> => {
  const entries = texts.map((_, idx) => ({
    idx,
    version: "7",
    when: 4_000_000_000_000 + idx,
    tag: `000${idx}_step`,
    breakpoints: true,
  }));
  const journal = { version: "7", dialect: "postgresql", entries };
  await Bun.write(join(folder, "meta/_journal.json"), JSON.stringify(journal));
  await Promise.all(texts.map((text, idx) => Bun.write(join(folder, `000${idx}_step.sql`), text)));
};

const withFolder = async (use: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await use(folder).finally(() => rm(folder, { recursive: true }));
};

const FIRST =
  "create table steps (step int);\n--> statement-breakpoint\ninsert into steps values (1)";

describeOnDatabases("migrate", (open) => {
  const steps = "select step from steps order by step";

  test("applies each migration once", () =>
    withFolder(async (folder) => {
      const database = await open();
      const read = async () => [...(await database.orm.execute(sql.raw(steps)))];
      await writeMigrations(folder, [FIRST]);
      await migrate(database, { folder });
      await migrate(database, { folder });
      expect(await read()).toEqual([{ step: 1 }]);
      await writeMigrations(folder, [FIRST, "insert into steps values (2)"]);
      await migrate(database, { folder });
      expect(await read()).toEqual([{ step: 1 }, { step: 2 }]);
    }));

  test("leaves nothing behind when a statement fails", () =>
    withFolder(async (folder) => {
      const database = await open();
      await writeMigrations(folder, [FIRST, "select 1 / 0"]);
      await expect(migrate(database, { folder })).rejects.toHaveProperty("code", "22012");
      await expect(database.orm.execute(sql.raw(steps)).then()).rejects.toHaveProperty(
        "code",
        "42P01",
      );
    }));
});

test("two processes may migrate at once", () =>
  withFolder(async (folder) => {
    await writeMigrations(folder, [FIRST, "insert into steps values (2)"]);
    const script = `
      import { migrate, openDatabase } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
      const [url, folder] = process.argv.slice(1);
      const database = await openDatabase({ url });
      await database.ping();
      process.stdout.write("ready");
      await Bun.stdin.text();
      await migrate(database, { folder });
      await database.close();`;
    for (let round = 0; round < 3; round += 1) {
      const { url, drop } = await createTestDatabase();
      const nodes = [1, 2].map(() =>
        Bun.spawn([process.execPath, "-e", script, url, folder], {
          stdin: "pipe",
          stdout: "pipe",
          stderr: "inherit",
        }),
      );
      // Both are connected before either begins.
      for (const { stdout } of nodes) await stdout.getReader().read();
      for (const { stdin } of nodes) stdin.end();
      expect(await Promise.all(nodes.map(({ exited }) => exited))).toEqual([0, 0]);
      const database = await openDatabase({ url });
      const rows = await database.orm.execute(sql`select step from steps order by step`);
      expect([...rows]).toEqual([{ step: 1 }, { step: 2 }]);
      await database.close();
      await drop();
    }
  }));
