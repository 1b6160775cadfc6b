import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { type Bucket, mostOf, spendOf } from "./bucket.ts";

/** What became of one take. */
export interface TakenBuckets {
  readonly granted: boolean;
  /** Of its buckets, in their order, after all takes of the statement: microseconds ahead of `at`. */
  readonly levels: readonly number[];
  /** The database's clock, in microseconds since 1970. */
  readonly at: number;
}

/**
 * Takes, each from all of its buckets or from none, in the order given, by one statement that all
 * processes share: exact however many ask at once. A refused take costs nothing. No take names a
 * bucket twice.
 */
export async function takeBuckets(
  { orm }: Pick<Database, "orm">,
  takes: readonly (readonly Bucket[])[],
): Promise<TakenBuckets[]> {
  const { passing, kept, placeOf } = numbered(takes.flat());
  const entries = takes.flat();
  const places = entries.map(placeOf);
  const [row] = await orm.execute<{ at: number; granted: boolean[]; levels: number[] }>(sql`
    select * from take_rate_limits(
      ${sql.param(passing.map(({ key }) => key))}::text[],
      ${sql.param(kept.map(({ owner }) => owner))}::uuid[],
      ${sql.param(kept.map(({ key }) => key))}::text[],
      ${sql.param(takes.map(({ length }) => length))}::int[],
      ${sql.param(places.map((place) => place + 1))}::int[],
      ${sql.param(entries.map(spendOf))}::bigint[], ${sql.param(entries.map(mostOf))}::bigint[])`);
  if (row === undefined) throw new Error("The statement answered nothing");
  const { at, granted, levels } = row;
  let first = 0;
  return takes.map(({ length }, n) => {
    const own = places.slice(first, first + length).map((place) => levels[place] ?? 0);
    first += length;
    return { granted: granted[n] === true, levels: own, at };
  });
}

/**
 * The buckets, each once and sorted: everybody locks them in this order. Backwards, because the one
 * that all share, `global`, is then locked last and shortest.
 */
function numbered(buckets: readonly Bucket[]) {
  const distinct = [...new Map(buckets.map((bucket) => [idOf(bucket), bucket]))]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, bucket]) => bucket);
  const passing = distinct.filter(({ owner }) => owner === undefined);
  const kept = distinct.filter(({ owner }) => owner !== undefined);
  const places = new Map([...passing, ...kept].map((bucket, place) => [idOf(bucket), place]));
  return { passing, kept, placeOf: (bucket: Bucket) => places.get(idOf(bucket)) ?? -1 };
}

/** What tells buckets apart. */
export const idOf = ({ owner, key }: Bucket): string =>
  owner === undefined ? key : `${owner} ${key}`;
