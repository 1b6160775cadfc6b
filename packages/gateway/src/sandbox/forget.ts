import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** Minutes for which the sandbox keeps messages. */
export const keptMinutes = 60;

/** Forgets what the sandbox kept long enough; resolves to how many messages that were. */
export async function forgetSandbox({ orm }: Pick<Database, "orm">): Promise<number> {
  const [gone] = await orm.execute<{ count: number }>(sql`
    with gone as (
      delete from sandbox_messages
      where received_at <= now() - ${keptMinutes} * interval '1 minute' returning 1)
    select count(*)::int as count from gone`);
  return gone?.count ?? 0;
}
