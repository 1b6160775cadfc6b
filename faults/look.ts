import { sql } from "drizzle-orm";
import type { Scene } from "./scene.ts";

/** A message as the ledger has it. */
export interface Kept {
  readonly phone: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly error: string | null;
  /** Types of its events, in order. */
  readonly events: readonly string[];
}

/** All messages of the ledger. */
export async function kept({ database }: Pick<Scene, "database">): Promise<readonly Kept[]> {
  const rows = await database.orm.execute<{ [Key in keyof Kept]: Kept[Key] }>(sql`
    select recipient as phone, status, outcome, attempts, error, e.events
    from messages m join (
      select organization_id, message_id, array_agg(type order by at, position, key) as events
      from told_events group by 1, 2
    ) e on e.organization_id = m.organization_id and e.message_id = m.id`);
  return [...rows];
}

/** How often the provider took a message to this phone. */
export const taken = ({ simulator }: Pick<Scene, "simulator">, phone: string): number =>
  simulator.requests().filter(({ accepted, to }) => accepted && to === phone).length;

/** Messages that workers hold and have not marked. */
export const claimed = (scene: Pick<Scene, "database">): Promise<number> =>
  count(
    scene,
    sql`select sum(cardinality(message_ids)) from message_queue
    where lease is not null and lease_until > now()`,
  );

/** Messages that are marked and have no result yet. */
export const marked = (scene: Pick<Scene, "database">): Promise<number> =>
  count(scene, sql`select sum(cardinality(message_ids)) from message_dispatches`);

/** The first column of the first row, as a number. */
export async function count(
  { database }: Pick<Scene, "database">,
  query: ReturnType<typeof sql>,
): Promise<number> {
  const [row] = await database.orm.execute<{ n: number | string | null }>(
    sql`select (${query})::float8 as n`,
  );
  return Number(row?.n ?? 0);
}
