import { beforeEach, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { isTimeZone } from "../time-zone.ts";
import { mostAnHour } from "./auto-reply.ts";
import { holdsAt } from "./hours.ts";
import type { AutoReplyRule, AutoReplyRuleBody, Hours } from "./schemas.ts";
import { stepInbox } from "./step.ts";
import { createTestInbox, ourNumber, type TestInbox } from "./test-inbox-fixture.ts";

const amy = "+84912345671";
const ben = "+84912345672";

describeOnDatabases("auto-replies", (open) => {
  let database: Database;
  let own: TestInbox;
  beforeEach(async () => {
    database = await open();
    own = createTestInbox(database, { isKeyword: async ({ text }) => text === "STOP" });
  });

  const rule = async (changes: Partial<AutoReplyRuleBody> = {}): Promise<AutoReplyRule> => {
    const made = await own.inbox.autoReplyRules.create(own.organizationId, {
      ...{ name: "rule", match: "any", keywords: [], text: "We answer tomorrow." },
      ...{ everySeconds: 60, enabled: true },
      ...changes,
    });
    if (!made.ok) throw new Error(made.error.code);
    return made.value;
  };
  const say = async (phone: string, text: string, changes = {}) => {
    await own.receive(phone, text, changes);
    await own.read();
  };
  const answers = async () => (await own.sent()).map(({ to, body }) => [to, body]);
  const pass = (seconds: number) =>
    database.orm.execute(sql`update auto_replies set at = at - ${seconds} * interval '1 second'`);

  test("go from the number that was written to, by the closest rule", async () => {
    await rule({ text: "any" });
    await rule({ match: "prefix", keywords: ["giá"], text: "prices" });
    await rule({ match: "prefix", keywords: ["GIA  vang"], text: "gold" });
    await rule({ match: "exact", keywords: ["gia"], text: "all prices" });
    await rule({ match: "exact", keywords: ["hours"], text: "8 to 17", number: "8079" });
    await rule({ match: "exact", keywords: ["off"], text: "off", enabled: false });
    const texts = ["gia bac", "Giá vàng hôm nay", " GIÁ ", "giant", "hours", "off"];
    for (const [n, text] of texts.entries()) await say(`+8491234567${n}`, text);
    await say("+84912345679", "Hours", { to: "8079" });
    expect((await answers()).map(([, body]) => body)).toEqual([
      ...["prices", "gold", "all prices", "any", "any", "any", "8 to 17"],
    ]);
    expect((await own.sent())[0]).toMatchObject({ from: ourNumber });
    expect((await own.sent()).at(-1)).toMatchObject({ from: "8079" });
  });

  test("are sent once to a message, whoever reads it at the same time", async () => {
    await rule();
    await own.receive(amy, "hello");
    await settled(database);
    await Promise.all(Array.from({ length: 5 }, () => stepInbox(own.context)));
    await database.orm.execute(sql`update inbox_places set position = 0`);
    await own.read();
    expect(await answers()).toEqual([[amy, "We answer tomorrow."]]);
  });

  test("answer a person once in the time of their rule", async () => {
    await rule({ everySeconds: 3600 });
    await say(amy, "one");
    await pass(3500);
    await say(amy, "two");
    await say(ben, "three");
    await pass(200);
    await say(amy, "four");
    expect(await answers()).toEqual([amy, ben, amy].map((phone) => [phone, "We answer tomorrow."]));
  });

  test("end after some in an hour, whatever the rules", async () => {
    for (let n = 0; n < mostAnHour + 2; n += 1)
      await rule({ match: "exact", keywords: [`word ${n}`], text: `answer ${n}` });
    for (let n = 0; n < mostAnHour + 2; n += 1) await say(amy, `word ${n}`);
    expect(await answers()).toHaveLength(mostAnHour);
    await pass(3600);
    await say(amy, "word 1");
    expect(await answers()).toHaveLength(mostAnHour + 1);
  });

  test("are not given to machines: short codes, names, echoes, the same text again", async () => {
    await rule();
    await say("8079", "hello");
    await say("VIETCOMBANK", "hello");
    expect(await answers()).toEqual([]);
    await say(amy, "I am away");
    await pass(120);
    await say(amy, "I am away");
    await say(amy, "We answer  tomorrow.");
    expect(await answers()).toHaveLength(1);
    await say(amy, "a question");
    expect(await answers()).toHaveLength(2);
  });

  test("are not given to keywords, to answers and to what is old", async () => {
    await rule();
    const asked = await own.expectations.create(own.organizationId, {
      ...{ kind: "approval", recipients: [amy], answers: ["YES"], text: "{request}?" },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(asked).toMatchObject({ ok: true });
    await say(ben, "STOP");
    await say(amy, "yes");
    await say(ben, "hello", { receivedAt: new Date(Date.now() - 16 * 60_000) });
    expect(await own.sent()).toHaveLength(1);
  });

  test("hold in their hours", async () => {
    const always: Hours = {
      ...{ timeZone: "UTC", days: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "12:00" },
      when: "inside",
    };
    await rule({ match: "exact", keywords: ["hello"], text: "open", hours: always });
    const hours: Hours = { ...always, when: "outside" };
    await rule({ match: "exact", keywords: ["bye"], text: "closed", hours });
    await say(amy, "bye");
    await say(amy, "hello");
    expect(await answers()).toEqual([[amy, "open"]]);
  });

  test("rules are checked, written anew and removed", async () => {
    const { autoReplyRules } = own.inbox;
    const made = await rule({ match: "exact", keywords: ["Giá ", "GIA"] });
    expect(made.keywords).toEqual(["GIA"]);
    const { id, ...body } = made;
    const changes: [Partial<AutoReplyRuleBody>, string][] = [
      [{ keywords: [" "] }, "keywords_required"],
      [
        {
          hours: { timeZone: "Mars/Base", days: [1], from: "08:00", to: "09:00", when: "inside" },
        },
        "invalid_time_zone",
      ],
    ];
    for (const [change, code] of changes)
      expect(
        await autoReplyRules.update(own.organizationId, id, { ...body, ...change }),
      ).toMatchObject({ error: { code } });
    expect(
      await autoReplyRules.update(own.organizationId, id, { ...body, enabled: false }),
    ).toMatchObject({ value: { enabled: false } });
    expect(await autoReplyRules.remove(own.context.newId(), id)).toMatchObject({
      error: { code: "auto_reply_rule_not_found" },
    });
    expect(await autoReplyRules.remove(own.organizationId, id)).toMatchObject({ ok: true });
    expect((await autoReplyRules.list(own.organizationId)).data).toEqual([]);
  });
});

test("hours are those of the wall, over midnight and over a change of the clocks", () => {
  const hours = (changes: Partial<Hours>): Hours => ({
    ...{ timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" },
    when: "inside",
    ...changes,
  });
  const holds = (at: string, changes: Partial<Hours> = {}) => holdsAt(hours(changes), new Date(at));
  // Friday, 27 March 2026, is in winter time, and Monday after it in summer time.
  expect(holds("2026-03-27T06:59:59Z")).toBe(false);
  expect(holds("2026-03-27T07:00:00Z")).toBe(true);
  expect(holds("2026-03-27T16:00:00Z")).toBe(false);
  expect(holds("2026-03-30T06:00:00Z")).toBe(true);
  expect(holds("2026-03-28T10:00:00Z")).toBe(false);
  expect(holds("2026-03-28T10:00:00Z", { when: "outside" })).toBe(true);
  const night = { days: [5], from: "22:00", to: "06:00" };
  expect(holds("2026-03-27T22:30:00Z", night)).toBe(true);
  expect(holds("2026-03-28T04:30:00Z", night)).toBe(true);
  expect(holds("2026-03-28T05:00:00Z", night)).toBe(false);
  expect(holds("2026-03-27T04:00:00Z", night)).toBe(false);
  expect(isTimeZone("Asia/Ho_Chi_Minh") && !isTimeZone("Asia/Nowhere")).toBe(true);
});
