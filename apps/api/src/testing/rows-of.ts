import { type Database, testOrganizationOf } from "@nx/core";
import { sql } from "drizzle-orm";

/** Rows as JSON, by table. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

/** Tables whose rows say whose they are, and by which column: found in the catalog, not listed here. */
const ownedTables = async ({ orm }: Database) => [
  ...(await orm.execute<{ name: string; column: string }>(sql`
    select c.relname as name, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and a.attname in ('organization_id', 'scope') and not a.attisdropped
    order by c.relname`)),
];

/** Everything that is stored of an organization, its test twin and its people, in every table. */
export async function rowsOf(database: Database, organizationId: string): Promise<Rows> {
  const { orm } = database;
  // Compared as text, so that a database without filters leaves it as it is.
  const owners = sql`any(${sql.param([organizationId, testOrganizationOf(organizationId)])}::text[])`;
  const people = sql`(select user_id from memberships where organization_id::text = ${owners})`;
  const rows: Record<string, readonly unknown[]> = {};
  const read = async (name: string, condition: ReturnType<typeof sql>) => {
    const found = await orm.execute<{ row: unknown }>(sql`
      select to_jsonb(t) as row from ${sql.identifier(name)} t where ${condition}
      order by to_jsonb(t)::text`);
    rows[name] = [...found].map(({ row }) => row);
  };
  for (const { name, column } of await ownedTables(database))
    await read(name, sql`${sql.identifier(column)}::text = ${owners}`);
  await read("organizations", sql`id::text = ${owners} or parent_id::text = ${owners}`);
  await read("users", sql`id in ${people}`);
  await read("sessions", sql`user_id in ${people}`);
  await read("user_credentials", sql`user_id in ${people}`);
  return rows;
}
