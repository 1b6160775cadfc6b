import type { GatewayContext } from "../context.ts";
import { grouped } from "../grouped.ts";
import { type Bell, createBell } from "./bell.ts";
import { type EventPlace, isAfter } from "./cursor.ts";
import { type PageRequest, type PlacedEvent, type ReadPage, readPages } from "./read-pages.ts";

/** How long an event may be committed before it is noticed. */
const pollMs = 250;

/** A sign of life this often: proxies, and our own server, cut what is silent for longer. */
const beatMs = 15_000;

/** Events of an organization that are kept for readers who are a little behind. */
const mostKept = 512;

/** Readers that are further behind share a statement, one statement at a time. */
const mostReplays = 8;

/** What a reader gets: where it stands now, and what came before that. */
export interface FeedPage {
  readonly place: EventPlace;
  readonly events: readonly PlacedEvent[];
}

/** Where one reader begins. */
export interface FeedStart {
  readonly organizationId: string;
  /** Gets what comes after it. */
  readonly after: EventPlace;
  /** Where the organization's events ended a moment ago. */
  readonly end: EventPlace;
  readonly wants: (event: PlacedEvent) => boolean;
}

/** The events of all organizations that somebody reads. */
export interface EventFeed {
  /**
   * Everything after a place, as it comes. A page without events is a sign of life: the first one,
   * and whenever nothing came for a while. Ends when `signal` is aborted, when the feed is stopped,
   * and when what the reader missed cannot be read.
   */
  follow(start: FeedStart, signal: AbortSignal): AsyncGenerator<FeedPage>;
  /** Ends every reader, now and later; resolves when the database is not asked any more. */
  stop(): Promise<void>;
}

/** What readers of one organization share. */
interface Channel {
  /** Everything after `start` and up to `head` is in `events`. */
  start: EventPlace;
  head: EventPlace;
  readonly events: PlacedEvent[];
  readonly readers: Set<Bell>;
}

/**
 * One loop asks for what is new, for all readers at once, and only while there are any. Readers take
 * it at their own pace: for each only its place is kept, and one that falls behind what is kept for
 * all reads page by page from the database until it has caught up.
 */
export function createFeed({
  database,
  timing,
  logger,
}: Pick<GatewayContext, "database" | "timing" | "logger">): EventFeed {
  const channels = new Map<string, Channel>();
  const replay = grouped<PageRequest, ReadPage>((requests) => readPages(database, requests), {
    most: mostReplays,
  });
  const replayOne = async (request: PageRequest): Promise<ReadPage> => {
    const [page] = await replay([request]);
    if (page === undefined) throw new Error("A page was not answered");
    return page;
  };
  const due = createBell();
  let polling: Promise<void> | undefined;
  let isBeating = false;
  let isAway = false;
  let beats = 0;
  let stopped = false;

  const ringAll = (): void => {
    for (const { readers } of channels.values()) for (const bell of readers) bell.ring();
  };

  /** Resolves to whether there is more. */
  const poll = async (): Promise<boolean> => {
    const asked = [...channels];
    const requests = asked.map(([organizationId, { head }]) => ({ organizationId, after: head }));
    try {
      const pages = await readPages(database, requests);
      for (const [n, [, channel]] of asked.entries()) append(channel, pages[n]?.events ?? []);
      isAway = false;
      return pages.some(({ more }) => more);
    } catch (error) {
      if (!isAway) logger.warn({ event: "events.poll_failed", error });
      isAway = true;
      return false;
    }
  };

  const isRead = () => channels.size > 0 && !stopped;

  const pollWhileRead = async (): Promise<void> => {
    while (isRead()) {
      if (await poll()) continue;
      void timing.delay(pollMs).then(due.ring);
      await due.wait();
    }
    polling = undefined;
  };

  const beatWhileRead = async (): Promise<void> => {
    isBeating = true;
    while (isRead()) {
      await timing.delay(beatMs);
      beats += 1;
      ringAll();
    }
    isBeating = false;
  };

  const join = ({ organizationId, end }: FeedStart, bell: Bell): Channel => {
    let channel = channels.get(organizationId);
    if (channel === undefined) {
      channel = { start: end, head: end, events: [], readers: new Set() };
      channels.set(organizationId, channel);
    }
    channel.readers.add(bell);
    polling ??= pollWhileRead();
    if (!isBeating) void beatWhileRead();
    return channel;
  };

  const leave = (organizationId: string, channel: Channel, bell: Bell): void => {
    channel.readers.delete(bell);
    if (channel.readers.size === 0) channels.delete(organizationId);
  };

  async function* follow(start: FeedStart, signal: AbortSignal): AsyncGenerator<FeedPage> {
    const bell = createBell();
    const channel = join(start, bell);
    signal.addEventListener("abort", bell.ring, { once: true });
    try {
      let place = start.after;
      let toldBeats: number | undefined;
      while (!stopped && !signal.aborted) {
        const { events, more } = isAfter(channel.start, place)
          ? await replayOne({ organizationId: start.organizationId, after: place })
          : { events: keptAfter(channel, place), more: false };
        place = events.at(-1)?.place ?? place;
        const wanted = events.filter(start.wants);
        if (wanted.length > 0 || toldBeats !== beats) {
          toldBeats = beats;
          yield { place, events: wanted };
        } else if (events.length === 0 && !more) await bell.wait();
      }
    } catch (error) {
      logger.warn({ event: "events.replay_failed", error });
    } finally {
      signal.removeEventListener("abort", bell.ring);
      leave(start.organizationId, channel, bell);
    }
  }

  return {
    follow,
    stop: async () => {
      stopped = true;
      ringAll();
      due.ring();
      await polling;
      await replay.idle();
    },
  };
}

function append(channel: Channel, events: readonly PlacedEvent[]): void {
  const last = events.at(-1);
  if (last === undefined) return;
  channel.events.push(...events);
  channel.head = last.place;
  const dropped = channel.events.splice(0, Math.max(0, channel.events.length - mostKept));
  channel.start = dropped.at(-1)?.place ?? channel.start;
  for (const bell of channel.readers) bell.ring();
}

const keptAfter = ({ events }: Channel, place: EventPlace): readonly PlacedEvent[] =>
  events.slice(1 + events.findLastIndex((event) => !isAfter(event.place, place)));
