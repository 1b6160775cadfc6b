import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { openWithLocksApart } from "./locks-apart.ts";
import { createTestDatabase } from "./postgres-template.ts";

test("who locks rows reads no table in months; whatever else a statement does, it may", async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openWithLocksApart(url);
  const locked = sql`with locked as (select id from message_queue for update skip locked)`;
  try {
    for (const table of ["messages", "message_events", "told_events"])
      await expect(
        (async () => database.orm.execute(sql`${locked} select from ${sql.raw(table)}`))(),
      ).rejects.toThrow(table);
    await database.orm.execute(sql`select from messages`);
    await database.orm.execute(
      sql`${locked} select from locked join message_dispatches using (id)`,
    );
    await database.orm.execute(sql`${locked} update messages m set status = status
      from locked where m.id = locked.id`);
    await database.orm.execute(sql`${locked} delete from message_events where false`);
  } finally {
    await database.close();
    await drop();
  }
});
