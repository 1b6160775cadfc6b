import { afterAll, beforeAll, expect, test } from "bun:test";
import { openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  operatorToken,
  startApi,
  startTestSimulator,
  textField,
  until,
  vnpayAt,
} from "./testing/api-process.ts";

const phone = "+84912345678";
let simulator: Simulator;
let other: Simulator;
let database: TestDatabase;
let processes: ApiProcess[];

beforeAll(async () => {
  simulator = await startTestSimulator();
  other = await startTestSimulator();
  database = await createTestDatabase();
  const env = {
    ...keys,
    ...vnpayAt(simulator),
    ENVIRONMENT: "production",
    DATABASE_URL: database.url,
    OTP_LIMITS_ENABLED: "false",
  };
  processes = await Promise.all([startApi(env), startApi(env)]);
});
afterAll(async () => {
  await Promise.all(processes.map((api) => api.end("SIGKILL")));
  await Promise.all([simulator.stop(), other.stop()]);
  await database.drop();
});

/** A challenge, opened by the first process, and its code. */
const challenge = async (): Promise<{ id: string; code: string }> => {
  const requested = await processes[0]?.call("POST", "/v1/otp/request", {
    body: { phone },
    token: apiKey,
  });
  const code = /\b\d{6}\b/.exec(simulator.messages(phone)[0]?.text ?? "")?.[0] ?? "";
  return { id: textField(requested?.json, "id"), code };
};

/** The same verification 200 times at once, half of them at each process. */
const verify200 = (id: string, code: string) =>
  Promise.all(
    Array.from({ length: 100 }, () =>
      processes.map((api) =>
        api.call("POST", "/v1/otp/verify", { body: { id, code }, token: apiKey }),
      ),
    ).flat(),
  );

test("of 200 right codes at once at two processes, one succeeds", async () => {
  const { id, code } = await challenge();
  const replies = await verify200(id, code);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  // The others fail, or are turned away while the cores are busy with those before them.
  const answers = new Set(replies.map(({ status }) => status));
  expect([...answers].filter((status) => ![200, 400, 503].includes(status))).toEqual([]);
});

test("of 200 wrong codes at once at two processes, five are compared", async () => {
  const { id, code } = await challenge();
  const wrong = (code.startsWith("0") ? "1" : "0") + code.slice(1);
  const replies = await verify200(id, wrong);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(0);
  // A comparison that fails is counted against the phone; nothing else is.
  const reader = await openDatabase({ url: database.url, poolSize: 1 });
  const [row] = await reader.orm.execute(
    sql`select attempts from otp_challenges where phone = ${phone}`,
  );
  await reader.close();
  expect(row).toEqual({ attempts: 5 });
  const right = await processes[1]?.call("POST", "/v1/otp/verify", {
    body: { id, code },
    token: apiKey,
  });
  expect(right?.status).toBe(400);
});

test("a new base URL and secret are known to the other process within a second, and used by both", async () => {
  const [first, second] = processes;
  const secret = "another-secret";
  other.setAccount({ partnerCode: "900001", secret, senders: ["NXDEMO"], keywords: ["NXDEMO"] });
  const send = (api: ApiProcess | undefined) =>
    api?.call("POST", "/v1/messages", { body: { to: phone, body: "Hello" }, token: apiKey });
  expect(await send(second)).toMatchObject({ status: 202 });
  expect(other.requests()).toHaveLength(0);

  const changed = await first?.call("PATCH", "/v1/settings/INTEGRATION/vnpay", {
    body: { baseUrl: `${other.url}/vnpay`, secret },
    token: operatorToken,
  });
  const changedAt = performance.now();
  expect(changed?.status).toBe(200);
  await until(async () => {
    const view = await second?.call("GET", "/v1/settings/INTEGRATION/vnpay", {
      token: operatorToken,
    });
    return field(view?.json, "version") === field(changed?.json, "version");
  });
  expect(performance.now() - changedAt).toBeLessThan(1000);
  for (const api of processes) expect(await send(api)).toMatchObject({ status: 202 });
  await until(async () => other.requests().length === 2);
});
