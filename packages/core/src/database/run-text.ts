import type { Orm } from "./database.ts";

/**
 * Runs one statement written by a library, whose placeholders are `$1` and so on, over `orm`: within
 * the transaction that it belongs to, if any. Rows hold the same values as those of `orm.execute`.
 */
export async function runText(
  orm: Orm,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const query = { sql: text, params: [...parameters] };
  return await orm._.session
    .prepareQuery<{ execute: Record<string, unknown>[]; all: unknown; values: unknown }>(
      query,
      undefined,
      undefined,
      false,
    )
    .execute();
}
