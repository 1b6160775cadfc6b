import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** Organizations that have rows in a table whose key they lead, found by stepping through the key. */
export async function organizationsIn(
  { orm }: Pick<Database, "orm">,
  table: string,
): Promise<string[]> {
  const name = sql.identifier(table);
  const rows = await orm.execute<{ id: string }>(sql`
    with recursive found as (
      (select organization_id as id from ${name} order by organization_id limit 1)
      union all
      select (select t.organization_id from ${name} t where t.organization_id > found.id
              order by t.organization_id limit 1)
      from found where found.id is not null
    )
    select id from found where id is not null`);
  return [...rows].map(({ id }) => id);
}
