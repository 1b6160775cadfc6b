import { afterAll, afterEach, beforeEach, describe } from "bun:test";
import type { Database } from "../database/index.ts";
import { openWithLocksApart } from "./locks-apart.ts";
import { openTestPglite } from "./pglite-template.ts";
import { createTestDatabase } from "./postgres-template.ts";

/**
 * Runs the same suite on the embedded database and on a real PostgreSQL (the server that the
 * environment variable DATABASE_URL names, or one of its own). `open` gives an empty, migrated
 * database; one opened in a test or `beforeEach` is closed after the test, one opened in
 * `beforeAll` after the suite.
 */
export function describeOnDatabases(
  name: string,
  suite: (open: () => Promise<Database>) => void,
): void {
  describe(`${name} [pglite]`, () => runSuite(suite, openTestPglite));
  describe(`${name} [postgres]`, () => runSuite(suite, openTestPostgres));
}

async function openTestPostgres(): Promise<Database> {
  const { url, drop } = await createTestDatabase();
  const database = await openWithLocksApart(url);
  return { ...database, close: () => database.close().then(drop) };
}

function runSuite(
  suite: (open: () => Promise<Database>) => void,
  open: () => Promise<Database>,
): void {
  const ofSuite = new Set<Database>();
  const ofTest = new Set<Database>();
  let current = ofSuite;
  const closeAll = async (databases: Set<Database>) => {
    await Promise.all([...databases].map((database) => database.close()));
    databases.clear();
  };

  beforeEach(() => {
    current = ofTest;
  });
  suite(async () => {
    const database = await open();
    current.add(database);
    return database;
  });
  afterEach(async () => {
    await closeAll(ofTest);
    current = ofSuite;
  });
  afterAll(() => closeAll(ofSuite));
}
