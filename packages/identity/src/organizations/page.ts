import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { PageQuery } from "./schemas.ts";

const defaultLimit = 50;

/** One page of a list that is ordered by a UUID, the smallest first. */
export interface PageOf {
  /** Goes on after the last of the page before. A cursor that is none has nothing after it. */
  readonly after: (column: SQL) => SQL;
  /** One more than the page holds, to know whether there is another. */
  readonly take: number;
}

/** Reads a query whose cursor is a public id with this prefix. */
export const pageOf = (prefix: string, { limit = defaultLimit, cursor }: PageQuery): PageOf => {
  const id = cursor === undefined ? undefined : fromPublicId(prefix, cursor);
  return {
    take: limit + 1,
    after: (column) => {
      if (cursor === undefined) return sql`true`;
      return id === undefined ? sql`false` : sql`${column} > ${id}::uuid`;
    },
  };
};

/** The page that these rows make, the last of them being a hint that there are more. */
export const toPage = <Row extends { readonly id: string }, View>(
  prefix: string,
  rows: readonly Row[],
  { take }: PageOf,
  toView: (row: Row) => View,
): { data: View[]; nextCursor?: string; hasMore: boolean } => {
  const hasMore = rows.length === take;
  const page = rows.slice(0, take - 1);
  const last = page.at(-1);
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(prefix, last.id) }),
    hasMore,
  };
};
