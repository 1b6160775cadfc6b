import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type EventCursor, type EventPlace, formatCursor, isAfter, parseCursor } from "./cursor.ts";
import type { FeedPage } from "./feed.ts";
import { readEnd } from "./read-pages.ts";
import type { EventPage, EventType, ResetEvent } from "./schemas.ts";

/** How long a cursor may be resumed, in milliseconds: far shorter than anything is kept. */
const resumableMs = 7 * 86_400_000;

/** What a reader wants. */
export interface StreamOptions {
  /** A cursor of an earlier page or event. Without it only what happens from now on is told. */
  readonly after?: string | undefined;
  /** All where it is absent. */
  readonly types?: readonly EventType[] | undefined;
  /** Aborted when the reader is gone. */
  readonly signal: AbortSignal;
}

/**
 * The events of an organization as they come, each once and in one order for all readers. The first
 * page comes at once, and one without events every 15 seconds. A cursor that cannot be resumed
 * begins anew after a `reset`, because browsers repeat their last cursor and give up at a refusal;
 * one that is no cursor at all is refused.
 */
export async function streamEvents(
  { database, feed }: Pick<GatewayContext, "database" | "feed">,
  organizationId: string,
  { after, types, signal }: StreamOptions,
): Promise<GatewayResult<AsyncIterable<EventPage>>> {
  const cursor = after === undefined ? undefined : parseCursor(after);
  if (after !== undefined && cursor === undefined) return refused("invalid_cursor");
  const { place: end, now } = await readEnd(database, organizationId);
  const reset = cursor && resetOf(cursor, end, now);
  const wanted = types && new Set<string>(types);
  const pages = feed.follow(
    {
      organizationId,
      after: cursor === undefined || reset ? end : cursor.place,
      end,
      wants: ({ event }) => wanted?.has(event.type) ?? true,
    },
    signal,
  );
  return done(toEventPages(pages, reset && { place: end, event: reset }, now));
}

/** Why it cannot be resumed: in the time since, something may have been forgotten; or it is not ours. */
function resetOf({ place, at }: EventCursor, end: EventPlace, now: Date): ResetEvent | undefined {
  if (isAfter(place, end)) return { type: "reset", reason: "unknown" };
  const isOld = at.getTime() < now.getTime() - resumableMs;
  return isOld ? { type: "reset", reason: "expired" } : undefined;
}

/** Cursors are dated by the database's clock, which was at `now` when this was called. */
async function* toEventPages(
  pages: AsyncIterable<FeedPage>,
  reset: { readonly place: EventPlace; readonly event: ResetEvent } | undefined,
  now: Date,
): AsyncGenerator<EventPage> {
  const began = performance.now();
  let before = reset ? [reset] : [];
  for await (const { place, events } of pages) {
    const at = new Date(now.getTime() + performance.now() - began);
    yield {
      cursor: formatCursor({ place, at }),
      events: [...before, ...events].map((placed) => ({
        cursor: formatCursor({ place: placed.place, at }),
        event: placed.event,
      })),
    };
    before = [];
  }
}
