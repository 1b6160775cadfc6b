import { beforeAll, expect, test } from "bun:test";
import {
  type Access,
  coreProblems,
  createKeyring,
  createLogger,
  type Database,
  newUuid,
  Problem,
  systemClock,
  toPublicId,
} from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import { createGateway } from "../gateway.ts";
import { WebhookPayload } from "../webhooks/receive.ts";
import { webhooksController } from "./webhooks.ts";

const logger = createLogger({ level: "silent" });
const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 7).toString("base64") }]);
const url = "https://shop.example.com/hook";

describeOnDatabases("webhook routes", (open) => {
  let database: Database;
  let app: { handle(request: Request): Promise<Response> };
  beforeAll(async () => {
    database = await open();
    const { webhooks } = createGateway({
      database,
      routing: () => ({ accounts: [], rules: [] }),
      logger,
      dispatch: false,
      keyring: keys.ok ? keys.keyring : undefined,
      outbound: { resolve: async () => ["8.8.8.8"] },
    });
    app = new Elysia({ normalize: false })
      .use(problems({ logger }))
      .use(webhooksController({ gateway: { webhooks }, access: accessOf }));
  });

  const accessOf = ({ headers }: Request): Access => {
    const organizationId = headers.get("authorization");
    if (organizationId === null) throw new Problem(coreProblems.unauthorized);
    return { organizationId, actor: "operator", mode: "live" };
  };
  const as = (organizationId: string | undefined) => {
    const call = async (method: string, path: string, body?: unknown) => {
      const reply = await app.handle(
        new Request(`http://localhost/webhooks${path}`, {
          method,
          headers: {
            ...(organizationId !== undefined && { authorization: organizationId }),
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      const text = await reply.text();
      return {
        status: reply.status,
        location: reply.headers.get("location"),
        text,
        json: text === "" ? undefined : JSON.parse(text),
      };
    };
    return call;
  };
  const organization = () => as(newUuid(systemClock));

  test("a webhook is made, read, changed, given a new secret, tested, replayed and removed", async () => {
    const call = organization();
    const made = await call("POST", "", { url, types: ["message.delivered"] });
    expect(made).toMatchObject({ status: 201, location: `/v1/webhooks/${made.json.id}` });
    const { secret, ...view } = made.json;
    const path = `/${view.id}`;
    expect((await call("GET", path)).json).toEqual(view);
    expect((await call("GET", "")).json).toEqual({ data: [view] });
    expect((await call("PATCH", path, { types: null, description: "Shop" })).json).toMatchObject({
      description: "Shop",
    });
    const rotated = await call("POST", `${path}/rotate-secret`);
    expect(rotated.json.secret).not.toBe(secret);
    const sent = await call("POST", `${path}/test`);
    expect(sent.status).toBe(202);
    const event = `${path}/deliveries/${sent.json.id}`;
    expect((await call("GET", event)).json).toMatchObject({
      type: "webhook.test",
      attemptList: [],
    });
    expect((await call("GET", `${path}/deliveries?limit=1&status=PENDING`)).json).toMatchObject({
      data: [{ id: sent.json.id, status: "PENDING" }],
      hasMore: false,
    });
    expect((await call("POST", `${event}/replay`)).status).toBe(202);
    const range = { from: "2026-01-01T00:00:00Z", missingOnly: true };
    expect(await call("POST", `${path}/replay`, range)).toMatchObject({
      status: 202,
      json: { replayed: 0 },
    });
    expect(await call("DELETE", path)).toMatchObject({ status: 204, text: "" });
    expect((await call("DELETE", path)).status).toBe(404);
  });

  test("whoever has no credentials gets nothing", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/schemas"],
      ["GET", "/callbacks"],
    ] as const)
      expect((await as(undefined)(method, path)).status).toBe(401);
  });

  test("what is wrong with a request is listed, and no field is passed over", async () => {
    const call = organization();
    const pathsOf = async (body: unknown) => {
      const { status, json } = await call("POST", "", body);
      return [status, json.errors?.map(({ path }: { path: string }) => path)];
    };
    expect(await pathsOf({})).toEqual([400, ["/url"]]);
    expect(await pathsOf({ url, secret: "mine" })).toEqual([400, ["/secret"]]);
    expect(await pathsOf({ url, types: [] })).toEqual([400, ["/types"]]);
    expect(await pathsOf({ url, types: ["webhook.test"] })).toEqual([400, ["/types/0"]]);
    expect(await pathsOf({ url: "https://127.0.0.1/" })).toEqual([422, ["/url"]]);
    const made = await call("POST", "", { url });
    const patch = async (body: unknown) => (await call("PATCH", `/${made.json.id}`, body)).status;
    expect(await patch({})).toBe(400);
    expect(await patch({ consecutiveFailures: 0 })).toBe(400);
    expect(await patch({ enabled: false })).toBe(200);
    expect(await call("POST", `/${made.json.id}/test`)).toMatchObject({
      status: 409,
      json: { code: "webhook_disabled" },
    });
    const replay = (body: unknown) => call("POST", `/${made.json.id}/replay`, body);
    expect((await replay({})).status).toBe(400);
    expect((await replay({ from: "yesterday" })).status).toBe(400);
  });

  test("somebody else's webhook answers as one that is not there", async () => {
    const made = await organization()("POST", "", { url });
    const call = organization();
    const texts = async (name: string) => {
      const replies = [
        await call("GET", `/${name}`),
        await call("PATCH", `/${name}`, { enabled: false }),
        await call("DELETE", `/${name}`),
        await call("POST", `/${name}/test`),
        await call("POST", `/${name}/rotate-secret`),
        await call("GET", `/${name}/deliveries`),
        await call("GET", `/${name}/deliveries/evt_none`),
        await call("POST", `/${name}/replay`, { from: "2026-01-01T00:00:00Z" }),
        await call("POST", `/${name}/deliveries/evt_none/replay`),
      ];
      for (const { status } of replies) expect(status).toBe(404);
      return replies.map(({ text }) => text);
    };
    expect(await texts(made.json.id)).toEqual(await texts(toPublicId("wh", newUuid(systemClock))));
  });

  test("the schema of what is sent is published", async () => {
    const { status, json } = await organization()("GET", "/schemas");
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(WebhookPayload)));
    expect(
      Value.Check(WebhookPayload, { type: "webhook.test", timestamp: "", data: { id: "wh_1" } }),
    ).toBe(true);
  });
});
