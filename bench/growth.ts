import { startPostgres } from "@nx/core/testing";
import { Client } from "pg";
import { atMost } from "./budget.ts";
import { ledger } from "./ledger/engine.ts";
import { round } from "./load.ts";
import { median } from "./median.ts";
import { makeMessages } from "./peers/messages.ts";
import { startMeter } from "./peers/meters.ts";
import { startEngine } from "./peers/run-engine.ts";

/** What docs/production.md asks for; 16 GB of log between checkpoints. */
const settings = { shared_buffers: "1GB", max_wal_size: "16GB" };
const piece = 100_000;
const rounds = 7;

/**
 * What a message costs when many are stored, beside what it costs when few are: two servers, filled by
 * messages that went all the way, take turns with 100,000 more, so that both see the same hours of
 * the machine. `bun run bench growth 100000 1000000` stores that many; 1 and 10 million by default.
 */
export async function benchGrowth(): Promise<object> {
  const [few, many] = [Number(Bun.argv[3] ?? 1_000_000), Number(Bun.argv[4] ?? 10_000_000)];
  const young = await openFilled(few);
  const grown = await openFilled(many);
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const server of turn % 2 === 0 ? [young, grown] : [grown, young]) await server.measure();
  }
  const [small, large] = [await young.close(), await grown.close()];
  console.table({ [`${few} stored`]: small, [`${many} stored`]: large });
  const times = large["CPU us per message"] / small["CPU us per message"];
  return { [`CPU at ${many}, times that at ${few}`]: atMost(times, 1.1) };
}

interface Cost {
  readonly "msg/s": number;
  readonly "CPU us per message": number;
  readonly "of it servers": number;
  readonly "WAL bytes per message": number;
}

/** A server with so many messages stored, vacuumed, and a checkpoint behind it. */
async function openFilled(stored: number) {
  const postgres = await startPostgres({ settings });
  const where = { databaseUrl: postgres.url, redisUrl: "" };
  const engine = await startEngine(ledger, where, 1, piece);
  let next = piece;
  const deliverMore = () => {
    const messages = makeMessages(piece, "run", next);
    next += piece;
    return engine.deliver(messages);
  };
  while (next < stored) await deliverMore();
  await settle(postgres.url);

  const whole = await startMeter(postgres.url);
  const own = { client: 0, wal: 0, seconds: Array.of<number>() };
  return {
    async measure() {
      const meter = await startMeter(postgres.url);
      const { lifeSeconds } = await deliverMore();
      own.client += meter.cpu().client;
      own.wal += await meter.wal();
      own.seconds.push(lifeSeconds);
    },
    /** The server's share is of all the time: what it does for itself while the other has its turn, too. */
    async close(): Promise<Cost> {
      const { server } = whole.cpu();
      await engine.finish();
      await engine.stop();
      await postgres.stop();
      const measured = own.seconds.length * piece;
      const each = (milliseconds: number) => round((milliseconds * 1000) / measured);
      return {
        "msg/s": Math.round(median(own.seconds, (seconds) => piece / seconds)),
        "CPU us per message": each(own.client + server),
        "of it servers": each(server),
        "WAL bytes per message": Math.round(own.wal / measured),
      };
    },
  };
}

async function settle(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  await client.end();
}
