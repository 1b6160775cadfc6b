import { beforeEach, describe, expect, test } from "bun:test";
import { createKeyring, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import { sql } from "drizzle-orm";
import { age, type RecordingSender, recordingSender } from "../../testing/index.ts";
import { createBounded } from "../bounded.ts";
import type { Caller } from "../context.ts";
import type { OtpError, OtpResult } from "../errors.ts";
import { createOtpService, type OtpService } from "../service.ts";
import { OtpSettings } from "../settings.ts";
import type { GuardReason } from "./reasons.ts";
import type { GuardIncident } from "./record.ts";
import { OtpGuardSettings } from "./settings.ts";

const lifter = (actor: string) => ({ organizationId: scope, actor });

const keys = createKeyring([{ id: "p1", key: Buffer.alloc(32, 9).toString("base64") }]);
if (!keys.ok) throw new Error("the pepper of these tests is well-formed");
const { keyring: peppers } = keys;
const hashing = createBounded({ concurrency: 2, queue: 500, maxWaitMs: 60_000 });

const scope = "0190a000-0000-7000-8000-000000000001";
const server: Caller = { scope, trusted: true };
const browser = (clientIp: string): Caller => ({ scope, trusted: false, clientIp });
const visitor = browser("203.0.113.77");
/** The n-th of a botnet, no two in one /56, behind a server that tells their addresses. */
const bot = (n: number): Caller => ({ ...browser(`2001:db8:${n.toString(16)}::1`), trusted: true });
/** The n-th number of a range, no two near each other. */
const scattered = (n: number, range = "+84912") =>
  `${range}${String((n * 10_007) % 1_000_000).padStart(6, "0")}`;
/** Over operators' ranges, so that none of them fills up. */
const anywhere = (n: number) =>
  scattered(n, ["+84912", "+84903", "+84981", "+84325", "+84701", "+84888"][n % 6]);
const abroad = (n: number) => `+1415${String(2_000_000 + n * 10_007)}`;
const consecutive = (n: number) => `+84912${String(349_990 + n)}`;

const unwrap = <T>(result: OtpResult<T>): T => {
  if (!result.ok) throw new Error(`refused with ${JSON.stringify(result.error)}`);
  return result.value;
};
const errorOf = (result: OtpResult<unknown>): OtpError => {
  if (result.ok) throw new Error("was not refused");
  return result.error;
};

describeOnDatabases("SMS pumping", (open) => {
  let database: Database;
  let sender: RecordingSender;
  let otpSettings: OtpSettings;
  let settings: OtpGuardSettings;
  let platform: OtpGuardSettings;
  let spent: boolean;
  let incidents: GuardIncident[];
  let otp: OtpService;

  const configure = (guard: object, otpChanges: object = {}): void => {
    settings = Value.Parse(OtpGuardSettings, guard);
    otpSettings = Value.Parse(OtpSettings, otpChanges);
  };
  const serviceOn = (on: Database): OtpService =>
    createOtpService({
      database: on,
      sender,
      peppers,
      hashing,
      settings: () => ({ state: "ok", value: otpSettings, version: 1 }),
      guardSettings: (of) => ({
        state: "ok",
        value: of === scope ? settings : platform,
        version: 1,
      }),
      isSpent: async () => spent,
      onIncident: (incident) => incidents.push(incident),
    });

  beforeEach(async () => {
    database = await open();
    sender = recordingSender();
    spent = false;
    incidents = [];
    configure({});
    platform = Value.Parse(OtpGuardSettings, {});
    otp = serviceOn(database);
  });

  /** Asks for codes one after the other; resolves to what each was answered. */
  const ask = async (
    count: number,
    callerOf: (n: number) => Caller,
    phoneOf: (n: number) => string,
    purpose?: string,
  ) => {
    const results: Awaited<ReturnType<OtpService["request"]>>[] = [];
    for (let n = 0; n < count; n += 1)
      results.push(await otp.request(callerOf(n), { phone: phoneOf(n), purpose }));
    return results;
  };
  const reasonsOf = async (): Promise<Record<string, number>> => {
    const rows = await database.orm.execute<{ reason: GuardReason; n: number }>(sql`
      select reason, count(*)::int as n from otp_guard_decisions, unnest(reasons) reason
      group by reason order by reason`);
    return Object.fromEntries([...rows].map(({ reason, n }) => [reason, n]));
  };
  /** Texts that left a while ago, and those of them that were verified; spread over the minutes. */
  const history = async (
    sent: number,
    verified: number,
    {
      minutesAgo,
      minutes = 1,
      prefix = "+84912",
    }: Record<string, unknown> & {
      minutesAgo: number;
      minutes?: number;
      prefix?: string;
    },
  ) => {
    await database.orm.execute(sql`
      with texts as (
        insert into otp_guard_decisions (scope, id, at, challenge_id, kind, purpose, phone,
          phone_hash, country, prefix, verdict, reasons, sent, verified_at)
        select ${scope}, gen_random_uuid(), at, gen_random_uuid(), 'request', 'sign-in', '***000',
          gen_random_uuid()::text, 'VN', ${prefix}, 'allowed', '{}', true,
          case when n <= ${verified} then at + interval '1 minute' end
        from (
          select n, now() - ${minutesAgo} * interval '1 minute'
            - (n % ${minutes}::int) * interval '1 minute' as at
          from generate_series(1, ${sent}::int) n) as sent
        returning at, verified_at)
      insert into otp_guard_traffic as t (scope, area, hour, sent, verified)
      select ${scope}, area, date_trunc('hour', at), count(*), count(verified_at)
      from texts cross join unnest(array['', 'VN', ${prefix}]) area group by area, 3
      on conflict (scope, area, hour) do update
        set sent = t.sent + excluded.sent, verified = t.verified + excluded.verified`);
  };
  /** The hour that is judged now, and the next one, should it begin while a test runs. */
  const judgedHour = async (sent: number, verified: number) => {
    await database.orm.execute(sql`
      insert into otp_guard_traffic (scope, area, hour, sent, verified)
      select ${scope}, area, date_trunc('hour', now() - interval '65 minutes') + next, ${sent},
        ${verified}
      from unnest(array['', 'VN', '+84912']) area
        cross join unnest(array['0', '1 hour']::interval[]) next`);
  };
  /** Ninety of a hundred verified in each hour of the week before yesterday's. */
  const honestWeek = async (perHour = 100, prefix = "+84912") => {
    await database.orm.execute(sql`
      insert into otp_guard_traffic (scope, area, hour, sent, verified)
      select ${scope}, area, date_trunc('hour', now()) - n * interval '1 hour', ${perHour}::int,
        ${perHour}::int * 9 / 10
      from generate_series(26, 160) n cross join unnest(array['', 'VN', ${prefix}]) area`);
  };

  const texts = () => sender.messages.length;
  /** A scenario of reliability.md 4.5, and how many texts it got out of us. */
  const scenario = (name: string, left: number, run: () => Promise<unknown>) =>
    test(`${name} → ${left} texts left`, async () => {
      await run();
      expect(texts()).toBe(left);
    });

  describe("by the number", () => {
    scenario("numbers of a closed country, from browsers", 0, async () => {
      const browsers = (n: number) => browser(`2001:db8:${n + 1}::1`);
      expect((await ask(12, browsers, abroad)).every(({ ok }) => ok)).toBe(true);
      expect(await reasonsOf()).toEqual({ country_denied: 12 });
    });

    scenario("premium, satellite, personal, shared-cost and landline numbers", 0, async () => {
      configure({}, { countries: ["VN", "GB"] });
      const numbers = [
        "+449098790000",
        "+8816123456789",
        "+447012345678",
        "+448431234567",
        "+842438252525",
      ];
      const results = await ask(5, bot, (n) => numbers[n] ?? "");
      for (const result of results)
        expect(errorOf(result)).toEqual({ code: "phone_not_allowed", reason: "number_type" });
      expect(await reasonsOf()).toEqual({ number_type: 5 });
    });

    scenario("12 consecutive numbers, from one browser", 3, async () => {
      configure({}, { limits: { ip: [] } });
      await ask(12, () => browser("203.0.113.9"), consecutive);
      expect(await reasonsOf()).toEqual({ sequential_numbers: 9 });
    });

    scenario("30 consecutive numbers, by a server that tells no address", 3, async () => {
      const [, , third, fourth] = await ask(30, () => server, consecutive);
      expect(third).toMatchObject({ ok: true });
      expect(fourth).toEqual({
        ok: false,
        error: { code: "otp_blocked", reasons: ["sequential_numbers"] },
      });
    });

    scenario("consecutive numbers in random order, over 4 addresses of one /64", 3, async () => {
      const order = (n: number) => consecutive((n * 7) % 20);
      await ask(10, (n) => browser(`2001:db8::${(n % 4) + 1}`), order);
    });

    scenario("consecutive numbers, begun again after ten minutes", 3, async () => {
      await ask(6, () => server, consecutive);
      await age(database, 9 * 60);
      await ask(
        6,
        () => server,
        (n) => consecutive(6 + n),
      );
      await age(database, 9 * 60);
      await ask(
        6,
        () => server,
        (n) => consecutive(12 + n),
      );
    });
  });

  describe("by the client", () => {
    scenario("20 numbers, over 20 addresses of one /64", 10, async () => {
      await ask(20, (n) => browser(`2001:db8:0:1:${n + 1}::1`), anywhere);
    });

    scenario("30 numbers, over 30 /64 of one /56, at 5 an hour for each", 20, async () => {
      configure({ budgetMinimum: 1000 }, { limits: { ip: [{ max: 5, seconds: 3600 }] } });
      const neighbour = (n: number) => browser(`2001:db8:0:${(n + 1).toString(16)}::1`);
      await ask(30, (n) => ({ ...neighbour(n), trusted: true }), anywhere);
    });

    scenario("6 countries, from one address", 3, async () => {
      configure({}, { countries: ["VN", "US", "GB", "KE", "FR", "PK"] });
      const numbers = [
        "+84912345678",
        "+14155550123",
        "+447400123456",
        "+254712345678",
        "+33612345678",
        "+923001234567",
      ];
      await ask(
        6,
        () => browser("203.0.113.9"),
        (n) => numbers[n] ?? "",
      );
      expect(await reasonsOf()).toEqual({ address_countries: 3 });
    });
  });

  describe("by the amount", () => {
    scenario("40 numbers all over the country, from a botnet", 20, async () => {
      await ask(40, bot, anywhere);
      expect(await reasonsOf()).toEqual({ country_budget: 20 });
    });

    scenario("the same after 50 verified codes in fourteen days", 25, async () => {
      await history(50, 50, { minutesAgo: 3 * 24 * 60, minutes: 60 });
      await ask(40, bot, anywhere);
    });

    scenario("40 numbers of one range, from a botnet, with a budget for them", 30, async () => {
      configure({ budgetMinimum: 1000 });
      await ask(40, bot, (n) => scattered(n));
      expect(await reasonsOf()).toEqual({ prefix_velocity: 10 });
    });

    scenario("the same in a range that verifies 54 codes an hour", 45, async () => {
      configure({ budgetMinimum: 1000 });
      await honestWeek(60);
      await ask(50, bot, (n) => scattered(n));
    });

    test("a trickle that nobody verifies buys no room: the baseline is of verified codes", async () => {
      configure({ budgetMinimum: 1000, prefixTexts: 5 });
      for (let hour = 30; hour < 60; hour += 1)
        await history(10, 0, { minutesAgo: hour * 60, minutes: 10 });
      await ask(8, bot, (n) => scattered(n));
      expect(texts()).toBe(5);
    });

    scenario("40 requests at once", 20, async () => {
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, n) => otp.request(server, { phone: anywhere(n) })),
      );
      const refused = results.flatMap((result) => (result.ok ? [] : [result.error]));
      expect(refused).toHaveLength(20);
      for (const error of refused)
        expect(error).toEqual({ code: "otp_blocked", reasons: ["country_budget"] });
    });

    scenario("30 consecutive numbers at once", 3, async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, n) => otp.request(server, { phone: consecutive(n) })),
      );
    });

    scenario("a scope that has spent its money", 0, async () => {
      spent = true;
      await ask(5, bot, anywhere);
      expect(errorOf(await otp.request(server, { phone: anywhere(9) }))).toEqual({
        code: "otp_blocked",
        reasons: ["spend_cap"],
      });
    });

    test("what surely did not leave, or was verified, is off the budget", async () => {
      configure({ budgetMinimum: 4 });
      sender.answer({ kind: "rejected", error: { code: "bad_credentials", provider: "vnpay" } });
      await ask(6, () => server, anywhere);
      sender.answer({ kind: "accepted", providerMessageIds: ["1"] });
      for (let n = 100; n < 106; n += 1) {
        const phone = anywhere(n);
        const { id } = unwrap(await otp.request(server, { phone }));
        unwrap(await otp.verify(server, { id, code: sender.lastOtp(phone) }));
      }
      expect(await reasonsOf()).toEqual({});
      const [totals] = await database.orm.execute(sql`
        select sent, verified from otp_guard_traffic where area = 'VN'`);
      expect(totals).toEqual({ sent: 6, verified: 6 });
    });
  });

  describe("tricks", () => {
    scenario("one number in eight spellings", 1, async () => {
      const spellings = [
        "+84912345678",
        "0912345678",
        "84912345678",
        "+84 912 345 678",
        "(+84) 912-345-678",
        "0912.345.678",
        "+84 0912345678",
        "0084912345678",
      ];
      const results = await ask(8, bot, (n) => spellings[n] ?? "");
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    });

    scenario("full-width digits, extensions and other scripts", 0, async () => {
      const spellings = [
        "+８４９１２３４５６７８",
        "+84912345678;ext=1",
        "+٨٤٩١٢٣٤٥٦٧٨",
        "+84912345678,+84912345679",
      ];
      for (const phone of spellings)
        expect(errorOf(await otp.request(server, { phone }))).toMatchObject({
          code: "phone_invalid",
        });
    });

    scenario("the budget used up, then resent instead of requested", 20, async () => {
      const first = unwrap(await otp.request(visitor, { phone: anywhere(0) }));
      await ask(
        19,
        (n) => bot(n + 1),
        (n) => anywhere(n + 1),
      );
      await age(database, 31);
      expect((await otp.resend(visitor, { id: first.id })).ok).toBe(true);
      await age(database, 61);
      expect(errorOf(await otp.resend(server, { id: first.id }))).toEqual({
        code: "otp_blocked",
        reasons: ["country_budget"],
      });
    });

    scenario("the budget used up, then other purposes", 20, async () => {
      await ask(20, bot, anywhere);
      await ask(
        20,
        (n) => bot(n + 100),
        (n) => anywhere(n + 40),
        "sign-up",
      );
      await ask(5, (n) => bot(n + 200), anywhere, "payment");
    });

    test("a refused number looks to a browser like any other, its resend too", async () => {
      await ask(20, () => server, anywhere);
      const before = texts();
      const allowed = unwrap(
        await otp.request({ ...visitor, scope: "other" }, { phone: anywhere(1) }),
      );
      const refused = unwrap(await otp.request(visitor, { phone: anywhere(50) }));
      expect(texts()).toBe(before + 1);
      const shape = ({ id, reference, expiresAt, resendAvailableAt, ...rest }: typeof refused) => ({
        id: id.length,
        reference: reference.length,
        wait: Math.round((expiresAt.getTime() - resendAvailableAt.getTime()) / 10_000),
        ...rest,
      });
      expect(shape(refused)).toEqual(shape(allowed));
      await age(database, 31);
      expect(unwrap(await otp.resend(visitor, { id: refused.id }))).toMatchObject({
        sendsRemaining: 3,
        attemptsRemaining: 5,
      });
      expect(texts()).toBe(before + 1);
      expect(errorOf(await otp.verify(visitor, { id: refused.id, code: "123456" }))).toEqual({
        code: "otp_invalid",
      });
    });

    test("a server's refused request costs the phone nothing", async () => {
      await ask(20, () => server, anywhere);
      await ask(
        20,
        () => server,
        () => "+84966000001",
      );
      settings = Value.Parse(OtpGuardSettings, { budgetMinimum: 100 });
      expect((await otp.request(server, { phone: "+84966000001" })).ok).toBe(true);
    });
  });

  describe("conversion", () => {
    const room = { budgetMinimum: 1000 };

    scenario("1 text in 2 minutes to one range, none verified", 32, async () => {
      configure(room);
      for (let n = 0; n < 36; n += 1) {
        await otp.request(server, { phone: scattered(n) });
        await age(database, 120);
      }
      expect(incidents).toMatchObject([{ effect: "block", area: "+84912", hours: 1, verified: 0 }]);
    });

    test("a block lifts itself, comes back doubled for new texts only, up to a day", async () => {
      configure(room);
      const hours: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        await history(30, 0, { minutesAgo: 10, minutes: 20 });
        const phone = scattered(round);
        const blocked: OtpError = { code: "otp_blocked", reasons: ["prefix_blocked"] };
        expect(errorOf(await otp.request(server, { phone }))).toEqual(blocked);
        const last = incidents.at(-1)?.hours ?? 0;
        hours.push(last);
        await age(database, last * 3600 - 60);
        expect(errorOf(await otp.request(server, { phone }))).toEqual(blocked);
        await age(database, 120);
        expect((await otp.request(server, { phone })).ok).toBe(true);
      }
      expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24]);
      await age(database, 25 * 3600);
      await history(30, 0, { minutesAgo: 10, minutes: 20 });
      await otp.request(server, { phone: scattered(50) });
      expect(incidents.at(-1)?.hours).toBe(1);
    });

    test("other ranges go on, and one that was lifted by hand does not fall back", async () => {
      configure(room);
      await history(40, 2, { minutesAgo: 10, minutes: 20 });
      expect((await otp.request(server, { phone: scattered(1) })).ok).toBe(false);
      expect((await otp.request(server, { phone: scattered(1, "+84903") })).ok).toBe(true);

      const { data } = await otp.guard.blocks(scope, {});
      expect(data).toMatchObject([
        { level: "prefix", area: "+84912", sent: 40, verified: 2, active: true },
      ]);
      const id = data[0]?.id ?? "";
      expect(
        await otp.guard.lift("0190a000-0000-7000-8000-000000000002", id, lifter("operator")),
      ).toBe(false);
      expect((await otp.request(server, { phone: scattered(1) })).ok).toBe(false);
      expect(await otp.guard.lift(scope, id, lifter("operator"))).toBe(true);
      expect(await otp.guard.lift(scope, id, lifter("somebody"))).toBe(true);
      expect((await otp.request(server, { phone: scattered(1) })).ok).toBe(true);
      expect((await otp.guard.blocks(scope, {})).data).toMatchObject([
        { active: false, liftedBy: "operator" },
      ]);
    });

    test("texts whose codes can still be typed say nothing yet", async () => {
      configure(room);
      await history(60, 0, { minutesAgo: 1, minutes: 3 });
      expect((await otp.request(server, { phone: anywhere(1) })).ok).toBe(true);
      expect(incidents).toEqual([]);
    });

    test("15 of 100 verified is no block", async () => {
      configure(room);
      await history(100, 15, { minutesAgo: 10, minutes: 30 });
      expect((await otp.request(server, { phone: scattered(1) })).ok).toBe(true);
      expect(incidents.filter(({ effect }) => effect === "block")).toEqual([]);
    });

    test("below 40 % and half of the week's raises one alert an hour, and refuses nothing", async () => {
      configure(room);
      await honestWeek();
      await judgedHour(100, 35);
      for (let n = 0; n < 3; n += 1)
        expect((await otp.request(server, { phone: scattered(n) })).ok).toBe(true);
      expect(incidents.map(({ effect, area }) => [effect, area]).toSorted()).toEqual([
        ["alert", ""],
        ["alert", "+84912"],
        ["alert", "VN"],
      ]);
      expect((await otp.guard.alerts(scope, {})).data.map(({ level }) => level).toSorted()).toEqual(
        ["country", "prefix", "scope"],
      );
    });

    test.each([
      ["without a week to compare with", 0, 35],
      ["for 45 of 100", 100, 45],
      ["for a range that never did better", 1, 35],
    ])("raises no alert %s", async (_, perHour, verified) => {
      configure(room);
      if (perHour === 100) await honestWeek();
      if (perHour === 1) await history(2000, 1000, { minutesAgo: 3 * 24 * 60, minutes: 60 });
      await judgedHour(100, verified);
      await otp.request(server, { phone: scattered(1) });
      expect(incidents).toEqual([]);
    });
  });

  describe("guesses spread over many phones", () => {
    const guesses = (wrong: number, right: number, minutesAgo = 0) =>
      database.orm.execute(sql`
        insert into otp_guard_guesses (scope, minute, guesses, wrong)
        values (${scope}, date_trunc('minute', now()) - ${minutesAgo} * interval '1 minute',
          ${wrong + right}, ${wrong})`);

    scenario("more than 60 % of 200 guesses are wrong", 1, async () => {
      await guesses(121, 79);
      const required: OtpError = { code: "challenge_required" };
      expect(errorOf(await otp.request(visitor, { phone: anywhere(1) }))).toEqual(required);
      // What a number is can not be told from it.
      expect(errorOf(await otp.request(visitor, { phone: "+14155550123" }))).toEqual(required);
      expect(errorOf(await otp.request(server, { phone: anywhere(1) }))).toEqual(required);
      const passed = { ...server, challengePassed: true };
      const { id } = unwrap(await otp.request(passed, { phone: anywhere(1) }));
      const code = sender.lastOtp(anywhere(1));
      expect(errorOf(await otp.verify(server, { id, code }))).toEqual(required);
      expect((await otp.verify(passed, { id, code })).ok).toBe(true);
    });

    test.each([
      ["60 %", 120, 80, 0],
      ["fewer than 200", 199, 0, 0],
      ["more than five minutes ago", 300, 0, 6],
    ])("%s is not enough", async (_, wrong, right, minutesAgo) => {
      await guesses(wrong, right, minutesAgo);
      expect((await otp.request(server, { phone: anywhere(1) })).ok).toBe(true);
    });

    test("what counts is guesses at live challenges, a decoy's too", async () => {
      const { id } = unwrap(await otp.request(server, { phone: anywhere(1) }));
      const decoy = unwrap(await otp.request(visitor, { phone: "+14155550123" }));
      const right = sender.lastOtp(anywhere(1));
      const wrong = right.startsWith("0") ? "111111" : "000000";
      await otp.verify(server, { id, code: wrong });
      await otp.verify(server, { id: decoy.id, code: wrong });
      await otp.verify(server, { id: "0190a0e0-0000-7000-8000-000000000000", code: wrong });
      unwrap(await otp.verify(server, { id, code: right }));
      const [sums] = await database.orm.execute(sql`
        select sum(guesses)::int as guesses, sum(wrong)::int as wrong from otp_guard_guesses`);
      expect(sums).toEqual({ guesses: 3, wrong: 2 });
    });
  });

  describe("switches", () => {
    scenario("a botnet, record-only", 12, async () => {
      configure({ mode: "record", budgetMinimum: 5 });
      await ask(12, bot, anywhere);
      expect(await reasonsOf()).toEqual({ country_budget: 7 });
      const { data } = await otp.guard.decisions(scope, { verdict: "recorded", limit: 100 });
      expect(data).toHaveLength(7);
      expect(data.every(({ sent }) => sent)).toBe(true);
    });

    scenario("record-only opens no country and no kind of number", 0, async () => {
      configure({ mode: "record" });
      await ask(1, bot, () => "+14155550123");
      await ask(1, bot, () => "+8816123456789");
      await ask(1, bot, () => "+842438252525");
    });

    scenario("12 numbers of a country on trial", 12, async () => {
      configure({ monitorCountries: ["US"], budgetMinimum: 5 });
      await ask(12, bot, abroad);
      expect(await reasonsOf()).toEqual({ country_budget: 7 });
    });

    test.each(["of the scope", "of the platform"])(
      "the kill switch %s: nothing leaves",
      async (whose) => {
        const { id } = unwrap(await otp.request(server, { phone: anywhere(1) }));
        const code = sender.lastOtp(anywhere(1));
        const stopped = Value.Parse(OtpGuardSettings, { stopped: true });
        if (whose === "of the scope") settings = stopped;
        else platform = stopped;
        await age(database, 31);
        const refusal = { code: "sms_unavailable", reason: "stopped" } as const;
        for (const caller of [server, visitor]) {
          expect(errorOf(await otp.request(caller, { phone: anywhere(2) }))).toEqual(refusal);
          expect(errorOf(await otp.resend(caller, { id }))).toEqual(refusal);
        }
        const others = otp.request({ ...server, scope: "other" }, { phone: anywhere(2) });
        expect((await others).ok).toBe(whose === "of the scope");
        // Who has a code may use it.
        expect((await otp.verify(server, { id, code })).ok).toBe(true);
        const { data } = await otp.guard.decisions(scope, {});
        expect(data).toHaveLength(1);
      },
    );

    scenario("8 consecutive numbers with limits off, as in test environments", 8, async () => {
      configure({}, { limits: { enabled: false } });
      await ask(8, () => server, consecutive);
    });
  });

  describe("decisions", () => {
    test("hold no number and no address, and are listed page by page, one's own only", async () => {
      await ask(3, () => browser("203.0.113.9"), anywhere);
      await ask(2, () => browser("203.0.113.9"), abroad);
      await otp.request({ ...server, scope: "other" }, { phone: anywhere(7) });
      const stored = JSON.stringify([
        await database.orm.execute(sql`select * from otp_guard_decisions`),
      ]);
      expect(stored).not.toContain(anywhere(0).slice(1));
      expect(stored).not.toContain("203.0.113");
      const first = await otp.guard.decisions(scope, { limit: 3 });
      expect(first.data.map(({ verdict, country }) => [verdict, country])).toEqual([
        ["refused", "US"],
        ["refused", "US"],
        ["allowed", "VN"],
      ]);
      expect(first.data[0]).toMatchObject({ reasons: ["country_denied"], sent: false });
      const second = await otp.guard.decisions(scope, { cursor: first.nextCursor ?? "" });
      expect(second).toMatchObject({ hasMore: false });
      expect(second.data).toHaveLength(2);
      expect(new Set([...first.data, ...second.data].map(({ clientKey }) => clientKey)).size).toBe(
        1,
      );
      const refused = await otp.guard.decisions(scope, { reason: "country_denied" });
      expect(refused.data).toHaveLength(2);
      expect((await otp.guard.decisions(scope, { verdict: "allowed" })).data).toHaveLength(3);
      expect((await otp.guard.decisions(scope, { cursor: "gdn_none" })).data).toEqual([]);
    });

    test("purge forgets what no rule looks at", async () => {
      await ask(1, () => server, anywhere);
      await age(database, 31 * 86_400);
      await ask(
        1,
        () => server,
        (n) => anywhere(n + 1),
      );
      await otp.purge();
      expect((await otp.guard.decisions(scope, {})).data).toHaveLength(1);
      const [row] = await database.orm.execute(sql`
        select count(*)::int as n from otp_guard_traffic`);
      expect(row).toEqual({ n: 3 });
    });
  });
});
