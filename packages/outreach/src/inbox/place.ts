import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** How far everybody's inbound messages have been read; a migration makes the row. */
export async function readPlace({ orm }: Pick<Database, "orm">): Promise<number> {
  const [place] = await orm.execute<{ position: number }>(
    sql`select position::float8 as position from inbox_places where name = 'inbound'`,
  );
  if (place === undefined) throw new Error("The inbox has lost its place");
  return place.position;
}
