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
  const warmUp = warmUpFor(count) * processes;
  const engine = await kind.open(where);
  await engine.install();
  const pool = openPool(where.databaseUrl, 1);
  const workers = await startWorkers(kind, where, processes);
  try {
    await acceptAll(kind, engine, makeMessages(warmUp, "warm-up"));
    const warm = workers.until(warmUp);
    workers.work();
    await warm;

    const messages = makeMessages(count);
    const meter = await startMeter(where.databaseUrl);
    const started = performance.now();
    const passed = () => (performance.now() - started) / 1000;
    const all = workers.until(warmUp + count);
    await acceptAll(kind, engine, messages);
    const acceptSeconds = passed();
    await all;
    const lifeSeconds = passed();
    const cpu = meter.cpu();
    const walBytes = await meter.wal();
    await workers.halt();
    await checkDelivered(pool, warmUp + count);
    const { name } = kind;
    return { name, messages: count, workers: processes, acceptSeconds, lifeSeconds, cpu, walBytes };
  } finally {
    await workers.stop();
    await pool.end();
    await engine.close();
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
