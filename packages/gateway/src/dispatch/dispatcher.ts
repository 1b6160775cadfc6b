import { grouped } from "../grouped.ts";
import { type Lane, lanes } from "../ledger/accept.ts";
import {
  type Chunk,
  claimChunks,
  keepLeases,
  type Look,
  type QueuedMessage,
  releaseChunks,
} from "../ledger/claim.ts";
import { type Delay, deferMessages } from "../ledger/defer.ts";
import { dueLanes } from "../ledger/due-lanes.ts";
import { type MarkRequest, markDispatches, type Stops } from "../ledger/mark.ts";
import { matchParkedReports } from "../ledger/parked-reports.ts";
import type { Lease } from "../ledger/queue-rows.ts";
import { type AttemptResult, recordLateResults, recordResults } from "../ledger/record.ts";
import type { QuietHours } from "../quiet-hours/quiet-hours.ts";
import { type AccountGate, createAccountGate } from "./account-gate.ts";
import { type DispatchContext, dispatchNowhere, dispatchSlice } from "./dispatch-slice.ts";
import { type AtLarge, holdBack } from "./hold-back.ts";
import { type Planned, planChunk } from "./plan-chunk.ts";
import { isPoison, quarantine, splitChunk } from "./poison.ts";
import { reserveRate } from "./reserve-rate.ts";
import { type DispatchAccount, type Routing, withRates } from "./routing.ts";

export interface DispatcherOptions extends Omit<DispatchContext, "mark" | "record" | "cut"> {
  /** Asked for every chunk of an organization, so that changed settings hold at once. */
  readonly routing: (organizationId: string) => Routing;
  /** The rate card of an organization that has one of its own. */
  readonly ratesOf?: (organizationId: string) => Promise<Routing["rates"]>;
  /** Asked about every message that has such hours, and again when these end before it leaves. */
  readonly quietHours?: QuietHours | undefined;
  readonly now: () => Date;
}

/** Takes messages from the queue to providers, and what these say back into the ledger. */
export interface Dispatcher {
  start(): void;
  /**
   * The lease under which new messages of a lane may be stored for this dispatcher to {@link take}:
   * it has room, and nothing older waits in the lane.
   */
  leaseFor(lane: Lane): Lease | undefined;
  /** Works on chunks that were stored under its lease. */
  take(chunks: readonly Chunk[]): void;
  /** Says that there may be work in a lane, which it would find by itself a little later. */
  wake(lane: Lane): void;
  /** Calls back whenever a result of the message is recorded. Returns how to end that. */
  onResult(messageId: string, heard: (result: AttemptResult) => void): () => void;
  /**
   * Takes nothing new, lets calls under way end, records them and gives the rest back. What a
   * provider has not answered by then is recorded as unknown.
   */
  stop(): Promise<void>;
}

/** Chunks of one lane in memory, and messages of one organization among them after which it waits. */
const mostChunks = 64;
const mostMessagesEach = 1000;
/** With more chunks in memory than these, new messages wait in the queue for their turn. */
const mostBorn = 8;
/** Chunks of one organization that are taken at a time. */
const mostChunksEach = 8;

/** Most results that one statement writes, and most slices that one marks. */
const mostResults = 1000;
const mostMarks = 50;

