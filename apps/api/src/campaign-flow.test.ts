import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  startApi,
  startTestSimulator,
  textField,
  until as untilWithin,
  vnpayAt,
} from "./testing/api-process.ts";

/** A killed worker's marks stand for half a minute. */
const mostMs = 90_000;
const until = (answer: () => Promise<boolean> | boolean) => untilWithin(answer, mostMs);

const call = (api: ApiProcess, method: string, path: string, body?: unknown) =>
  api.call(method, path, {
    body,
    token: apiKey,
    ...(typeof body === "string" && { headers: { "content-type": "text/csv" } }),
  });

/** A draft for the numbers of a file. */
const draft = async (api: ApiProcess, phones: readonly string[], more: object): Promise<string> => {
  const text = "Chao {{name}}, hoc phi thang 11";
  const made = await call(api, "POST", "/v1/campaigns", { name: "Fees", body: text, ...more });
  const id = textField(made.json, "id");
  const file = ["phone,name", ...phones.map((phone, n) => `${phone},An ${n}`)].join("\n");
  const given = await call(api, "POST", `/v1/campaigns/${id}/recipients/import`, file);
  expect(given.json).toMatchObject({ added: phones.length, refused: 0 });
  return id;
};

const statsOf = async (api: ApiProcess, id: string) => {
  const { json } = await call(api, "GET", `/v1/campaigns/${id}`);
  const stats = field(json, "stats");
  const buckets = new Map<string, number>(Object.entries(field(stats, "buckets") ?? {}));
  const sum = [...buckets.values()].reduce((total, count) => total + count, 0);
  return { state: field(json, "state"), total: field(stats, "total"), sum, buckets };
};

describe("a campaign whose processes are killed", () => {
  const phones = Array.from({ length: 1500 }, (_, n) => `+8491${String(2_000_000 + n)}`);
  let simulator: Simulator;
  let server: TestDatabase;
  let database: Database;
  let apis: ApiProcess[] = [];
  const startBoth = async () => {
    const env = { ...keys, ENVIRONMENT: "production", DATABASE_URL: server.url };
    apis = await Promise.all([1, 2].map(() => startApi({ ...env, ...vnpayAt(simulator) })));
  };
  const one = () => apis[0] ?? fail();
  beforeAll(async () => {
    simulator = await startTestSimulator();
    server = await createTestDatabase();
    database = await openDatabase({ url: server.url });
    await startBoth();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.end("SIGKILL")));
    await simulator.stop();
    await database.close();
    await server.drop();
  });

  const received = () => phones.map((phone) => simulator.messages(phone).length);
  const arrived = () => received().reduce((total, count) => total + count, 0);
  const marked = async () => {
    const [row] = await database.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from message_dispatches`,
    );
    return row?.n ?? 0;
  };

  test(
    "started twice, paused, killed, resumed and cancelled: nobody gets it twice, and it adds up",
    async () => {
      const id = await draft(one(), phones, { category: "transactional" });
      const started = await Promise.all(
        apis.map((api) => call(api, "POST", `/v1/campaigns/${id}/start`, {})),
      );
      expect(started.map(({ status }) => status)).toEqual([202, 202]);
      await until(() => arrived() > 200);
      const paused = await call(one(), "POST", `/v1/campaigns/${id}/pause`, {});
      expect(paused.json).toMatchObject({ state: "PAUSED" });
      // What was marked before the pause may still arrive; nothing else does.
      await until(async () => (await marked()) === 0);
      const before = arrived();
      expect(before).toBeLessThan(phones.length);
      await Promise.all(apis.map((api) => api.end("SIGKILL")));
      await startBoth();
      const between = await statsOf(one(), id);
      expect([between.state, between.total, between.sum]).toEqual(["PAUSED", 1500, 1500]);
      expect(arrived()).toBe(before);

      await call(one(), "POST", `/v1/campaigns/${id}/resume`, {});
      await until(() => arrived() > before + 200);
      await Promise.all(apis.map((api) => api.end("SIGKILL")));
      await startBoth();
      const cancelled = await call(one(), "POST", `/v1/campaigns/${id}/cancel`, {});
      expect(cancelled.json).toMatchObject({ state: "CANCELLED" });
      await until(async () => {
        const { buckets, sum } = await statsOf(one(), id);
        expect(sum).toBe(phones.length);
        return !buckets.get("queued") && !buckets.get("pending") && (await marked()) === 0;
      });
      expect(Math.max(...received())).toBe(1);
      const { buckets } = await statsOf(one(), id);
      // A call that was cut by a kill may or may not have arrived: it counts as sent.
      expect(buckets.get("sent") ?? 0).toBeGreaterThanOrEqual(arrived());
    },
    3 * mostMs,
  );
});

const fail = (): never => {
  throw new Error("Nothing is there");
};
