import { load } from "../load.ts";
import type { Engine, EngineKind, EngineOptions, NewMessage } from "./engine.ts";
import { inBatches, makeMessages } from "./messages.ts";
import { startMeter } from "./meters.ts";
import { type Peer, type PeerOptions, type PeerRun, warmUpFor } from "./peer.ts";
import { openStores } from "./stores.ts";
import { checkDelivered, openPool } from "./tables.ts";
import { startWorkers } from "./workers.ts";

/** A way to use a library, as a peer. */
export const toPeer = (kind: EngineKind): Peer => ({
  name: kind.name,
  async run(options) {
    const stores = await openStores(kind, options.databaseUrl);
    return measure(kind, stores, options).finally(stores.close);
  },
});

async function measure(
  kind: EngineKind,
  where: EngineOptions,
  { messages: count, workers: processes }: PeerOptions,
): Promise<PeerRun> {
  const engine = await startEngine(kind, where, processes, warmUpFor(count) * processes);
  try {
    const messages = makeMessages(count);
    const meter = await startMeter(where.databaseUrl);
    const life = await engine.deliver(messages);
    const cpu = meter.cpu();
    const walBytes = await meter.wal();
    await engine.finish();
    return { name: kind.name, messages: count, workers: processes, ...life, cpu, walBytes };
  } finally {
    await engine.stop();
  }
}

/** How long messages took, from the first accept on. */
export type Life = Pick<PeerRun, "acceptSeconds" | "lifeSeconds">;

/** An engine and the processes that send for it. */
export interface RunningEngine {
  /** Accepts messages; resolves when all are delivered. */
  deliver(messages: readonly NewMessage[]): Promise<Life>;
  /** Lets the processes end what they have; throws unless every message went all the way. */
  finish(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one in empty stores. So many messages warm it up: stored first, then delivered. */
export async function startEngine(
  kind: EngineKind,
  where: EngineOptions,
  processes: number,
  warmUp: number,
): Promise<RunningEngine> {
  const engine = await kind.open(where);
  await engine.install();
  const pool = openPool(where.databaseUrl, 1);
  const workers = await startWorkers(kind, where, processes);
  let delivered = warmUp;
  const running: RunningEngine = {
    async deliver(messages) {
      const started = performance.now();
      const passed = () => (performance.now() - started) / 1000;
      delivered += messages.length;
      const all = workers.until(delivered);
      await acceptAll(kind, engine, messages);
      const acceptSeconds = passed();
      await all;
      return { acceptSeconds, lifeSeconds: passed() };
    },
    async finish() {
      await workers.halt();
      await checkDelivered(pool, delivered);
    },
    async stop() {
      await workers.stop();
      await pool.end();
      await engine.close();
    },
  };
  try {
    await acceptAll(kind, engine, makeMessages(warmUp, "warm-up"));
    const warm = workers.until(warmUp);
    workers.work();
    await warm;
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function acceptAll(
  { acceptBatch, acceptsAtATime }: EngineKind,
  engine: Engine,
  messages: readonly NewMessage[],
): Promise<void> {
  await load(inBatches(messages, acceptBatch), acceptsAtATime, 202, async (batch) => {
    await engine.accept(batch);
    return 202;
  });
}
