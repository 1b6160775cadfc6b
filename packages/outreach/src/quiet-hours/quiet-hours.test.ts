import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases, type VirtualTime, virtualTime } from "@nx/core/testing";
import { createGateway, type Gateway, type SendBody, systemTiming } from "@nx/gateway";
import { recordingProvider } from "mq-sms/testing";
import { createOutreach } from "../outreach.ts";
import { createQuietHours } from "./quiet-hours.ts";
import { defaultQuietHours, type QuietHoursSettings } from "./settings.ts";

const organizationId = newUuid(systemClock);
const at = (text: string) => new Date(text);

describe("whose hours hold", () => {
  const hours = (
    changes: Partial<QuietHoursSettings> = {},
    zones: Readonly<Record<string, string>> = {},
  ) =>
    createQuietHours({
      settings: () => ({ ...defaultQuietHours, ...changes }),
      zonesOf: async () => new Map(Object.entries(zones)),
    });
  const judge = async (
    quietHours: ReturnType<typeof hours>,
    to: string,
    time: string,
    category: "promotional" | "transactional" = "promotional",
  ) => {
    const [verdict] = await quietHours.judge(organizationId, [{ to, category, at: at(time) }]);
    return verdict?.kind === "wait" ? verdict.until.toISOString().slice(0, 16) : verdict?.kind;
  };

  test.each([
    ["Vietnam from seven", "+84912345678", "2026-11-26T15:00:00Z", "2026-11-27T00:00"],
    ["Vietnam until ten in the evening", "+84912345678", "2026-11-26T14:59:59Z", "go"],
    ["India from ten", "+919876543210", "2026-11-26T00:00:00Z", "2026-11-26T04:30"],
    ["New York, by its area code", "+12125550123", "2026-11-26T08:00:00Z", "2026-11-26T13:00"],
    [
      "Kentucky, which lies in two zones",
      "+12705550123",
      "2026-11-26T08:00:00Z",
      "2026-11-26T14:00",
    ],
    [
      "no area code: anywhere in the country",
      "+18335550123",
      "2026-11-26T08:00:00Z",
      "2026-11-26T18:00",
    ],
    ["a country without law", "+254712345678", "2026-11-26T00:00:00Z", "go"],
  ])("%s", async (_, to, time, expected) => {
    expect(await judge(hours(), to, time)).toBe(expected);
  });

  test("the contact's own zone comes first, but where the law names one", async () => {
    const moved = hours({}, { "+12125550123": "Europe/Berlin", "+84912345678": "Europe/Berlin" });
    expect(await judge(moved, "+12125550123", "2026-11-26T08:00:00Z")).toBe("go");
    expect(await judge(moved, "+84912345678", "2026-11-26T16:00:00Z")).toBe("2026-11-27T00:00");
  });

  test("a zone that nobody knows is as none", async () => {
    const odd = hours({}, { "+12125550123": "Mars/Olympus" });
    expect(await judge(odd, "+12125550123", "2026-11-26T08:00:00Z")).toBe("2026-11-26T13:00");
  });

  test("an organization's hours of a country stand for the law's, those for all hold beside it", async () => {
    const late = { country: "VN", from: "09:00", to: "23:00" };
    expect(await judge(hours({ windows: [late] }), "+84912345678", "2026-11-26T15:00:00Z")).toBe(
      "go",
    );
    const narrow = { from: "09:00", to: "12:00" };
    const both = hours({ windows: [narrow] });
    expect(await judge(both, "+84912345678", "2026-11-26T00:30:00Z")).toBe("2026-11-26T02:00");
    expect(await judge(both, "+254712345678", "2026-11-26T00:30:00Z")).toBe("2026-11-26T06:00");
  });

  test("a number of no country is in the organization's zone", async () => {
    const windows = [{ from: "08:00", to: "20:00" }];
    const satellite = "+881612345678";
    const mine = hours({ windows, timeZone: "Asia/Kathmandu" });
    expect(await judge(mine, satellite, "2026-11-26T00:00:00Z")).toBe("2026-11-26T02:15");
  });

  test("windows may be of one category", async () => {
    const windows = [{ category: "transactional" as const, from: "08:00", to: "20:00" }];
    const own = hours({ windows, categories: ["promotional", "transactional"] });
    expect(await judge(own, "+254712345678", "2026-11-26T00:00:00Z", "transactional")).toBe(
      "2026-11-26T05:00",
    );
    expect(await judge(own, "+254712345678", "2026-11-26T00:00:00Z")).toBe("go");
  });

  test("drop, and hours that have no minute in all zones, let nothing leave", async () => {
    const dropping = hours({ policy: "drop" });
    expect(await judge(dropping, "+84912345678", "2026-11-26T16:00:00Z")).toBe("drop");
    const never = hours({ windows: [{ country: "US", from: "08:00", to: "10:00" }] });
    expect(await judge(never, "+18005550123", "2026-11-26T16:00:00Z")).toBe("drop");
  });

  test("one-time codes, test twins and who ignores it are not concerned", () => {
    const all = hours({ categories: ["promotional", "transactional"] });
    expect(all.concerns(organizationId, "otp")).toBe(false);
    expect(all.concerns(organizationId, "transactional")).toBe(true);
    expect(hours().concerns(organizationId, "transactional")).toBe(false);
    expect(hours({ policy: "ignore" }).concerns(organizationId, "promotional")).toBe(false);
    expect(
      hours({ policy: "ignore" }).mostADay(organizationId, "+84912345678", "promotional"),
    ).toBeUndefined();
    expect(hours().mostADay(organizationId, "+84912345678", "promotional")).toBe(3);
    expect(hours({ adsPerDay: 5 }).mostADay(organizationId, "+254712345678", "promotional")).toBe(
      5,
    );
    expect(hours().mostADay(organizationId, "+254712345678", "promotional")).toBeUndefined();
  });
});

