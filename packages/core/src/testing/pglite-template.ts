import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Database, migrate } from "../database/index.ts";
import { createDatabase } from "../database/open-database.ts";
import { createPgliteDriver } from "../database/pglite/open.ts";
import { migrationState } from "./migration-state.ts";

/** A migrated embedded database of its own. */
export async function openTestPglite(): Promise<Database> {
  template ??= loadTemplate();
  const pglite = await PGlite.create({ loadDataDir: await template });
  return createDatabase(createPgliteDriver(pglite));
}

let template: Promise<Blob> | undefined;

/** Making a database takes seconds, so its files are kept for the next test process. */
async function loadTemplate(): Promise<Blob> {
  const path = join(tmpdir(), `pglite-${userInfo().uid}-${migrationState()}.tar`);
  if (existsSync(path)) return new Blob([await Bun.file(path).arrayBuffer()]);

  const pglite = await PGlite.create();
  const database = createDatabase(createPgliteDriver(pglite));
  await migrate(database);
  const files = await pglite.dumpDataDir("none");
  await database.close();
  const draft = `${path}-${process.pid}`;
  await Bun.write(draft, files);
  await rename(draft, path);
  return files;
}
