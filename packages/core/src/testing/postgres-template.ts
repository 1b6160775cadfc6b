import { sql } from "drizzle-orm";
import { migrate, openDatabase } from "../database/index.ts";
import { migrationState } from "./migration-state.ts";
import { startPostgres } from "./postgres-server.ts";

/** A database on a real PostgreSQL, for one test. */
export interface TestDatabase {
  readonly url: string;
  /** Its connections must be closed before. */
  drop(): Promise<void>;
}

/** The server that `DATABASE_URL` names, or one of this process. */
export function serverUrl(): Promise<string> {
  server ??= process.env["DATABASE_URL"]
    ? Promise.resolve(process.env["DATABASE_URL"])
    : startPostgres().then(({ url }) => url);
  return server;
}

let server: Promise<string> | undefined;
let template: Promise<string> | undefined;

/** Makes a migrated database of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await serverUrl();
  template ??= makeTemplate(url);
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await administer(url, `create database ${name} template ${await template}`);
  return {
    url: withDatabase(url, name),
    drop: () => administer(url, `drop database if exists ${name} with (force)`),
  };
}

/** Another process may be making it, on a machine that is busy. */
const patient = { queryTimeoutMs: 120_000 };

/** The migrated database that tests copy: made once per server, whichever process comes first. */
async function makeTemplate(url: string): Promise<string> {
  const name = `template_${migrationState()}`;
  const admin = await openDatabase({ url, poolSize: 2 });
  try {
    await admin.transaction(async (tx) => {
      // On a busy machine the migrations take longer than a transaction may otherwise stand idle.
      await tx.execute(sql`select set_config('idle_in_transaction_session_timeout', '0', true),
        set_config('statement_timeout', '0', true)`);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${name}))`);
      const found = await tx.execute(sql`select from pg_database where datname = ${name}`);
      if (found.length > 0) return;
      const draft = `${name}_draft`;
      await admin.orm.execute(sql.raw(`drop database if exists ${draft} with (force)`));
      await admin.orm.execute(sql.raw(`create database ${draft}`));
      const database = await openDatabase({ url: withDatabase(url, draft) });
      await migrate(database).finally(database.close);
      await admin.orm.execute(sql.raw(`alter database ${draft} rename to ${name}`));
    }, patient);
  } finally {
    await admin.close();
  }
  return name;
}

async function administer(url: string, statement: string): Promise<void> {
  const admin = await openDatabase({ url, poolSize: 1 });
  await admin.orm.execute(sql.raw(statement)).finally(admin.close);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