/** Makes a dispatcher. Several of them, in any number of processes, share one queue. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, circuits, newId, timing, logger, routing } = options;
  const lease: Lease = { id: newId(), seconds: timing.leaseSeconds };
  const gates = new Map<string, AccountGate>();
  const lastThrough = new Map<string, { account: DispatchAccount; organizationId: string }>();
  const held: Record<Lane, Set<Chunk>> = { 0: new Set(), 1: new Set(), 2: new Set() };
  /** Whether the round of a lane has found anything so far, or is not over. */
  const hasBacklog: Record<Lane, boolean> = { 0: true, 1: true, 2: true };
  /** Whether the last look at a lane left something to others because too much of it is here. */
  const lacksRoom: Record<Lane, boolean> = { 0: false, 1: false, 2: false };
  /** Lanes whose last round found nothing: they wait to be woken. */
  const sleeping = new Set<Lane>();
  const wakes: Record<Lane, () => void> = { 0: noop, 1: noop, 2: noop };
  const listeners = new Map<string, (result: AttemptResult) => void>();
  const working = new Set<Promise<unknown>>();
  const cut = new AbortController();
  let running = false;

  const record = grouped<AttemptResult, undefined>(writeResults, { most: mostResults });
  const { callSeconds, leaseSeconds } = timing;
  const mark = grouped<MarkRequest, Stops>(
    (requests) =>
      markDispatches(database, requests, { lease: lease.id, callSeconds, leaseSeconds }),
    { most: mostMarks },
  );
  const context: DispatchContext = { ...options, mark, record, cut: cut.signal };

  /** Results that are written at the same time share a look for reports that wait for their names. */
  const matchParked = grouped<string, undefined>(
    async (names) => {
      await matchParkedReports(database, names);
      return names.map(() => undefined);
    },
    { most: mostResults },
  );

  async function writeResults(results: readonly AttemptResult[]): Promise<undefined[]> {
    const written = await untilItWorks(() => recordResults(database, results, newId));
    if (written.late.length > 0)
      await untilItWorks(() => recordLateResults(database, written.late, newId));
    if (written.reportsParked) void matchParked(results.flatMap(({ names }) => names)).catch(noop);
    for (const result of results) {
      listeners.get(result.messageId)?.(result);
      if (result.again?.afterSeconds === 0) wakes[result.again.lane]();
    }
    return results.map(() => undefined);
  }

  /** A result that is not written is a message that may be sent twice: it is tried until it works. */
  async function untilItWorks<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        logger.error({ event: "ledger.record_failed", error });
        await timing.delay(timing.retryMs);
      }
    }
  }

  /** Goes round all organizations, again and again, and sleeps after a round in which nothing was due. */
  async function claimLoop(lane: Lane): Promise<void> {
    let woken = wakeOf(lane);
    let after: string | undefined;
    let isFound = false;
    while (running) {
      const look = await claim(lane, after);
      after = look.next;
      isFound ||= look.chunks.length > 0;
      hasBacklog[lane] = isFound || after !== undefined;
      for (const chunk of look.chunks) work(chunk);
      const isRoundOver = after === undefined;
      if (look.mustRest) await Promise.race([woken, timing.delay(timing.pollMs)]);
      else if (isRoundOver && !isFound) await asleep(lane, woken);
      if (look.mustRest || isRoundOver) woken = wakeOf(lane);
      if (isRoundOver) isFound = false;
    }
  }

  async function asleep(lane: Lane, woken: Promise<void>): Promise<void> {
    sleeping.add(lane);
    await woken;
    sleeping.delete(lane);
  }

  /** Wakes the lanes in which something has become due meanwhile, or was put by another process. */
  async function lookOut(): Promise<void> {
    while (running) {
      await timing.delay(timing.pollMs);
      if (!running || sleeping.size === 0) continue;
      try {
        for (const lane of await dueLanes(database, [...sleeping])) wakes[lane]();
      } catch (error) {
        logger.warn({ event: "ledger.claim_failed", error });
      }
    }
  }

  /** Resolves when the lane is woken from now on. */
  const wakeOf = (lane: Lane): Promise<void> =>
    new Promise((resolve) => {
      wakes[lane] = resolve;
    });

  /** With no room, or no database, the next look begins where this one did, after a rest. */
  async function claim(
    lane: Lane,
    after: string | undefined,
  ): Promise<Look & { readonly mustRest?: true }> {
    const count = mostChunks - held[lane].size;
    const skip = busyIn(lane);
    lacksRoom[lane] = count <= 0 || skip.length > 0;
    if (count <= 0) return { chunks: [], next: after, mustRest: true };
    try {
      return await claimChunks(database, {
        lane,
        count,
        each: mostChunksEach,
        after,
        skip,
        lease,
      });
    } catch (error) {
      logger.warn({ event: "ledger.claim_failed", error });
      return { chunks: [], next: after, mustRest: true };
    }
  }

  /** Organizations that have their part of this dispatcher already. */
  function busyIn(lane: Lane): readonly string[] {
    const counts = new Map<string, number>();
    for (const { organizationId, messages } of held[lane])
      counts.set(organizationId, (counts.get(organizationId) ?? 0) + messages.length);
    return [...counts].flatMap(([id, count]) => (count >= mostMessagesEach ? [id] : []));
  }

  function work(chunk: Chunk): void {
    const { lane } = chunk;
    held[lane].add(chunk);
    const done = dispatchChunk(chunk)
      .catch((error) => logger.error({ event: "ledger.dispatch_failed", error }))
      .finally(() => {
        working.delete(done);
        held[lane].delete(chunk);
        if (lacksRoom[lane]) wakes[lane]();
      });
    working.add(done);
  }

  async function dispatchChunk(whole: Chunk): Promise<void> {
    if (isPoison(whole)) {
      if (whole.messages.length === 1) return quarantine(database, whole);
      await splitChunk(database, whole, newId);
      return wakes[whole.lane]();
    }
    const { messages, until } = await allowed(whole);
    const chunk = { ...whole, messages };
    const rates = await options.ratesOf?.(chunk.organizationId);
    const now = withRates(routing(chunk.organizationId), rates);
    const planned = planChunk(chunk, now, circuits.health(), options.now());
    await Promise.all(
      [...planned].map(([id, messages]) => {
        const account = now.accounts.find((each) => each.id === id);
        if (account) return dispatchThrough(chunk, account, messages, until);
        const code = now.accounts.length === 0 ? "unavailable" : "no_route";
        return dispatchNowhere(context, chunk, messages, code);
      }),
    );
  }

  /** Slice by slice, as the account has room. Quiet hours may have begun by then. */
  async function dispatchThrough(
    chunk: Chunk,
    account: DispatchAccount,
    messages: readonly Planned[],
    until: Date | undefined,
  ): Promise<void> {
    const gate = gateOf(account, chunk.organizationId);
    const slices: Promise<void>[] = [];
    let left = messages;
    let sureUntil = until;
    while (left.length > 0) {
      const granted = await gate.take(chunk.lane, left.length);
      if (granted === 0) break;
      if (sureUntil !== undefined && options.now() >= sureUntil) {
        const still = await allowed(
          chunk,
          left.map(({ message }) => message),
        );
        const ids = new Set(still.messages.map(({ id }) => id));
        left = left.filter(({ message }) => ids.has(message.id));
        sureUntil = still.until;
      }
      const slice = left.slice(0, granted);
      gate.release(granted - slice.length);
      if (slice.length > 0)
        slices.push(dispatchSlice(context, chunk, account, slice, gate.release));
      left = left.slice(granted);
    }
    await Promise.all(slices);
  }

  /** Nothing leaves because nobody could be asked whether it may. What is left at the end is given back. */
  async function allowed(chunk: Chunk, messages?: readonly QueuedMessage[]): Promise<AtLarge> {
    do {
      try {
        return await holdBack({ ...options, defer }, chunk, messages);
      } catch (error) {
        logger.warn({ event: "ledger.hold_back_failed", error });
        await timing.delay(timing.retryMs);
      }
    } while (running);
    return { messages: [], until: undefined };
  }

  const defer = (chunk: Chunk, delays: readonly Delay[]) =>
    deferMessages(database, chunk, delays, lease.id, newId);

  /** Its limits are those of the account in the routing of whoever came through it last. */
  function gateOf(account: DispatchAccount, organizationId: string): AccountGate {
    const { id } = account;
    lastThrough.set(id, { account, organizationId });
    const known = gates.get(id);
    if (known !== undefined) return known;
    const limits = () => {
      const last = lastThrough.get(id) ?? { account, organizationId };
      return routing(last.organizationId).accounts.find((each) => each.id === id) ?? last.account;
    };
    const reserve = (count: number) =>
      reserveRate(database, id, limits().perSecond ?? count, count);
    const gate = createAccountGate(limits, reserve, timing.delay);
    gates.set(id, gate);
    return gate;
  }

  /** What waits here for its turn keeps its lease, however long the turn is in coming. */
  async function keep(): Promise<void> {
    while (running) {
      await timing.delay((timing.leaseSeconds * 1000) / 5);
      const chunks = Object.values(held).flatMap((inLane) => [...inLane]);
      if (running && chunks.length > 0)
        await keepLeases(database, lease, chunks).catch((error) =>
          logger.warn({ event: "ledger.lease_failed", error }),
        );
    }
  }

  return {
    leaseFor: (lane) =>
      running && !hasBacklog[lane] && held[lane].size < mostBorn ? lease : undefined,
    take(chunks) {
      for (const chunk of chunks) work(chunk);
    },
    start() {
      running = true;
      for (const lane of Object.values(lanes)) void claimLoop(lane);
      void lookOut();
      void keep();
    },
    wake: (lane) => wakes[lane](),
    onResult(messageId, heard) {
      listeners.set(messageId, heard);
      return () => listeners.delete(messageId);
    },
    async stop() {
      running = false;
      for (const gate of gates.values()) gate.close();
      for (const lane of Object.values(lanes)) wakes[lane]();
      const timer = setTimeout(() => cut.abort(), timing.stopMs);
      while (working.size > 0) await Promise.allSettled(working);
      clearTimeout(timer);
      await record.idle();
      await releaseChunks(database, lease.id).catch((error) =>
        logger.warn({ event: "ledger.release_failed", error }),
      );
    },
  };
}

const noop = (): void => {};
