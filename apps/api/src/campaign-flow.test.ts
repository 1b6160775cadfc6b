import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { defaultAccounts, type Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  startApi,
  startTestSimulator,
  textField,
  vnpayAt,
} from "./testing/api-process.ts";

/** Only so that a test that hangs says where: a machine may do much else. */
const mostMs = 90_000;
const until = async (answer: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = performance.now() + mostMs;
  while (!(await answer())) {
    if (performance.now() > deadline) throw new Error("It did not become true");
    await new Promise(setImmediate);
  }
};

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

describe("STOP in the middle of a campaign", () => {
  // No law of quiet hours is known of Kenya, so that the test runs at any hour.
  const phones = Array.from({ length: 500 }, (_, n) => `+25471${String(2_000_000 + n)}`);
  const { accountSid, authToken, senders } = defaultAccounts.twilio;
  const sender = senders[0] ?? "";
  let simulator: Simulator;
  let server: TestDatabase;
  let api: ApiProcess;
  beforeAll(async () => {
    simulator = await startTestSimulator();
    server = await createTestDatabase();
    const port = freePort();
    const callbackUrl = `http://127.0.0.1:${port}/in/twilio/any`;
    simulator.setAccount({ ...defaultAccounts.twilio, inboundUrl: `${callbackUrl}/inbound` });
    api = await startApi({
      ...keys,
      ENVIRONMENT: "production",
      DATABASE_URL: server.url,
      PORT: String(port),
      SMS_PROVIDER: "twilio",
      TWILIO_BASE_URL: `${simulator.url}/twilio`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_SENDER: sender,
      TWILIO_CALLBACK_URL: callbackUrl,
      TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
    });
  }, 60_000);
  afterAll(async () => {
    await api.end("SIGKILL");
    await simulator.stop();
    await server.drop();
  });

  const textsTo = (phone: string) => simulator.messages(phone).map(({ text }) => text);
  const adsTo = (phone: string) => textsTo(phone).filter((text) => text.includes("hoc phi"));
  const optOutsOf = async (phone: string) =>
    JSON.stringify(field((await call(api, "GET", `/v1/consent/${phone}`)).json, "optOuts"));
  const statusOf = async (phone: string): Promise<unknown> => {
    const path = `/v1/messages?category=promotional&phone=${encodeURIComponent(phone)}`;
    const data = field((await call(api, "GET", path)).json, "data");
    return Array.isArray(data) ? field(data[0], "status") : undefined;
  };
  const advertise = (to: string) =>
    call(api, "POST", "/v1/messages", { to, body: "Sale", category: "promotional" });

  test(
    "nothing promotional leaves after it, and START gives back what STOP took",
    async () => {
      // A phone can only answer what it got.
      const known = phones.slice(0, 40);
      const messages = known.map((to) => ({ to, body: "Welcome" }));
      await call(api, "POST", "/v1/messages/batch", { messages });
      await until(() => known.every((phone) => textsTo(phone).length === 1));

      const id = await draft(api, phones, { category: "promotional" });
      await call(api, "POST", `/v1/campaigns/${id}/start`, {});
      await until(() => phones.filter((phone) => adsTo(phone).length > 0).length > 50);
      const stopping = known.filter((phone) => adsTo(phone).length === 0).slice(-20);
      for (const phone of stopping) expect(simulator.reply(phone, "STOP", sender)).toBe(true);
      const waiting: string[] = [];
      for (const phone of stopping) {
        await until(async () => (await optOutsOf(phone)) !== "[]");
        const status = await statusOf(phone);
        if (status === "QUEUED" || status === "REJECTED") waiting.push(phone);
      }
      expect(waiting).not.toBeEmpty();
      for (const phone of waiting) {
        await until(async () => (await statusOf(phone)) !== "QUEUED");
        expect([phone, await statusOf(phone), adsTo(phone)]).toEqual([phone, "REJECTED", []]);
        // Welcome, and the one confirmation.
        await until(() => textsTo(phone).length === 2);
      }

      const [back = "", blocked = "", ...gone] = waiting;
      expect((await advertise(gone[0] ?? back)).json).toMatchObject({ code: "opted_out" });
      // What somebody else said for them, no START takes back.
      const said = { phone: blocked, kind: "opted_out" };
      expect((await call(api, "POST", "/v1/consent", said)).status).toBeLessThan(300);
      for (const phone of [back, blocked]) simulator.reply(phone, "START", sender);
      await until(async () => (await optOutsOf(back)) === "[]");
      expect((await advertise(back)).status).toBe(202);
      await until(async () => !(await optOutsOf(blocked)).includes("keyword"));
      expect((await advertise(blocked)).json).toMatchObject({ code: "opted_out" });
    },
    3 * mostMs,
  );
});

const fail = (): never => {
  throw new Error("Nothing is there");
};

const freePort = (): number => {
  const taken = Bun.serve({ port: 0, fetch: () => new Response() });
  const { port } = taken;
  void taken.stop(true);
  return port ?? 0;
};
