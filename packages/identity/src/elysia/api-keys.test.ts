import { expect, test } from "bun:test";
import { coreProblems, createLogger, newUuid, Problem, systemClock, toPublicId } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { Elysia } from "elysia";
import { createApiKeys } from "../api-keys/api-keys.ts";
import type { KeyManager } from "../api-keys/context.ts";
import { apiKeysController } from "./api-keys.ts";

describeOnDatabases("apiKeysController", (open) => {
  const mount = async () => {
    const apiKeys = createApiKeys({ database: await open() });
    const managers = new Map(
      ["one", "two", "limited", "tester"].map((name): [string, KeyManager] => [
        name,
        {
          organizationId: newUuid(systemClock),
          actor: `user:usr_${name}`,
          mode: name === "tester" ? "test" : "live",
          scopes: name === "limited" ? ["keys:*", "sms:send"] : ["admin:*"],
        },
      ]),
    );
    const app = new Elysia({ normalize: false })
      .use(problems({ logger: createLogger({ level: "silent" }) }))
      .use(
        apiKeysController({
          apiKeys,
          access: (request) => {
            const manager = managers.get(request.headers.get("x-as") ?? "");
            if (!manager) throw new Problem(coreProblems.unauthorized);
            return manager;
          },
        }),
      );
    const callAs = (as: string) => async (method: string, path: string, body?: unknown) => {
      const reply = await app.handle(
        new Request(`http://localhost/api-keys${path}`, {
          method,
          headers: {
            "x-as": as,
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      const text = await reply.text();
      return {
        status: reply.status,
        headers: reply.headers,
        text,
        json: text === "" ? undefined : JSON.parse(text),
      };
    };
    return { apiKeys, managers, callAs, call: callAs("one") };
  };
  const body = { kind: "sk_live", name: "Production", scopes: ["sms:send"] };

  test("make, read, list, change, rotate, revoke", async () => {
    const { call, apiKeys, managers } = await mount();
    const made = await call("POST", "", body);
    expect(made).toMatchObject({
      status: 201,
      json: {
        status: "live",
        createdBy: "user:usr_one",
        limits: { perMinute: 60, perDay: 10_000 },
      },
    });
    const { key, ...view } = made.json;
    expect(made.headers.get("location")).toBe(`/v1/api-keys/${view.id}`);
    expect(await apiKeys.verify(key, {})).toMatchObject({
      ok: true,
      key: { organizationId: managers.get("one")?.organizationId, actor: `key:${view.id}` },
    });

    expect(await call("GET", `/${view.id}`)).toMatchObject({ status: 200, json: view });
    expect((await call("GET", `/${view.id}`)).json).toEqual(view);
    expect((await call("GET", "?limit=1")).json).toEqual({ data: [view], hasMore: false });

    const changed = await call("PATCH", `/${view.id}`, { limits: { perMinute: 5 } });
    expect(changed).toMatchObject({
      status: 200,
      json: { limits: { perMinute: 5, perDay: 10_000 } },
    });

    const rotated = await call("POST", `/${view.id}/rotate`);
    expect(rotated).toMatchObject({ status: 200, json: { id: view.id, prefix: view.prefix } });
    expect(rotated.json.key).not.toBe(key);
    expect(await call("POST", `/${view.id}/rotate`, { overlapSeconds: 60 })).toMatchObject({
      status: 409,
      json: {
        code: "rotation_under_way",
        detail: `It ends at ${rotated.json.previousUntil}; an overlap of 0 ends it now.`,
      },
    });

    for (let n = 0; n < 2; n += 1) {
      const revoked = await call("DELETE", `/${view.id}`);
      expect([revoked.status, revoked.text]).toEqual([204, ""]);
    }
    expect((await call("GET", `/${view.id}`)).json.status).toBe("revoked");
    expect(await call("PATCH", `/${view.id}`, { name: "Back" })).toMatchObject({
      status: 409,
      json: { code: "api_key_ended" },
    });
    expect((await apiKeys.verify(rotated.json.key, {})).ok).toBe(false);
  });

  test("no reply but the first says the secret", async () => {
    const { call } = await mount();
    const { key, id } = (await call("POST", "", body)).json;
    const secret = key.slice(17, 60);
    for (const [method, path, change] of [
      ["GET", "", undefined],
      ["GET", `/${id}`, undefined],
      ["PATCH", `/${id}`, { name: "Other" }],
      ["POST", `/${id}/rotate`, undefined],
      ["GET", `/${id}`, undefined],
    ] as const)
      expect((await call(method, path, change)).text).not.toContain(secret);
  });

  test("somebody else's key is answered exactly as one that never was", async () => {
    const { call, callAs } = await mount();
    const { id } = (await call("POST", "", body)).json;
    const stranger = callAs("two");
    const never = toPublicId("key", newUuid(systemClock));
    for (const [method, path, change] of [
      ["GET", "", undefined],
      ["PATCH", "", { name: "Mine" }],
      ["POST", "/rotate", {}],
      ["DELETE", "", undefined],
    ] as const) {
      const theirs = await stranger(method, `/${id}${path}`, change);
      const absent = await stranger(method, `/${never}${path}`, change);
      expect(theirs.status).toBe(404);
      expect(theirs.text).toBe(absent.text);
      expect([...theirs.headers]).toEqual([...absent.headers]);
    }
    expect((await stranger("GET", "")).json).toEqual({ data: [], hasMore: false });
    expect((await call("GET", `/${id}`)).json.status).toBe("live");
  });

  test("what does not fit is refused by its field, and makes nothing", async () => {
    const { call } = await mount();
    for (const [change, path, code] of [
      [{ organizationId: newUuid(systemClock) }, "/organizationId", "unknown_field"],
      [{ organization: "other" }, "/organization", "unknown_field"],
      [{ userId: "usr_1" }, "/userId", "unknown_field"],
      [{ createdBy: "user:usr_2" }, "/createdBy", "unknown_field"],
      [{ kind: "pk_test" }, "/kind", "not_allowed"],
      [{ kind: undefined }, "/kind", "required"],
      [{ scopes: [] }, "/scopes", "too_few"],
      [{ scopes: ["sms:*"] }, "/scopes/0", "not_allowed"],
      [{ name: " " }, "/name", "bad_format"],
      [{ limits: { perMinute: 0 } }, "/limits/perMinute", "too_small"],
      [{ limits: { perHour: 1 } }, "/limits/perHour", "unknown_field"],
      [{ expiresAt: "tomorrow" }, "/expiresAt", "bad_format"],
      [{ allowedIps: ["10.0.0.0/33"] }, "/allowedIps/0", "bad_format"],
      [{ allowedOrigins: ["https://a.example"] }, "/allowedOrigins", "not_allowed"],
    ] as const) {
      const reply = await call("POST", "", { ...body, ...change });
      expect(reply).toMatchObject({ status: 400, json: { code: "invalid_request" } });
      expect(reply.json.errors).toContainEqual({ path, code, message: expect.any(String) });
    }
    expect((await call("GET", "")).json.data).toEqual([]);
  });

  test("a change names something that changes, and nothing else", async () => {
    const { call } = await mount();
    const { id } = (await call("POST", "", body)).json;
    for (const change of [
      {},
      { limits: {} },
      { kind: "sk_test" },
      { expiresAt: null },
      { status: "live" },
    ])
      expect((await call("PATCH", `/${id}`, change)).status).toBe(400);
    for (const overlapSeconds of [-1, 86_401, 1.5])
      expect((await call("POST", `/${id}/rotate`, { overlapSeconds })).status).toBe(400);
  });

  test("whoever may do little, or only test, hands on no more", async () => {
    const { callAs } = await mount();
    const beyond = { status: 403, json: { code: "api_key_beyond_rights" } };
    const limited = callAs("limited");
    expect((await limited("POST", "", body)).status).toBe(201);
    expect(await limited("POST", "", { ...body, scopes: ["admin:*"] })).toMatchObject(beyond);
    expect(await callAs("tester")("POST", "", body)).toMatchObject(beyond);
  });

  test("the fifty-first live key is one too many", async () => {
    const { call } = await mount();
    const made = await Promise.all(Array.from({ length: 51 }, () => call("POST", "", body)));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(made.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      json: { code: "api_keys_exhausted" },
    });
  });

  test("whoever the app refuses is refused before anything else is looked at", async () => {
    const { callAs } = await mount();
    expect((await callAs("stranger")("POST", "", { wrong: 1 })).status).toBe(401);
    expect((await callAs("stranger")("GET", "?limit=0")).status).toBe(401);
  });
});
