import { beforeEach, expect, test } from "bun:test";
import {
  createKeyring,
  createLogger,
  type Database,
  newUuid,
  systemClock,
  testOrganizationOf,
} from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { systemTiming } from "../dispatch/timing.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import type { MessageDetail } from "../messages/schemas.ts";
import { forgetSandbox } from "./forget.ts";

const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 1).toString("base64") }]);

describeOnDatabases("the sandbox", (open) => {
  const organization = newUuid(systemClock);
  const twin = testOrganizationOf(organization);
  let database: Database;
  let waits: { ms: number; end: () => void }[];
  beforeEach(async () => {
    database = await open();
    waits = [];
  });

  /** A gateway with one real account, which takes whatever reaches it. */
  const running = async (
    work: (gateway: Gateway, real: ReturnType<typeof recordingProvider>) => Promise<void>,
  ): Promise<void> => {
    const real = recordingProvider(undefined, "real");
    const gateway = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "real", provider: real, window: 8 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      timing: {
        ...systemTiming,
        pollMs: 5,
        // Long waits of reports end when a test says so.
        delay: (ms) =>
          ms === 5000
            ? new Promise<void>((end) => waits.push({ ms, end }))
            : systemTiming.delay(ms),
      },
      ...(keys.ok && { keyring: keys.keyring }),
    });
    gateway.start();
    try {
      await work(gateway, real);
    } finally {
      for (const { end } of waits) end();
      await gateway.stop();
    }
  };
  const send = async (gateway: Gateway, of: string, to: string): Promise<string> => {
    const sent = await gateway.send(of, { to, body: "Hello", from: "SHOP" });
    if (!sent.ok) throw new Error(sent.error.code);
    return sent.value.message.id;
  };
  const until = async (
    gateway: Gateway,
    id: string,
    check: (message: MessageDetail) => boolean,
  ): Promise<MessageDetail> => {
    const deadline = performance.now() + 10_000;
    for (;;) {
      const found = await gateway.read(twin, id);
      if (found.ok && check(found.value)) return found.value;
      if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(found)}`);
      await new Promise(setImmediate);
    }
  };

  test("takes all that a twin sends and delivers it; the organization itself sends for real", () =>
    running(async (gateway, real) => {
      const id = await send(gateway, twin, "+84912345678");
      expect(await until(gateway, id, ({ status }) => status === "DELIVERED")).toMatchObject({
        provider: "sandbox",
        attempts: 1,
      });
      expect(real.sent).toEqual([]);
      expect(await gateway.sandboxMessages(twin, { phone: "+84912345678" })).toEqual({
        data: [
          {
            id,
            to: "+84912345678",
            from: "SHOP",
            text: "Hello",
            category: "transactional",
            receivedAt: expect.any(String),
          },
        ],
        hasMore: false,
      });
      // Ledgers do not mix, in either direction.
      expect(await gateway.read(organization, id)).toMatchObject({ ok: false });
      await send(gateway, organization, "+84912345678");
      while (real.sent.length === 0) await new Promise(setImmediate);
      expect((await gateway.sandboxMessages(twin, {})).data).toHaveLength(1);
      expect((await gateway.sandboxMessages(organization, {})).data).toEqual([]);
      const others = testOrganizationOf(newUuid(systemClock));
      expect((await gateway.sandboxMessages(others, {})).data).toEqual([]);
    }));

  test("shows the text of a one-time code, because no phone gets it", () =>
    running(async (gateway, real) => {
      const outcome = await gateway.sendNow(
        twin,
        {
          id: newUuid(systemClock),
          to: "+84912345678",
          text: "Ma 482915",
          validitySeconds: 300,
        },
        AbortSignal.timeout(10_000),
      );
      expect(outcome.kind).toBe("accepted");
      expect((await gateway.sandboxMessages(twin, {})).data).toMatchObject([
        { text: "Ma 482915", category: "otp" },
      ]);
      expect(real.sent).toEqual([]);
    }));

  test.each<[string, Partial<MessageDetail>, boolean]>([
    ["306", { status: "EXPIRED", error: "validity_expired" }, true],
    ["404", { status: "REJECTED", error: "invalid_recipient" }, false],
    ["410", { status: "FAILED", error: "blocked_recipient" }, true],
    ["503", { status: "QUEUED", attempts: 1 }, false],
    ["504", { status: "SUBMITTED", outcome: "unknown" }, true],
  ])("a number that ends in %s", (digits, expected, isKept) =>
    running(async (gateway) => {
      const phone = `+84912345${digits}`;
      const id = await send(gateway, twin, phone);
      const isThere = (message: MessageDetail) =>
        message.status === expected.status && (message.attempts ?? 0) > 0;
      expect(await until(gateway, id, isThere)).toMatchObject(expected);
      const { data } = await gateway.sandboxMessages(twin, { phone });
      expect(data).toHaveLength(isKept ? 1 : 0);
    }),
  );

  test("a number without a report, and one whose report is late", () =>
    running(async (gateway) => {
      const silent = await send(gateway, twin, "+84912345305");
      const late = await send(gateway, twin, "+84912345302");
      for (const id of [silent, late])
        await until(gateway, id, ({ status }) => status === "SUBMITTED");
      expect(await until(gateway, late, () => true)).toMatchObject({ status: "SUBMITTED" });
      for (const { end } of waits) end();
      await until(gateway, late, ({ status }) => status === "DELIVERED");
      expect(await until(gateway, silent, () => true)).toMatchObject({ status: "SUBMITTED" });
    }));

  test("what is late is reported when the process stops", async () => {
    let id = "";
    await running(async (gateway) => {
      id = await send(gateway, twin, "+84912345302");
      await until(gateway, id, ({ status }) => status === "SUBMITTED");
      // Nothing but the stop ends this wait.
      waits = [];
    });
    await running((gateway) =>
      until(gateway, id, ({ status }) => status === "DELIVERED").then(() => {}),
    );
  });

  test("names no real account, neither in a preview nor when asked for one", () =>
    running(async (gateway) => {
      const message = { to: "+84912345678", body: "Hello" };
      expect(await gateway.preview(twin, message, "en")).toMatchObject({
        ok: true,
        value: { account: "sandbox" },
      });
      expect(await gateway.preview(organization, message, "en")).toMatchObject({
        ok: true,
        value: { account: "real" },
      });
      expect(await gateway.send(twin, { ...message, provider: "real" })).toMatchObject({
        ok: false,
        error: { code: "unknown_provider" },
      });
      expect(await gateway.send(organization, { ...message, provider: "sandbox" })).toMatchObject({
        ok: false,
        error: { code: "unknown_provider" },
      });
      expect(await gateway.providerHealth(twin)).toMatchObject([{ account: "sandbox" }]);
    }));

  test("lists page by page, and forgets after an hour", () =>
    running(async (gateway) => {
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        const id = await send(gateway, twin, "+84912345678");
        await until(gateway, id, ({ status }) => status === "DELIVERED");
        ids.unshift(id);
      }
      const first = await gateway.sandboxMessages(twin, { limit: 2 });
      expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const rest = await gateway.sandboxMessages(twin, { cursor: first.nextCursor ?? "" });
      expect(rest.data.map(({ id }) => id)).toEqual(ids.slice(2));
      expect(rest.hasMore).toBe(false);
      expect((await gateway.sandboxMessages(twin, { cursor: "none" })).data).toEqual([]);

      expect(await forgetSandbox(database)).toBe(0);
      await database.orm.execute(sql`
        update sandbox_messages set received_at = received_at - interval '61 minutes'
        where id not in (select id from sandbox_messages order by id desc limit 1)`);
      // Out of sight at once, whenever the job comes.
      expect((await gateway.sandboxMessages(twin, {})).data.map(({ id }) => id)).toEqual(
        ids.slice(0, 1),
      );
      expect(await forgetSandbox(database)).toBe(4);
    }));
});
