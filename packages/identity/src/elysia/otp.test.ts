import { expect, test } from "bun:test";
import { coreProblems, createKeyring, createLogger, Problem } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import { createOtpService } from "../otp/service.ts";
import { OtpSettings } from "../otp/settings.ts";
import { recordingSender } from "../testing/index.ts";
import { otpController } from "./otp.ts";

const keys = createKeyring([{ id: "p1", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("the pepper of this test is well-formed");
const { keyring: peppers } = keys;

/** Somebody else's app, with a controller of ours in it. */
describeOnDatabases("otpController in another app", (open) => {
  const mount = async () => {
    const sender = recordingSender();
    const settings = Value.Parse(OtpSettings, { resendCooldownSeconds: [60] });
    const otp = createOtpService({
      database: await open(),
      sender,
      peppers,
      settings: () => ({ state: "ok", value: settings, version: 1 }),
    });
    const app = new Elysia({ normalize: false })
      .use(problems({ logger: createLogger({ level: "silent" }) }))
      .use(
        otpController({
          otp,
          caller: ({ request }) => {
            const key = request.headers.get("authorization");
            if (key === "Bearer stranger") throw new Problem(coreProblems.unauthorized);
            return { scope: "shop", trusted: key !== null, clientIp: "203.0.113.9" };
          },
        }),
      );
    const call = async (method: string, path: string, body?: object, key?: string) => {
      const reply = await app.handle(
        new Request(`http://localhost/otp${path}`, {
          method,
          headers: {
            "accept-language": "en",
            ...(body && { "content-type": "application/json" }),
            ...(key && { authorization: `Bearer ${key}` }),
          },
          ...(body && { body: JSON.stringify(body) }),
        }),
      );
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, json: text && JSON.parse(text) };
    };
    return { sender, call };
  };
  const phone = "+84912345678";

  test("request, resend too soon, verify, redeem", async () => {
    const { sender, call } = await mount();
    const requested = await call("POST", "/request", { phone });
    expect(requested.status).toBe(202);
    expect(Object.keys(requested.json).toSorted()).toEqual([
      "attemptsRemaining",
      "expiresAt",
      "id",
      "reference",
      "resendAvailableAt",
      "sendsRemaining",
    ]);
    expect(sender.messages[0]?.text).toContain(`(ref ${requested.json.reference})`);

    const { id } = requested.json;
    const early = await call("POST", `/${id}/resend`);
    expect(early).toMatchObject({ status: 429, json: { code: "resend_too_soon" } });
    expect(early.headers.get("retry-after")).toBe("60");

    const verified = await call("POST", "/verify", { id, code: sender.lastOtp(phone) });
    expect(verified).toMatchObject({ status: 200, json: { verified: true, phone } });
    const { token } = verified.json;
    expect(await call("POST", "/redeem", { token })).toMatchObject({ status: 401 });
    expect(await call("POST", "/redeem", { token }, "shop")).toMatchObject({
      status: 200,
      json: { phone, purpose: "sign-in", verifiedAt: expect.any(String) },
    });
  });

  test("a cancelled verification is dead, and cancelling again is nothing", async () => {
    const { sender, call } = await mount();
    const { id } = (await call("POST", "/request", { phone })).json;
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    const late = await call("POST", "/verify", { id, code: sender.lastOtp(phone) });
    expect(late).toMatchObject({ status: 400, json: { code: "otp_invalid" } });
  });

  test("only a server may name its user's address", async () => {
    const { call } = await mount();
    const body = { phone, clientIp: "198.51.100.7" };
    expect(await call("POST", "/request", body)).toMatchObject({
      status: 400,
      json: { code: "invalid_request", errors: [{ path: "/clientIp" }] },
    });
    expect((await call("POST", "/request", body, "shop")).status).toBe(202);
  });

  test("a refusal of the guard: a server reads why, a browser sees a verification", async () => {
    const { call, sender } = await mount();
    const next = (n: number) => `+849123456${10 + n}`;
    for (let n = 0; n < 3; n += 1)
      expect((await call("POST", "/request", { phone: next(n) }, "shop")).status).toBe(202);
    expect(await call("POST", "/request", { phone: next(3) }, "shop")).toMatchObject({
      status: 403,
      json: { code: "otp_blocked", detail: "Reasons: sequential_numbers." },
    });
    expect((await call("POST", "/request", { phone: next(4) })).status).toBe(202);
    expect(sender.messages).toHaveLength(3);
  });

  test("only a server may say that a challenge was passed", async () => {
    const { call } = await mount();
    const body = { phone, challengePassed: true };
    expect(await call("POST", "/request", body)).toMatchObject({
      status: 400,
      json: { code: "invalid_request", errors: [{ path: "/challengePassed" }] },
    });
    expect((await call("POST", "/request", body, "shop")).status).toBe(202);
  });

  test("whoever the app refuses is refused before anything else is looked at", async () => {
    const { call, sender } = await mount();
    expect((await call("POST", "/request", { phone: 1 }, "stranger")).status).toBe(401);
    expect(sender.messages).toBeEmpty();
  });

  test("each refusal has its status", async () => {
    const { call, sender } = await mount();
    expect(await call("POST", "/request", { phone: "+14155550123" }, "shop")).toMatchObject({
      status: 422,
      json: { code: "phone_not_allowed" },
    });
    sender.answer({ kind: "rejected", error: { code: "invalid_recipient", provider: "vnpay" } });
    expect(await call("POST", "/request", { phone }, "shop")).toMatchObject({
      status: 422,
      json: { code: "sms_rejected" },
    });
    sender.become({ ready: false, reason: "not_configured" });
    expect(await call("POST", "/request", { phone }, "shop")).toMatchObject({
      status: 503,
      json: { code: "sms_unavailable", detail: "Reason: not_configured." },
    });
  });
});
