import { beforeEach, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { describeOnDatabases } from "../testing/index.ts";
import type { Database } from "./index.ts";

const [ours, theirs] = [
  "00000000-0000-7000-8000-00000000000a",
  "00000000-0000-7000-8000-00000000000b",
] as const;

describeOnDatabases("row-level security", (open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await database.orm.execute(sql`
      create table notes (organization_id uuid, text text, primary key (organization_id, text))`);
    await database.orm.execute(sql`select protect_organizations()`);
    await database.orm.execute(sql`
      insert into notes values (${ours}::uuid, 'a'), (${theirs}::uuid, 'b')`);
  });
  const texts = async ({ orm }: Pick<Database, "orm">) =>
    [...(await orm.execute<{ text: string }>(sql`select text from notes order by text`))].map(
      ({ text }) => text,
    );

  test("an organization sees, changes and deletes its own rows only", async () => {
    const tenant = database.forOrganization(ours);
    expect(await texts(tenant)).toEqual(["a"]);
    await tenant.orm.execute(sql`update notes set text = text || '!'`);
    expect(await texts(database)).toEqual(["a!", "b"]);
    await tenant.orm.execute(sql`delete from notes`);
    expect(await texts(database)).toEqual(["b"]);
  });

  test("it writes no row for another, and gives none away", async () => {
    const { orm } = database.forOrganization(ours);
    const refused = { code: "42501" };
    const insert = sql`insert into notes values (${theirs}::uuid, 'c')`;
    await expect(orm.execute(insert).then()).rejects.toMatchObject(refused);
    const give = sql`update notes set organization_id = ${theirs}::uuid`;
    await expect(orm.execute(give).then()).rejects.toMatchObject(refused);
    expect(await texts(database)).toEqual(["a", "b"]);
  });

  test("whoever names no organization sees nothing", async () => {
    const seen = await database.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'nx_tenant', true)`);
      return texts({ orm: tx });
    });
    expect(seen).toEqual([]);
    // A name that was set and ended with its transaction is an empty text, not an absent one.
    await texts(database.forOrganization(ours));
    expect(await texts(database)).toEqual(["a", "b"]);
  });

  test("one transaction after another, and several at once, do not see each other's name", async () => {
    const both = [ours, theirs].map((id) => database.forOrganization(id));
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        both[n % 2]?.transaction(async (tx) => [
          ...(await texts({ orm: tx })),
          ...(await texts({ orm: tx })),
        ]),
      ),
    );
    for (const [n, found] of seen.entries())
      expect(found).toEqual(n % 2 === 0 ? ["a", "a"] : ["b", "b"]);
    expect(await texts(database)).toEqual(["a", "b"]);
  });

  test("what belongs to the platform is not there", async () => {
    const { orm } = database.forOrganization(ours);
    for (const table of ["account_states", "user_credentials", "message_sweeps"])
      await expect(orm.execute(sql.raw(`select from ${table}`)).then()).rejects.toMatchObject({
        code: "42501",
      });
  });

  test("every table with organizations is protected, also from its owner", async () => {
    const rows = await database.orm.execute(sql`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and a.attname = 'organization_id'
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (
          select from pg_policy where polrelid = c.oid and polname = 'organization'
            and polqual is not null and polwithcheck is not null))`);
    expect([...rows]).toEqual([]);
    const open = await database.orm.execute(sql`
      select table_name from information_schema.role_table_grants
      where grantee = 'nx_tenant' and table_name not in (
        select c.relname from pg_class c where c.relrowsecurity)`);
    // What holds nothing of any organization: places of readers, and counts by keys of their own.
    expect(new Set([...open].map(({ table_name }) => table_name))).toEqual(
      new Set(["roll_ups", "otp_limits"]),
    );
  });
});
