import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { messagePrefix } from "../messages/send.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type {
  ConsentCategory,
  ConsentEvent,
  ConsentQuery,
  ConsentScope,
  ConsentState,
} from "./schemas.ts";

const prefix = "cse";
const defaultLimit = 50;

/** What a row of events says that anybody may be told. */
export interface SaidRow extends Record<string, unknown> {
  readonly id: string;
  readonly sender: string;
  readonly category: ConsentCategory;
  readonly source: ConsentEvent["source"];
  readonly keyword: string | null;
  readonly inbound_message_id: string | null;
}

interface Event extends SaidRow {
  readonly kind: ConsentEvent["kind"];
  readonly reason: string | null;
  readonly actor: string | null;
  readonly at: Date;
}

/** What is said of a number that nobody ever said anything about: no opt-outs, no events. */
export async function readConsent(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  text: string,
  query: ConsentQuery,
): Promise<GatewayResult<ConsentState>> {
  const parsed = parsePhone(text);
  if (!parsed.ok) return refused("invalid_recipient", { path: "/phone", detail: parsed.reason });
  const phone = parsed.e164;
  const limit = query.limit ?? defaultLimit;
  const after = query.cursor === undefined ? undefined : fromPublicId(prefix, query.cursor);
  if (query.cursor !== undefined && after === undefined)
    return refused("invalid_cursor", { path: "/cursor" });
  const owned = sql`organization_id = ${organizationId}::uuid and phone = ${phone}`;
  const standing = await database.orm.execute<OptOutRow>(sql`
    select phone, sender, category, source, opted_out_at as at from opt_outs
    where ${owned} order by sender, category`);
  const events = await database.orm.execute<Event>(sql`
    select * from consent_events where ${owned} ${
      after === undefined
        ? sql``
        : sql`and (at, id) < (
            select at, id from consent_events where ${owned} and id = ${after}::uuid)`
    }
    order by at desc, id desc limit ${limit + 1}`);
  const page = [...events].slice(0, limit);
  const last = page.at(-1);
  const hasMore = events.length > limit;
  return done({
    phone,
    optOuts: [...standing].map(toOptOut),
    events: page.map(toEvent),
    ...(hasMore && last && { nextCursor: toPublicId(prefix, last.id) }),
    hasMore,
  });
}

/** A row of opt-outs. */
export interface OptOutRow extends Record<string, unknown> {
  readonly phone: string;
  readonly sender: string;
  readonly category: ConsentCategory;
  readonly source: string;
  readonly at: Date;
}

/** An opt-out as it is told outside. */
export const toOptOut = ({ sender, category, source, at }: OptOutRow) => ({
  category: toScope(category),
  ...(sender !== "" && { sender }),
  source,
  at: at.toISOString(),
});

const toScope = (category: ConsentCategory): ConsentScope => (category === "" ? "all" : category);

const toEvent = (row: Event): ConsentEvent => ({
  ...toSaid(row),
  kind: row.kind,
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.actor !== null && { actor: row.actor }),
  at: row.at.toISOString(),
});

/** What was said, and how we know, without who did it for them and why. */
export const toSaid = (row: SaidRow) => ({
  id: toPublicId(prefix, row.id),
  category: toScope(row.category),
  ...(row.sender !== "" && { sender: row.sender }),
  source: row.source,
  ...(row.keyword !== null && { keyword: row.keyword }),
  ...(row.inbound_message_id !== null && {
    inboundId: toPublicId(messagePrefix, row.inbound_message_id),
  }),
});
