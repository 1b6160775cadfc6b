import { createConfig, createLogger, migrate, openDatabase, systemClock } from "@nx/core";
import { startPostgres } from "@nx/core/testing";
import { createLimits, type LimitSubject, limitSettings, rateSetting } from "@nx/gateway";
import { load, round } from "./load.ts";
import { startMeter } from "./peers/meters.ts";

const takes = Number(Bun.argv[3] ?? 20_000);
const plenty = 1_000_000;
const to = "+84912345678";

/** A request that sends one message for one of so many keys, ten to an organization. */
const asker = (keys: number) => (n: number) => {
  const key = n % keys;
  const organizationId = `00000000-0000-7000-8000-${String(Math.floor(key / 10)).padStart(12, "0")}`;
  return { key: { id: `key_${key}` }, organizationId, messages: [{ to }] };
};

/**
 * What a request costs that passes all layers (key and organization by minute and day, the whole):
 * alone, with others, of one key and of a thousand; and what one costs that is refused.
 */
export async function benchLimits(): Promise<object> {
  const postgres = await startPostgres({ settings: {} });
  const database = await openDatabase({ url: postgres.url });
  await migrate(database);
  const config = createConfig({
    database,
    environment: "bench",
    settings: limitSettings,
    logger: createLogger({ level: "silent" }),
    clock: systemClock,
  });
  await config.start();
  const many = { perMinute: plenty, perDay: plenty };
  const numbers = { key: many, organization: many, global: { perSecond: plenty } };
  await config.patch(rateSetting, numbers, { actor: "bench" });
  const limits = createLimits({ database, config });

  const measure = async (
    count: number,
    concurrency: number,
    subject: (n: number) => LimitSubject,
    granted: boolean,
  ) => {
    const items = Array.from({ length: count }, (_, n) => n);
    const meter = await startMeter(postgres.url);
    const result = await load(items, concurrency, granted ? 1 : 0, async (n) =>
      Number((await limits.take(subject(n))).kind === "granted"),
    );
    const { client, server } = meter.cpu();
    return {
      "takes/s": Math.round(result.perSecond),
      "p50 ms": result.p50,
      "p99 ms": result.p99,
      "µs of CPU, process": round((client * 1000) / count),
      "µs of CPU, database": round((server * 1000) / count),
      others: result.others,
    };
  };

  const full = { key: { id: "full", perDay: 1 } };
  await limits.take(full);
  const results = {
    "one at a time": await measure(takes / 10, 1, asker(1), true),
    "64 at once, one key": await measure(takes, 64, asker(1), true),
    "64 at once, 1,000 keys": await measure(takes, 64, asker(1000), true),
    "500 at once, 1,000 keys": await measure(takes, 500, asker(1000), true),
    "64 at once, refused": await measure(takes, 64, () => full, false),
  };
  await config.stop();
  await database.close();
  await postgres.stop();
  return results;
}
