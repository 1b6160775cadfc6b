import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createOutboundHttp, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { accountIdOf, providerSettings, smsSetting } from "@nx/identity";
import { sql } from "drizzle-orm";
import { field, textField, until } from "../testing/api-process.ts";
import { idsIn, startTenants, type Tenant, type Tenants } from "../testing/tenants.ts";

const phone = "+84912345678";
const vnpay = (host: string) => ({
  baseUrl: `https://${host}`,
  partnerCode: "900001",
  secret: `secret-of-${host}`,
  sender: "NXDEMO",
  keyword: "NXDEMO",
});
const twilio = {
  accountSid: `AC${"1".repeat(32)}`,
  authToken: "canary-token-of-this-test",
  sender: "NXDEMO",
};

/** Calls to addresses of a name server of this test. */
const namesLeadTo = (address: () => string) =>
  createOutboundHttp({ resolve: async () => [address()] });

describeOnDatabases("provider accounts and routes of organizations", (open) => {
  let database: Database;
  let tenants: Tenants;
  beforeEach(async () => {
    database = await open();
    tenants = await startTenants(database);
    await tenants.config.patch(providerSettings.vnpay, vnpay("platform.example"), { actor: "op" });
  });
  afterEach(() => tenants.stop());

  const add = async (as: Tenant, provider: string, settings: object): Promise<string> => {
    const made = await tenants.call(as, "POST", "/v1/providers", { provider, settings });
    expect(made.status).toBe(201);
    return textField(made.json, "id");
  };
  const send = async (as: Tenant, more: object = {}): Promise<string> => {
    const body = { to: phone, body: "Hello", ...more };
    const sent = await tenants.call(as, "POST", "/v1/messages", body);
    expect(sent.status).toBe(202);
    return textField(sent.json, "id");
  };
  const read = async (as: Tenant, id: string) =>
    (await tenants.call(as, "GET", `/v1/messages/${id}`)).json;
  const attempted = async (as: Tenant, id: string): Promise<unknown> => {
    await until(async () => Number(field(await read(as, id), "attempts")) > 0);
    return read(as, id);
  };

  describe("accounts", () => {
    test("are added, shown, changed, looked at and removed; secrets go in and never come out", async () => {
      const kinds = await tenants.call("ours", "GET", "/v1/providers/kinds");
      expect(kinds.text).toContain('"kind":"twilio"');
      expect(kinds.text).not.toContain('"kind":"log-only"');

      const id = await add("ours", "twilio", twilio);
      expect(id).toBe(accountIdOf("twilio", tenants.ids.ours));
      const list = await tenants.call("ours", "GET", "/v1/providers");
      expect(idsIn(list.json)).toEqual([id, "vnpay"]);
      expect(list.json).toMatchObject({
        data: [
          { owner: "organization", usable: true, secrets: { "/authToken": { last4: "test" } } },
          { owner: "platform", usable: true, health: { state: "UNKNOWN" } },
        ],
      });
      // Of the platform's account nothing is told but that it is there.
      expect(list.text).not.toContain("platform.example");
      const path = `/v1/providers/${id}`;
      const again = { provider: "twilio", settings: twilio };
      expect((await tenants.call("ours", "POST", "/v1/providers", again)).status).toBe(409);

      const changed = await tenants.call("ours", "PATCH", path, { sender: "OTHER" });
      expect(changed.json).toMatchObject({ settings: { sender: "OTHER" }, updatedBy: "user:ours" });
      const wrong = await tenants.call("ours", "PATCH", path, { sender: 7, authTokn: "x" });
      expect(wrong).toMatchObject({
        status: 400,
        json: { errors: [{ path: "/authTokn" }, { path: "/sender" }] },
      });

      tenants.answer = () => Response.json({ code: 20003 }, { status: 401 });
      const checked = await tenants.call("ours", "POST", `${path}/check`);
      expect(checked.json).toMatchObject({ state: "DOWN", lastError: "bad_credentials" });
      const shown = await tenants.call("ours", "GET", path);
      expect(shown.json).toMatchObject({ id, health: { state: "DOWN" } });

      const changes = await tenants.config.changes(providerSettings.twilio, {
        organization: tenants.ids.ours,
      });
      expect(changes).toMatchObject([
        { actor: "user:ours", requestId: "r-1" },
        { actor: "user:ours", before: null },
      ]);
      for (const { text } of [list, changed, wrong, checked, shown])
        expect(text).not.toContain(twilio.authToken);

      expect((await tenants.call("ours", "DELETE", path)).status).toBe(204);
      expect((await tenants.call("ours", "GET", path)).status).toBe(404);
      expect(await add("ours", "twilio", twilio)).toBe(id);
    });

    test("whose settings are wrong are shown and not used", async () => {
      const id = await add("ours", "vnpay", vnpay("own.example"));
      await database.orm.execute(sql`
        update settings set value = '{"baseUrl": 7}', version = version + 1000
        where organization_id is not null`);
      await until(() => tenants.sms.routing(tenants.ids.ours).accounts.length === 0);
      const shown = await tenants.call("ours", "GET", `/v1/providers/${id}`);
      expect(shown.json).toMatchObject({ usable: false });
      expect((await tenants.call("ours", "POST", `/v1/providers/${id}/check`)).status).toBe(409);
    });

    test("send a test message through just the one that is asked for", async () => {
      const id = await add("ours", "twilio", twilio);
      for (const [account, host] of [
        ["vnpay", "platform.example"],
        [id, "api.twilio.com"],
      ]) {
        const sent = await tenants.call("ours", "POST", `/v1/providers/${account}/test`, {
          to: phone,
        });
        expect(sent.status).toBe(202);
        expect(await attempted("ours", textField(sent.json, "id"))).toMatchObject({
          provider: account,
          category: "transactional",
        });
        expect(tenants.hosts.splice(0)).toEqual([host ?? ""]);
      }
      const unknown = { to: phone, more: 1 };
      const refused = await tenants.call("ours", "POST", `/v1/providers/${id}/test`, unknown);
      expect(refused.status).toBe(400);
    });

    test("of others answer exactly as those that are not there", async () => {
      const id = await add("ours", "twilio", twilio);
      const absent = accountIdOf("vonage", tenants.ids.ours);
      for (const [method, path, body] of [
        ["GET", "", undefined],
        ["PATCH", "", { sender: "EVIL" }],
        ["DELETE", "", undefined],
        ["POST", "/test", { to: phone }],
        ["POST", "/check", undefined],
      ] as const) {
        const [foreign, none] = await Promise.all(
          [id, absent].map((each) =>
            tenants.call("theirs", method, `/v1/providers/${each}${path}`, body),
          ),
        );
        expect(foreign?.status).toBe(404);
        const [told, absentTold] = [foreign, none].map((reply) =>
          reply?.text.replace(/"requestId":"[^"]+"/, ""),
        );
        expect(told).toBe(absentTold ?? "");
      }
      for (const method of ["PATCH", "DELETE"])
        expect(
          (await tenants.call("ours", method, "/v1/providers/vnpay", { sender: "EVIL" })).status,
        ).toBe(404);
      expect((await tenants.call("ours", "POST", "/v1/providers/vnpay/check")).status).toBe(404);
      expect(idsIn((await tenants.call("theirs", "GET", "/v1/providers")).json)).toEqual(["vnpay"]);
      expect((await tenants.call("ours", "GET", `/v1/providers/${id}`)).json).toMatchObject({
        settings: { sender: "NXDEMO" },
      });
    });

    test("are at no address inside, in production", async () => {
      await tenants.stop();
      tenants = await startTenants(database, { outside: namesLeadTo(() => "8.8.8.8") });
      const at = (baseUrl: string) => ({
        provider: "vnpay",
        settings: { ...vnpay("x.example"), baseUrl },
      });
      const refused = await tenants.call("ours", "POST", "/v1/providers", at("https://10.0.0.1"));
      expect(refused).toMatchObject({
        status: 400,
        json: { errors: [{ path: "/baseUrl", code: "not_allowed" }] },
      });
      const id = await add("ours", "vnpay", vnpay("own.example"));
      const changed = await tenants.call("ours", "PATCH", `/v1/providers/${id}`, {
        baseUrl: "http://localhost:9",
        allowInsecureLoopback: true,
      });
      expect(changed.status).toBe(400);
    });

    test.each(["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1"])(
      "are not called where their name leads to %s since it was saved",
      async (inside) => {
        await tenants.stop();
        let address = "8.8.8.8";
        tenants = await startTenants(database, { outside: namesLeadTo(() => address) });
        const id = await add("ours", "vnpay", vnpay("own.example"));
        address = inside;
        const message = await attempted("ours", await send("ours"));
        // Surely not sent: it is tried again, and not held as one that may have been.
        expect(message).toMatchObject({ status: "QUEUED", attempts: 1 });
        expect(JSON.stringify(message)).toContain("unavailable");
        const checked = await tenants.call("ours", "POST", `/v1/providers/${id}/check`);
        expect(checked.json).toMatchObject({ state: "DEGRADED", lastError: "unavailable" });
        const again = await tenants.call("ours", "PATCH", `/v1/providers/${id}`, {
          baseUrl: "https://own.example/other",
        });
        expect(again.status).toBe(400);
        // The platform's own way out was not taken either.
        expect(tenants.hosts).toEqual([]);
      },
    );
  });

  describe("nobody's account is ever used for another", () => {
    test("sending: each through its own, the others through the platform's", async () => {
      const [mine, yours] = [
        await add("ours", "vnpay", vnpay("ours.example")),
        await add("theirs", "vnpay", vnpay("theirs.example")),
      ];
      for (const [as, account, host] of [
        ["ours", mine, "ours.example"],
        ["theirs", yours, "theirs.example"],
      ] as const) {
        expect(await attempted(as, await send(as))).toMatchObject({ provider: account });
        expect(tenants.hosts.splice(0)).toEqual([host]);
        const preview = await tenants.call(as, "POST", "/v1/messages/preview", {
          to: phone,
          body: "Hello",
        });
        expect(preview.json).toMatchObject({ account });
      }
      await tenants.call("theirs", "DELETE", `/v1/providers/${yours}`);
      await attempted("theirs", await send("theirs"));
      expect(tenants.hosts.splice(0)).toEqual(["platform.example"]);
    });

    test("failover: what the platform's refuses goes through no account of another's", async () => {
      await add("ours", "twilio", twilio);
      tenants.answer = () => Response.json({ status: "84" });
      const id = await send("theirs");
      await attempted("theirs", id);
      expect(new Set(tenants.hosts)).toEqual(new Set(["platform.example"]));
    });

    test("by name: neither by id nor by kind, not in a rule and not at acceptance", async () => {
      const id = await add("ours", "twilio", twilio);
      for (const provider of [id, "twilio"]) {
        const body = { to: phone, body: "Hello", provider };
        const refused = await tenants.call("theirs", "POST", "/v1/messages", body);
        expect(refused).toMatchObject({ status: 422, json: { code: "unknown_provider" } });
        const plan = await tenants.call("theirs", "POST", "/v1/routes/explain", body);
        expect(plan.json).toMatchObject({ candidates: [], excluded: [{ account: "vnpay" }] });
      }
      const rules = [{ name: "theirs", match: {}, use: [{ account: id }] }];
      expect((await tenants.call("theirs", "PUT", "/v1/routes", { rules })).status).toBe(200);
      await attempted("theirs", await send("theirs"));
      expect(tenants.hosts).toEqual(["platform.example"]);
    });

    test("callbacks: an account's provider speaks for its own organization's messages only", async () => {
      const at = (organization: string, callbackToken: string) => ({
        username: organization,
        apiKey: `atsk_${organization}`,
        sender: "NXDEMO",
        callbackToken,
      });
      tenants.answer = () =>
        Response.json({
          SMSMessageData: {
            Message: "Sent",
            Recipients: [
              {
                statusCode: 101,
                number: phone,
                cost: "KES 0.8000",
                status: "Success",
                messageId: "ATXid_shared",
              },
            ],
          },
        });
      const [mine, yours] = [
        await add("ours", "africastalking", at("ours", "token-of-ours-0123456789abcdef")),
        await add("theirs", "africastalking", at("theirs", "token-of-theirs-0123456789abcd")),
      ];
      const id = await send("ours", { provider: mine });
      await until(async () => field(await read("ours", id), "status") === "SUBMITTED");
      const report = async (account: string, token: string) => {
        const form = new URLSearchParams({
          id: "ATXid_shared",
          status: "Success",
          phoneNumber: phone,
        });
        return tenants.form(`/in/${account}/${token}/status`, form);
      };
      // The same id of the provider's, rightly proved, and about another account.
      expect(await report(yours, "token-of-theirs-0123456789abcd")).toBe(200);
      expect(await report(mine, "token-of-theirs-0123456789abcd")).toBe(403);
      expect(await report("sandbox", "any")).toBe(404);
      expect(await read("ours", id)).toMatchObject({ status: "SUBMITTED" });
      expect(await report(mine, "token-of-ours-0123456789abcdef")).toBe(200);
      expect(await read("ours", id)).toMatchObject({ status: "DELIVERED" });

      const inbound = new URLSearchParams({
        from: phone,
        to: "22345",
        text: "Hello",
        id: "in-1",
        date: "2026-01-02 08:31:05",
      });
      const path = `/in/${yours}/token-of-theirs-0123456789abcd/inbound`;
      expect(await tenants.form(path, inbound)).toBe(200);
      const inboxOf = async (as: Tenant) =>
        idsIn((await tenants.call(as, "GET", "/v1/messages?direction=inbound")).json).length;
      expect([await inboxOf("ours"), await inboxOf("theirs")]).toEqual([0, 1]);
    });
  });

  describe("rules", () => {
    test("are the platform's until there are own ones, and again when these are removed", async () => {
      await add("ours", "twilio", twilio);
      expect((await tenants.call("ours", "GET", "/v1/routes")).json).toMatchObject({
        owner: "platform",
        rules: [{ name: "Kenya" }],
      });
      const rules = [{ name: "all", match: {}, use: [{ account: "vnpay" }] }];
      const put = await tenants.call("ours", "PUT", "/v1/routes", { rules });
      expect(put.json).toEqual({ owner: "organization", rules });
      const explained = await tenants.call("ours", "POST", "/v1/routes/explain", {
        to: phone,
        body: "Hello",
      });
      expect(explained.json).toMatchObject({
        rule: "all",
        candidates: [
          { account: "vnpay", reasons: ["rule"], segments: 1 },
          { provider: "twilio", reasons: ["order"] },
        ],
        explanation: ["Rule “all” fits.", "1. vnpay: the rule names it.", expect.any(String)],
      });
      expect((await tenants.call("theirs", "GET", "/v1/routes")).json).toMatchObject({
        owner: "platform",
      });
      const wrong = { rules: [{ name: "x", match: { planets: ["Mars"] } }] };
      expect((await tenants.call("ours", "PUT", "/v1/routes", wrong)).status).toBe(400);
      await attempted("ours", await send("ours"));
      expect(tenants.hosts).toEqual(["platform.example"]);
      expect((await tenants.call("ours", "DELETE", "/v1/routes")).json).toMatchObject({
        owner: "platform",
        rules: [{ name: "Kenya" }],
      });
    });
  });

  describe("test mode", () => {
    test("reaches the sandbox alone, also where its twin has entries of its own", async () => {
      const by = { actor: "op", organization: tenants.ids.twin };
      await tenants.config.patch(providerSettings.vnpay, vnpay("twin.example"), by);
      await tenants.config.patch(smsSetting, { provider: "vnpay" }, by);
      await add("ours", "twilio", twilio);
      const list = await tenants.call("twin", "GET", "/v1/providers");
      expect(list.json).toMatchObject({ data: [{ id: "sandbox", owner: "sandbox" }] });
      expect(idsIn(list.json)).toHaveLength(1);
      const ids = [await send("twin")];
      const tested = await tenants.call("twin", "POST", "/v1/providers/sandbox/test", {
        to: phone,
      });
      ids.push(textField(tested.json, "id"));
      for (const id of ids)
        await until(async () => field(await read("twin", id), "status") === "DELIVERED");
      expect(tenants.hosts).toEqual([]);
      const got = await tenants.call("twin", "GET", "/v1/sandbox/messages?phone=%2B84912345678");
      expect(idsIn(got.json)).toEqual(ids.toReversed());
      for (const as of ["ours", "theirs"] as const)
        expect((await tenants.call(as, "GET", "/v1/sandbox/messages")).status).toBe(403);
      for (const provider of ["vnpay", "twilio"]) {
        const body = { to: phone, body: "Hello", provider };
        expect((await tenants.call("twin", "POST", "/v1/messages", body)).status).toBe(422);
      }
    });

    test("changes nothing of the organization's accounts and rules", async () => {
      const id = await add("ours", "twilio", twilio);
      const account = { provider: "vnpay", settings: vnpay("evil.example") };
      for (const [method, path, body] of [
        ["POST", "/v1/providers", account],
        ["PATCH", `/v1/providers/${id}`, { sender: "EVIL" }],
        ["DELETE", `/v1/providers/${id}`, undefined],
        ["GET", "/v1/routes", undefined],
        ["PUT", "/v1/routes", { rules: [] }],
        ["DELETE", "/v1/routes", undefined],
      ] as const)
        expect((await tenants.call("twin", method, path, body)).status).toBe(403);
      expect((await tenants.call("twin", "GET", `/v1/providers/${id}`)).status).toBe(404);
    });
  });
});
