import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createTestDatabase } from "../testing/index.ts";
import { type Database, migrate, openDatabase } from "./index.ts";

/** An empty database that belongs to a user who may do nothing else, and the superuser's view of it. */
async function withOwner(use: (owner: Database, superuser: Database) => Promise<void>) {
  const { url, drop } = await createTestDatabase();
  const name = new URL(url).pathname.slice(1);
  const superuser = await openDatabase({ url });
  const run = (text: string) => superuser.orm.execute(sql.raw(text));
  await run(`drop schema public cascade`);
  await run(`drop schema if exists drizzle cascade`);
  await run(`create role ${name} login password 'ordinary'`);
  await run(`create schema public authorization ${name}`);
  await run(`grant create on database ${name} to ${name}`);
  const owned = new URL(url);
  owned.username = name;
  owned.password = "ordinary";
  const owner = await openDatabase({ url: owned.href });
  try {
    await use(owner, superuser);
  } finally {
    await owner.close();
    await run(`drop owned by ${name}`);
    await run(`drop role ${name}`);
    await superuser.close();
    await drop();
  }
}

test("a user who is no superuser migrates and works, once the tenant role is granted", () =>
  withOwner(async (owner, superuser) => {
    await expect(migrate(owner)).rejects.toThrow("The role nx_tenant belongs to somebody else.");
    const [{ current_user: name } = {}] = await owner.orm.execute<{ current_user: string }>(
      sql`select current_user`,
    );
    await superuser.orm.execute(sql.raw(`grant nx_tenant to ${name}`));
    await migrate(owner);

    const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
    await owner.orm.execute(sql`
      insert into opt_outs (organization_id, phone, opted_out_at, source)
      values (${ours}::uuid, '1', now(), 'test'), (${theirs}::uuid, '2', now(), 'test')`);
    const phones = async ({ orm }: Database) =>
      [...(await orm.execute<{ phone: string }>(sql`select phone from opt_outs`))].length;
    expect(await phones(owner)).toBe(2);
    expect(await phones(owner.forOrganization(ours))).toBe(1);
  }));
