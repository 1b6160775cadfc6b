import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { erasedPrefix } from "../erasure/person.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type OptOutRow, toOptOut } from "./read.ts";
import type { ConsentQuery, OptOutPage } from "./schemas.ts";

const defaultLimit = 50;

/** The key of an opt-out and its time, to go on after it. */
interface Place {
  readonly at: string;
  readonly phone: string;
  readonly sender: string;
  readonly category: string;
}

/** One page of those who opted out, the last one first; without those of whom no number is kept. */
export async function listOptOuts(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  query: ConsentQuery,
): Promise<GatewayResult<OptOutPage>> {
  const limit = query.limit ?? defaultLimit;
  const after = query.cursor === undefined ? undefined : toPlace(query.cursor);
  if (query.cursor !== undefined && after === undefined)
    return refused("invalid_cursor", { path: "/cursor" });
  const rows = await database.orm.execute<OptOutRow & { moment: string }>(sql`
    select phone, sender, category, source, opted_out_at as at, opted_out_at::text as moment
    from opt_outs
    where organization_id = ${organizationId}::uuid
      and not starts_with(phone, ${erasedPrefix}) ${
        after === undefined
          ? sql``
          : sql`and (opted_out_at, phone, sender, category)
              < (${after.at}::timestamptz, ${after.phone}, ${after.sender}, ${after.category})`
      }
    order by opted_out_at desc, phone desc, sender desc, category desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map((row) => ({ phone: row.phone, ...toOptOut(row) })),
    ...(hasMore && last && { nextCursor: toCursor({ ...last, at: last.moment }) }),
    hasMore,
  });
}

const toCursor = ({ at, phone, sender, category }: Place): string =>
  Buffer.from([at, phone, sender, category].join("\n")).toString("base64url");

/** Undefined for what was not given out here. */
function toPlace(cursor: string): Place | undefined {
  const [at, phone, sender, category] = Buffer.from(cursor, "base64url").toString().split("\n");
  if (at === undefined || phone === undefined || sender === undefined || category === undefined)
    return undefined;
  return Number.isNaN(Date.parse(at)) ? undefined : { at, phone, sender, category };
}
