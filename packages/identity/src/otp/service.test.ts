import { beforeEach, expect, test } from "bun:test";
import { createKeyring, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import { sql } from "drizzle-orm";
import type { SendError } from "mq-sms";
import { age, type RecordingSender, recordingSender } from "../testing/index.ts";
import { createBounded } from "./bounded.ts";
import type { OtpError, OtpResult } from "./errors.ts";
import { createOtpService, type OtpService } from "./service.ts";
import { OtpSettings } from "./settings.ts";

const server = { scope: "shop", trusted: true };
const browser = { scope: "shop", trusted: false, clientIp: "203.0.113.9" };
const phone = "+84912345678";

const keys = createKeyring([{ id: "p1", key: Buffer.alloc(32, 7).toString("base64") }]);
if (!keys.ok) throw new Error("the pepper of these tests is well-formed");
const { keyring: peppers } = keys;
const hashing = createBounded({ concurrency: 2, queue: 64, maxWaitMs: 2000 });

const settingsWith = (overrides: object): OtpSettings =>
  Value.Parse(OtpSettings, Value.Default(OtpSettings, structuredClone(overrides)));

const unwrap = <T>(result: OtpResult<T>): T => {
  if (!result.ok) throw new Error(`refused with ${result.error.code}`);
  return result.value;
};
const errorOf = (result: OtpResult<unknown>): OtpError => {
  if (result.ok) throw new Error("was not refused");
  return result.error;
};

describeOnDatabases("one-time codes", (open) => {
  let database: Database;
  let sender: RecordingSender;
  let settings: OtpSettings;
  let otp: OtpService;

  const serviceWith = (overrides: object): void => {
    settings = settingsWith(overrides);
  };

  beforeEach(async () => {
    database = await open();
    sender = recordingSender();
    serviceWith({});
    otp = createOtpService({
      database,
      sender,
      peppers,
      hashing,
      settings: () => ({ state: "ok", value: settings, version: 1 }),
    });
  });

  const request = async (input: { phone?: string; purpose?: string } = {}, caller = server) =>
    unwrap(await otp.request(caller, { phone, ...input }));
  const verify = (id: string, code: string) => otp.verify(server, { id, code });
  const wrong = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);

  test("a code verifies once, and its proof is redeemed once", async () => {
    const challenge = await request({ phone: "0912 345 678", purpose: "sign-up" });
    expect(challenge).toMatchObject({ attemptsRemaining: 5, sendsRemaining: 4 });
    const code = sender.lastOtp(phone);

    const verified = unwrap(await verify(challenge.id, code));
    expect(verified).toMatchObject({ phone, purpose: "sign-up" });
    expect(errorOf(await verify(challenge.id, code))).toEqual({ code: "otp_invalid" });

    expect(unwrap(await otp.redeem(server, verified.token))).toMatchObject({
      phone,
      purpose: "sign-up",
    });
    expect(errorOf(await otp.redeem(server, verified.token))).toEqual({ code: "proof_invalid" });
  });

  test("the row holds neither the code nor anything that gives it away", async () => {
    await request();
    const code = sender.lastOtp(phone);
    const [row] = await database.orm.execute(sql`select * from otp_challenges`);
    const stored = JSON.stringify(row);
    expect(stored).not.toContain(code);
    expect(stored).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  test("of 200 right codes at once, one succeeds", async () => {
    const { id } = await request();
    const code = sender.lastOtp(phone);
    const results = await Promise.all(Array.from({ length: 200 }, () => verify(id, code)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  test("of 200 wrong codes at once, five are compared, and then the right one fails too", async () => {
    let comparisons = 0;
    const counting = createOtpService({
      database,
      sender,
      peppers,
      hashing: {
        run: (priority, work) => {
          if (priority === "first") comparisons += 1;
          return hashing.run(priority, work);
        },
      },
    });
    const { id } = await request();
    const code = sender.lastOtp(phone);
    await Promise.all(
      Array.from({ length: 200 }, () => counting.verify(server, { id, code: wrong(code) })),
    );
    expect(comparisons).toBe(5);
    expect(errorOf(await counting.verify(server, { id, code }))).toEqual({ code: "otp_invalid" });
    expect(comparisons).toBe(5);
  });

  test("of 50 requests at once for one phone, one message leaves", async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, () => otp.request(server, { phone })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(sender.messages).toHaveLength(1);
    expect(errorOf(results.find((result) => !result.ok) ?? failure)).toMatchObject({
      code: "resend_too_soon",
      retryAfterSeconds: 30,
    });
  });
  const failure: OtpResult<never> = { ok: false, error: { code: "busy" } };

  test("a challenge expires by the database's clock", async () => {
    const { id } = await request();
    await age(database, 301);
    expect(errorOf(await verify(id, sender.lastOtp(phone)))).toEqual({ code: "otp_invalid" });
  });

  test("a new request supersedes the older challenge, after the cooldown", async () => {
    const older = await request();
    const olderCode = sender.lastOtp(phone);
    await age(database, 31);
    const newer = await request();
    expect(errorOf(await verify(older.id, olderCode))).toEqual({ code: "otp_invalid" });
    expect(errorOf(await verify(newer.id, olderCode))).toEqual({ code: "otp_invalid" });
    expect((await verify(newer.id, sender.lastOtp(phone))).ok).toBe(true);
  });

  test("purposes and scopes keep to themselves", async () => {
    const signIn = await request();
    const signInCode = sender.lastOtp(phone);
    const payment = await request({ purpose: "payment" });
    const paymentCode = sender.lastOtp(phone);
    expect(paymentCode).toHaveLength(8);
    expect(errorOf(await verify(payment.id, signInCode))).toEqual({ code: "otp_invalid" });
    const stranger = { scope: "other", trusted: true };
    expect(errorOf(await otp.verify(stranger, { id: signIn.id, code: signInCode }))).toEqual({
      code: "otp_invalid",
    });
    const verified = unwrap(await verify(signIn.id, signInCode));
    expect(errorOf(await otp.redeem(stranger, verified.token))).toEqual({ code: "proof_invalid" });
  });

  test("a resent code and the one before it are good, an older one is not", async () => {
    const { id } = await request();
    const codes = [sender.lastOtp(phone)];
    for (const wait of [31, 61]) {
      await age(database, wait);
      unwrap(await otp.resend(server, { id }));
      codes.push(sender.lastOtp(phone));
    }
    const [first = "", second = ""] = codes;
    expect(errorOf(await verify(id, first))).toEqual({ code: "otp_invalid" });
    expect((await verify(id, second)).ok).toBe(true);
  });

  test("guesses are shared by all codes of a challenge", async () => {
    const { id } = await request();
    for (const _ of [1, 2, 3]) await verify(id, wrong(sender.lastOtp(phone)));
    await age(database, 31);
    expect(unwrap(await otp.resend(server, { id })).attemptsRemaining).toBe(2);
  });

  test("a resend waits for its cooldown, which grows, and ends with the allowance", async () => {
    serviceWith({ maxSends: 3 });
    const { id } = await request();
    expect(errorOf(await otp.resend(server, { id }))).toEqual({
      code: "resend_too_soon",
      retryAfterSeconds: 30,
    });
    await age(database, 31);
    expect(unwrap(await otp.resend(server, { id })).sendsRemaining).toBe(1);
    expect(errorOf(await otp.resend(server, { id }))).toEqual({
      code: "resend_too_soon",
      retryAfterSeconds: 60,
    });
    await age(database, 61);
    expect(unwrap(await otp.resend(server, { id })).sendsRemaining).toBe(0);
    await age(database, 121);
    expect(errorOf(await otp.resend(server, { id }))).toEqual({ code: "sends_exhausted" });
  });

  test("a cancelled challenge is dead and keeps its cooldown", async () => {
    const { id } = await request();
    await otp.cancel(server, id);
    expect(errorOf(await verify(id, sender.lastOtp(phone)))).toEqual({ code: "otp_invalid" });
    expect(errorOf(await otp.request(server, { phone }))).toMatchObject({
      code: "resend_too_soon",
    });
    expect(errorOf(await otp.resend(server, { id }))).toEqual({ code: "otp_not_found" });
  });

  test("five messages an hour to a phone, and a refused sixth costs nothing", async () => {
    for (let sent = 0; sent < 5; sent += 1) {
      const { id } = await request();
      unwrap(await verify(id, sender.lastOtp(phone)));
    }
    for (let asked = 0; asked < 20; asked += 1) {
      expect(errorOf(await otp.request(server, { phone }))).toMatchObject({
        code: "limit_exceeded",
        name: "phone",
      });
    }
    await age(database, 3601);
    await request();
    expect(sender.messages).toHaveLength(6);
  });

  test("ten requests an hour of a browser, over all its phones; a server's own address is free", async () => {
    for (let n = 0; n < 10; n += 1) await request({ phone: `+8491234560${n}` }, browser);
    expect(errorOf(await otp.request(browser, { phone: "+84987654321" }))).toMatchObject({
      code: "limit_exceeded",
      name: "ip",
    });
    await request({ phone: "+84987654321" }, server);
  });

  test("ten wrong codes in an hour lock the phone, whatever the challenge or purpose", async () => {
    serviceWith({ limits: { phone: [] } });
    for (const purpose of ["a", "b"]) {
      const { id } = await request({ purpose });
      for (const _ of [1, 2, 3, 4, 5]) await verify(id, wrong(sender.lastOtp(phone)));
    }
    expect(errorOf(await otp.request(server, { phone, purpose: "c" }))).toMatchObject({
      code: "limit_exceeded",
      name: "failures",
    });
  });

  const refused = (code: SendError["code"]) =>
    ({ kind: "rejected", error: { code, provider: "vnpay" } }) as const;

  test("a message that surely did not leave costs nothing, and its code is worth nothing", async () => {
    sender.answer(refused("bad_credentials"));
    for (let tries = 0; tries < 12; tries += 1) {
      expect(errorOf(await otp.request(server, { phone }))).toEqual({
        code: "sms_unavailable",
        reason: "bad_credentials",
      });
    }
    const [row] = await database.orm.execute(sql`select codes from otp_challenges`);
    expect(row).toEqual({ codes: [] });
  });

  test("a resend that surely did not leave keeps the code before it", async () => {
    const { id } = await request();
    const code = sender.lastOtp(phone);
    await age(database, 31);
    sender.answer(refused("unavailable"));
    expect(errorOf(await otp.resend(server, { id }))).toMatchObject({ code: "sms_unavailable" });
    expect((await verify(id, code)).ok).toBe(true);
  });

  test("a message that may have left counts as sent", async () => {
    sender.answer({ kind: "unknown", error: { code: "timeout", provider: "vnpay" } });
    const { id } = await request();
    expect((await verify(id, sender.lastOtp(phone))).ok).toBe(true);
  });

  test("a server learns that the number was refused, a browser does not", async () => {
    sender.answer(refused("invalid_recipient"));
    expect(errorOf(await otp.request(server, { phone }))).toMatchObject({ code: "sms_rejected" });
    expect((await otp.request(browser, { phone: "+84912345679" })).ok).toBe(true);
  });

  test.each(["+14155550123", "+84901", "+8819876543210"])(
    "%s gets no message",
    async (elsewhere) => {
      expect(otp.request(server, { phone: elsewhere })).resolves.toMatchObject({ ok: false });
      await otp.request(browser, { phone: elsewhere });
      expect(sender.messages).toBeEmpty();
    },
  );

  test("to a browser, a number of a closed country looks like any other, and never verifies", async () => {
    const { id } = await request({ phone: "+14155550123" }, browser);
    expect(errorOf(await otp.verify(browser, { id, code: "123456" }))).toEqual({
      code: "otp_invalid",
    });
  });

  test("without a provider, pepper or usable settings nothing is stored", async () => {
    sender.become({ ready: false, reason: "not_configured" });
    expect(errorOf(await otp.request(server, { phone }))).toEqual({
      code: "sms_unavailable",
      reason: "not_configured",
    });
    expect(await database.orm.execute(sql`select id from otp_challenges`)).toEqual([]);
  });

  test("texts follow the language", async () => {
    await otp.request(server, { phone, acceptLanguage: "en-GB" });
    await otp.request(server, { phone: "+84912345679" });
    const [english, vietnamese] = sender.messages.map(({ text }) => text);
    expect(english).toContain("is your code");
    expect(vietnamese).toContain("la ma xac thuc");
  });

  test("purge deletes what ended a day ago and nothing else", async () => {
    await request();
    await age(database, 90_000);
    await request({ phone: "+84912345679" });
    await otp.purge();
    const left = await database.orm.execute(sql`select phone from otp_challenges`);
    expect(left).toEqual([{ phone: "+84912345679" }]);
  });
});