const newYork = "+12125550123";
const arizona = "+16025550123";
/** A number of New York whose owner lives in Berlin. */
const abroad = "+12125550124";
/** Where it is never quiet. */
const kenya = "+254712345678";

describeOnDatabases("quiet hours in virtual time", (open) => {
  let database: Database;
  let time: VirtualTime;
  let gateway: Gateway;
  let settings: QuietHoursSettings;
  /** To whom what went when. */
  let left: { readonly to: string; readonly at: string }[];

  beforeEach(async () => {
    database = await open();
    left = [];
    settings = defaultQuietHours;
  });
  afterEach(() => gateway.stop());

  const begin = async (start: string): Promise<void> => {
    time = await virtualTime(database, start);
    const provider = recordingProvider(({ id, to }) => {
      left.push({ to, at: time.now().toISOString() });
      return { kind: "accepted", providerMessageIds: [id] };
    }, "one");
    gateway = createGateway({
      database,
      clock: time,
      routing: () => ({ accounts: [{ id: "one", provider, window: 8 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      timing: { ...systemTiming, pollMs: 5 },
      quietHours: createQuietHours({
        settings: () => settings,
        zonesOf: async () => new Map([[abroad, "Europe/Berlin"]]),
      }),
    });
    gateway.start();
  };
  const send = async (to: string, more: Partial<SendBody> = {}): Promise<string> => {
    const sent = await gateway.send(organizationId, {
      ...{ to, body: "Sale", category: "promotional" },
      ...more,
    });
    if (!sent.ok) throw new Error(sent.error.code);
    return sent.value.message.id;
  };
  const read = async (id: string) => {
    const message = await gateway.read(organizationId, id);
    if (!message.ok) throw new Error(message.error.code);
    return message.value;
  };
  type Message = Awaited<ReturnType<typeof read>>;
  const when = async (id: string, holds: (message: Message) => boolean): Promise<Message> => {
    // Only so that a test that hangs says where; a machine may do much else.
    const deadline = performance.now() + 45_000;
    for (;;) {
      const message = await read(id);
      if (holds(message)) return message;
      if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(message)}`);
      await new Promise(setImmediate);
    }
  };
  const until = (id: string, status: string) => when(id, (message) => message.status === status);
  /** Until then nothing that is due later can have left: a message of the same lane that is due has. */
  const passTo = async (at: string): Promise<void> => {
    const marker = await send(kenya, { notBefore: at });
    await time.set(at);
    await until(marker, "SUBMITTED");
  };
  const leftTo = () =>
    left.filter(({ to }) => to !== kenya).map(({ to, at }) => `${to} ${at.slice(0, 16)}`);

  test.each([
    {
      what: "into summer time in America",
      start: "2027-03-14T05:30:00Z",
      hours: {
        berlin: "2027-03-14T07:00",
        newYork: "2027-03-14T12:00",
        arizona: "2027-03-14T15:00",
      },
    },
    {
      what: "into summer time in Europe",
      start: "2027-03-28T05:00:00Z",
      hours: {
        berlin: "2027-03-28T06:00",
        newYork: "2027-03-28T12:00",
        arizona: "2027-03-28T15:00",
      },
    },
    {
      what: "into winter time in America",
      start: "2026-11-01T05:30:00Z",
      hours: {
        berlin: "2026-11-01T07:00",
        newYork: "2026-11-01T13:00",
        arizona: "2026-11-01T15:00",
      },
    },
  ])("$what: each leaves at the first minute of its morning", async ({ start, hours }) => {
    await begin(start);
    const expected: string[] = [];
    const waiting = {
      arizona: await send(arizona),
      newYork: await send(newYork),
      berlin: await send(abroad),
    };
    for (const [to, id, at] of [
      [abroad, waiting.berlin, hours.berlin],
      [newYork, waiting.newYork, hours.newYork],
      [arizona, waiting.arizona, hours.arizona],
    ] as const) {
      const moment = Date.parse(`${at}:00Z`);
      await passTo(new Date(moment - 1000).toISOString());
      expect(leftTo()).toEqual(expected);
      await time.set(new Date(moment));
      await until(id, "SUBMITTED");
      expected.push(`${to} ${at}`);
      expect(leftTo()).toEqual(expected);
    }
  });

  test("what waits says until when, and why", async () => {
    await begin("2027-03-14T05:30:00Z");
    const id = await send(newYork);
    const message = await read(id);
    expect(message).toMatchObject({
      status: "QUEUED",
      deferred: { until: "2027-03-14T12:00:00.000Z", reason: "quiet_hours" },
    });
    expect(message.events.map(({ type }) => type)).toEqual(["QUEUED", "DEFERRED"]);
    const told = await gateway.explain(organizationId, id, "en");
    expect(told.ok && told.value.sentences).toContain(
      "2027-03-14T05:30:00Z It waits until 2027-03-14T12:00:00Z: the recipient has quiet hours.",
    );
  });

  test("a preview says the same before anything is sent, and is refused where sending is", async () => {
    await begin("2027-03-14T05:30:00Z");
    const ad: SendBody = { to: newYork, body: "Sale", category: "promotional" };
    const asked = async (input: SendBody) => {
      const preview = await gateway.preview(organizationId, input, "en");
      return preview.ok ? preview.value.deferred : preview.error.code;
    };
    const morning = { until: "2027-03-14T12:00:00.000Z", reason: "quiet_hours" };
    expect(await asked(ad)).toEqual(morning);
    expect((await read(await send(newYork))).deferred).toEqual(morning);
    expect(await asked({ ...ad, notBefore: "2027-03-14T15:00:00Z" })).toBeUndefined();
    expect(await asked({ ...ad, category: "transactional" })).toBeUndefined();
    const messages = [newYork, arizona, abroad, kenya].map((to) => ({ ...ad, to }));
    expect(await gateway.previewBatch(organizationId, { messages })).toMatchObject({
      ...{ messages: 4, rejected: [] },
      deferred: {
        messages: 3,
        first: "2027-03-14T07:00:00.000Z",
        last: "2027-03-14T15:00:00.000Z",
      },
    });
    settings = { ...settings, policy: "drop" };
    expect(await asked(ad)).toBe("quiet_hours");
    const dropping = await gateway.previewBatch(organizationId, { messages });
    expect(dropping.messages).toBe(1);
    expect(dropping.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual(
      [0, 1, 2].map((index) => `${index} quiet_hours`),
    );
    expect(dropping.deferred).toBeUndefined();
  });

  test("a forecast says how much of a campaign would wait, at the hour at which it begins", async () => {
    await begin("2027-03-14T05:30:00Z");
    const logger = createLogger({ level: "silent" });
    const { campaigns } = createOutreach({ database, gateway, logger, clock: time });
    const made = await campaigns.create(organizationId, { name: "Sale", body: "Sale" });
    if (!made.ok) throw new Error(made.error.code);
    const { id } = made.value;
    const recipients = [newYork, arizona, kenya].map((to) => ({ to }));
    await campaigns.give(organizationId, id, { recipients });
    const forecast = async () => {
      const forecasted = await campaigns.forecast(organizationId, id);
      if (!forecasted.ok) throw new Error(forecasted.error.code);
      return forecasted.value;
    };
    expect(await forecast()).toMatchObject({
      ...{ recipients: 3, messages: 3, skipped: {} },
      deferred: {
        messages: 2,
        first: "2027-03-14T12:00:00.000Z",
        last: "2027-03-14T15:00:00.000Z",
      },
    });
    await campaigns.update(organizationId, id, { startAt: "2027-03-14T13:00:00Z" });
    expect((await forecast()).deferred).toEqual({
      ...{ messages: 1, first: "2027-03-14T15:00:00.000Z", last: "2027-03-14T15:00:00.000Z" },
    });
    await campaigns.update(organizationId, id, { startAt: "2028-03-14T18:00:00Z" });
    const farAhead = await forecast();
    expect(farAhead).toMatchObject({ messages: 3, skipped: {} });
    expect(farAhead.deferred).toBeUndefined();
    settings = { ...settings, policy: "drop" };
    await campaigns.update(organizationId, id, { startAt: null });
    expect(await forecast()).toMatchObject({ messages: 1, skipped: { quiet_hours: 2 } });
  });

  test("what is to be sent by an hour that is quiet expires then, and what may still leave does", async () => {
    await begin("2027-03-14T05:30:00Z");
    const late = await send(newYork, { sendBy: "2027-03-14T11:59:00Z" });
    const early = await send(newYork, { sendBy: "2027-03-14T12:01:00Z" });
    await passTo("2027-03-14T11:58:59Z");
    expect(await read(late)).toMatchObject({ status: "QUEUED" });
    await time.set("2027-03-14T11:59:00Z");
    const expired = await until(late, "EXPIRED");
    expect(expired.error).toBe("quiet_hours");
    expect(expired.events.at(-1)).toMatchObject({ type: "EXPIRED", error: "quiet_hours" });
    await time.set("2027-03-14T12:00:00Z");
    await until(early, "SUBMITTED");
    expect(leftTo()).toEqual([`${newYork} 2027-03-14T12:00`]);
  });

  test("a schedule that falls into the night moves to the morning; codes and transactional messages leave", async () => {
    await begin("2027-03-13T17:00:00Z");
    const id = await send(newYork, { notBefore: "2027-03-14T06:30:00Z" });
    expect(await read(id)).toMatchObject({
      notBefore: "2027-03-14T06:30:00.000Z",
      deferred: { until: "2027-03-14T12:00:00.000Z" },
    });
    await passTo("2027-03-14T06:30:00Z");
    await until(await send(arizona, { category: "transactional" }), "SUBMITTED");
    expect(leftTo()).toEqual([`${arizona} 2027-03-14T06:30`]);
  });

  test("hours that were changed while a message waited hold for it", async () => {
    await begin("2027-03-14T05:30:00Z");
    const id = await send(newYork);
    settings = { ...settings, windows: [{ country: "US", from: "10:00", to: "20:00" }] };
    await time.set("2027-03-14T12:00:00Z");
    await when(id, ({ deferred }) => deferred?.until === "2027-03-14T14:00:00.000Z");
    expect(leftTo()).toEqual([]);
    await time.set("2027-03-14T14:00:00Z");
    await until(id, "SUBMITTED");
  });

  test("dropped: refused when it is accepted, ended where it waited already", async () => {
    await begin("2027-03-14T05:30:00Z");
    const waiting = await send(newYork);
    settings = {
      ...settings,
      policy: "drop",
      windows: [{ country: "US", from: "10:00", to: "20:00" }],
    };
    const refusal = await gateway.send(organizationId, {
      ...{ to: newYork, body: "Sale", category: "promotional" },
    });
    expect(refusal).toEqual({ ok: false, error: { code: "quiet_hours", path: "/to" } });
    const batch = await gateway.sendBatch(organizationId, {
      messages: [
        { to: newYork, body: "Sale", category: "promotional" },
        { to: kenya, body: "Sale", category: "promotional" },
      ],
    });
    expect(batch.accepted.map(({ index }) => index)).toEqual([1]);
    expect(batch.rejected).toMatchObject([{ index: 0, code: "quiet_hours" }]);
    await time.set("2027-03-14T12:00:00Z");
    expect(await until(waiting, "REJECTED")).toMatchObject({ error: "quiet_hours" });
    expect(leftTo()).toEqual([]);
  });

  test("three advertisements a day for a number in Vietnam, whoever repeats a request", async () => {
    await begin("2027-03-14T05:00:00Z");
    const vietnam = "+84912345678";
    const ad: SendBody = { to: vietnam, body: "Sale", category: "promotional" };
    const first = await send(vietnam, { idempotencyKey: "first" });
    const batch = await gateway.sendBatch(organizationId, { messages: [ad, ad, ad] });
    expect(batch.rejected).toMatchObject([{ index: 2, code: "too_many_today", path: "/to" }]);
    expect(await gateway.send(organizationId, ad)).toMatchObject({
      ok: false,
      error: { code: "too_many_today" },
    });
    expect(await send(vietnam, { idempotencyKey: "first" })).toBe(first);
    await until(await send(vietnam, { category: "transactional" }), "SUBMITTED");
    await time.set("2027-03-15T05:00:01Z");
    await send(vietnam);
  });
});
