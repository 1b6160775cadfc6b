import { expect, test } from "bun:test";
import { coreProblems, createKeyring, createLogger, Problem } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { createOtpService } from "../otp/service.ts";
import { recordingSender } from "../testing/index.ts";
import { otpGuardController } from "./otp-guard.ts";

const keys = createKeyring([{ id: "p1", key: Buffer.alloc(32, 3).toString("base64") }]);
if (!keys.ok) throw new Error("the pepper of this test is well-formed");
const { keyring: peppers } = keys;
const shop = "00000000-0000-7000-8000-000000000001";
const other = "00000000-0000-7000-8000-000000000002";

describeOnDatabases("routes of the pumping guard", (open) => {
  const mount = async () => {
    const database = await open();
    const otp = createOtpService({ database, sender: recordingSender(), peppers });
    const app = new Elysia({ normalize: false })
      .use(problems({ logger: createLogger({ level: "silent" }) }))
      .use(
        otpGuardController({
          guard: otp.guard,
          access: (request) => {
            const organizationId = request.headers.get("authorization");
            if (organizationId === null) throw new Problem(coreProblems.unauthorized);
            return { organizationId, actor: "operator", mode: "live" };
          },
          scopeOf: ({ organizationId }) => organizationId,
        }),
      );
    const call = async (method: string, path: string, organization?: string) => {
      const headers = { ...(organization && { authorization: organization }) };
      const reply = await app.handle(
        new Request(`http://localhost/otp/guard${path}`, { method, headers }),
      );
      const text = await reply.text();
      return { status: reply.status, text, json: text && JSON.parse(text) };
    };
    return { otp, database, call };
  };

  test("decisions: masked, filtered, one's own only", async () => {
    const { otp, call } = await mount();
    await otp.request({ scope: shop, trusted: true }, { phone: "+84912345678" });
    await otp.request({ scope: shop, trusted: true }, { phone: "+14155550123" });
    const { status, json, text } = await call("GET", "/decisions?verdict=refused", shop);
    expect(status).toBe(200);
    expect(json).toEqual({
      data: [
        {
          id: expect.stringMatching(/^gdn_/),
          at: expect.any(String),
          verification: expect.stringMatching(/^otp_/),
          kind: "request",
          purpose: "sign-in",
          phone: "***123",
          phoneKey: expect.any(String),
          country: "US",
          prefix: "+14155",
          verdict: "refused",
          reasons: ["country_denied"],
          sent: false,
        },
      ],
      hasMore: false,
    });
    expect(text).not.toContain("4155550123");
    expect((await call("GET", "/decisions?limit=1", shop)).json).toMatchObject({ hasMore: true });
    expect((await call("GET", "/decisions", other)).json).toEqual({ data: [], hasMore: false });
  });

  test("a block is listed and lifted; somebody else's is as good as none", async () => {
    const { database, call } = await mount();
    await database.orm.execute(sql`
      insert into otp_guard_incidents (scope, id, effect, area, sent, verified, hours, until)
      values (${shop}, gen_random_uuid(), 'block', '+84912', 40, 2, 1, now() + interval '1 hour'),
        (${shop}, gen_random_uuid(), 'alert', 'VN', 40, 10, 1, now() + interval '1 hour')`);
    const { json } = await call("GET", "/blocks", shop);
    expect(json.data).toMatchObject([{ area: "+84912", sent: 40, verified: 2, active: true }]);
    const [{ id }] = json.data;
    const alerts = (await call("GET", "/alerts", shop)).json.data;
    expect(alerts).toMatchObject([{ level: "country", area: "VN" }]);

    const [theirs, none, anAlert] = await Promise.all([
      call("DELETE", `/blocks/${id}`, other),
      call("DELETE", "/blocks/blk_01kage5zv4f6rv3t3g0vr2k4dp", shop),
      call("DELETE", `/blocks/${alerts[0].id}`, shop),
    ]);
    expect(theirs.status).toBe(404);
    expect(none.text).toBe(theirs.text);
    expect(anAlert.text).toBe(theirs.text);
    expect((await call("DELETE", `/blocks/${id}`, shop)).status).toBe(204);
    expect((await call("DELETE", `/blocks/${id}`, shop)).status).toBe(204);
    expect((await call("GET", "/blocks", shop)).json.data).toMatchObject([
      { active: false, liftedBy: "operator" },
    ]);
  });

  test.each([
    ["GET", "/decisions", undefined, 401],
    ["GET", "/decisions?verdict=perhaps", shop, 400],
    ["GET", "/decisions?phone=%2B84912345678", shop, 400],
    ["GET", "/blocks?limit=101", shop, 400],
    ["DELETE", "/blocks/1", shop, 400],
  ])("%s %s is refused", async (method, path, organization, status) => {
    const { call } = await mount();
    expect((await call(method, path, organization)).status).toBe(status);
  });
});
