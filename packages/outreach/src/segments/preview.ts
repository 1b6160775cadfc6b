import { sql } from "drizzle-orm";
import { type ContactRecord, contactColumns, toContact } from "../contacts/view.ts";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult } from "../problems.ts";
import { checkQuery } from "./check-query.ts";
import { matches } from "./compile.ts";
import { readSegment } from "./read.ts";
import { type SegmentPreview, type SegmentQuery, sampleSize } from "./schemas.ts";

type Context = Pick<OutreachContext, "database" | "clock">;

/** How many contacts a query finds at this moment, and the newest of them. */
export async function previewQuery(
  { database, clock }: Context,
  organizationId: string,
  query: SegmentQuery,
): Promise<OutreachResult<SegmentPreview>> {
  const checked = await checkQuery(database.orm, organizationId, query);
  if (!checked.ok) return checked;
  const found = sql`contacts c where c.organization_id = ${organizationId}::uuid
    and ${matches(query, { organizationId, now: clock.now() })}`;
  const [counted] = await database.orm.execute<{ count: number }>(sql`
    select count(*)::int as count from ${found}`);
  const rows = await database.orm.execute<ContactRecord>(sql`
    select ${contactColumns} from ${found} order by c.id desc limit ${sampleSize}`);
  return done({ count: counted?.count ?? 0, sample: [...rows].map(toContact) });
}

/** The same of a segment. */
export async function previewSegment(
  context: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<SegmentPreview>> {
  const segment = await readSegment(context, organizationId, publicId);
  return segment.ok ? previewQuery(context, organizationId, segment.value.query) : segment;
}
