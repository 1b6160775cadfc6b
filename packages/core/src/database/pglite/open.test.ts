import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { openDatabase } from "../index.ts";

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "pglite-"));
  folder = join(parent, "deep", "data");
});
afterEach(() => rm(parent, { recursive: true }));

const total = async (): Promise<unknown> => {
  const database = await openDatabase({ url: folder });
  const [row] = await database.orm.execute(sql`select count(*) as total from notes`);
  await database.close();
  return row?.["total"];
};

/** A process that opens the folder, writes rows without end and reports each one that is stored. */
const startWriter = () =>
  Bun.spawn(
    [
      process.execPath,
      "-e",
      `import { sql } from "drizzle-orm";
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, "../index.ts"))};
      const { orm } = await openDatabase({ url: ${JSON.stringify(folder)} });
      await orm.execute(sql\`create table notes (id int primary key)\`);
      for (let id = 1; ; id += 1) {
        await orm.execute(sql\`insert into notes values (\${id})\`);
        console.log(id);
      }`,
    ],
    { cwd: import.meta.dirname, stdout: "pipe", stderr: "inherit" },
  );

test("rows are there again after closing and opening", async () => {
  const database = await openDatabase({ url: folder });
  await database.orm.execute(sql`create table notes as select 1`);
  await database.close();
  expect(await total()).toBe(1);
});

test("a folder in use is refused, and free again after a kill -9 without losing a row", async () => {
  const writer = startWriter();
  const output = writer.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let reported = "";
  const read = async () => {
    const { value, done } = await output.read();
    reported += value ?? "";
    return !done;
  };
  while (!reported.includes("\n20\n") && (await read()));
  await expect(openDatabase({ url: folder })).rejects.toThrow("is in use");

  writer.kill("SIGKILL");
  while (await read());
  const last = Number(reported.trimEnd().split("\n").at(-1));
  expect(await total()).toBeGreaterThanOrEqual(last);
});

test("a folder is refused to a second database of the same process", async () => {
  const database = await openDatabase({ url: folder });
  await expect(openDatabase({ url: folder })).rejects.toThrow("is in use");
  await database.close();
});
