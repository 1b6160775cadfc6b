import { beforeEach, expect, test } from "bun:test";
import { type Access, coreProblems, createLogger, type Database, Problem } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { Elysia } from "elysia";
import { createTestInbox, type TestInbox } from "../inbox/test-inbox-fixture.ts";
import { createOutreach } from "../outreach.ts";
import {
  autoReplyRulesController,
  conversationsController,
  expectationsController,
  inboxAlias,
  labelsController,
  quarantineController,
  quickRepliesController,
} from "./index.ts";

const logger = createLogger({ level: "silent" });
const amy = "+84912345671";

describeOnDatabases("inbox routes", (open) => {
  let database: Database;
  let own: TestInbox;
  let app: { handle(request: Request): Promise<Response> };
  beforeEach(async () => {
    database = await open();
    own = createTestInbox(database);
    const outreach = createOutreach({ database, gateway: own.gateway, logger });
    const options = { outreach, access };
    app = new Elysia({ normalize: false })
      .use(problems({ logger }))
      .use(conversationsController(options))
      .use(labelsController(options))
      .use(quickRepliesController(options))
      .use(autoReplyRulesController(options))
      .use(expectationsController(options))
      .use(quarantineController(options))
      .use(inboxAlias(options));
  });

  const access = ({ headers }: Request): Access => {
    if (headers.get("authorization") === null) throw new Problem(coreProblems.unauthorized);
    return { organizationId: own.organizationId, actor: "user:usr_1", mode: "live" };
  };
  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          authorization: "ours",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await reply.text();
    return {
      status: reply.status,
      location: reply.headers.get("location"),
      json: text === "" ? undefined : JSON.parse(text),
    };
  };
  const say = async (text: string) => {
    await own.receive(amy, text);
    await own.read();
  };

  test("conversations are listed, read, changed and answered", async () => {
    await say("hello");
    const list = await call("GET", "/conversations?unread=true&limit=1");
    expect(list).toMatchObject({ status: 200, json: { data: [{ phone: amy, unread: 1 }] } });
    expect((await call("GET", "/inbox?unread=false")).json.data).toEqual([]);
    const path = `/conversations/${list.json.data[0].id}`;
    expect(await call("PATCH", path, { status: "closed", read: true })).toMatchObject({
      ...{ status: 200, json: { status: "closed", unread: 0 } },
    });
    const sent = await call("POST", `${path}/messages`, { body: "hi", idempotencyKey: "k" });
    expect(sent).toMatchObject({ status: 202, json: { to: amy, status: "QUEUED" } });
    expect(sent.location).toBe(`/v1/messages/${sent.json.id}`);
    expect(await call("GET", path)).toMatchObject({
      ...{ status: 200, json: { messages: { data: [{ body: "hi" }, { body: "hello" }] } } },
    });
  });

  test.each([
    ["PATCH", "/conversations/cnv_x", {}, 400],
    ["PATCH", "/conversations/cnv_x", { colour: "red" }, 400],
    ["PATCH", "/conversations/cnv_x", { assignee: "somebody" }, 400],
    ["PATCH", "/conversations/cnv_x", { read: true }, 404],
    ["GET", "/conversations?unread=perhaps", undefined, 400],
    ["GET", "/conversations?what=else", undefined, 400],
    ["GET", "/conversations/cnv_x", undefined, 404],
    ["POST", "/conversations/cnv_x/messages", { body: "" }, 400],
    ["POST", "/conversations/cnv_x/messages", { body: "x", to: amy }, 400],
    ["POST", "/conversations/cnv_x/messages", { body: "x" }, 404],
    ["POST", "/labels", { name: "a", colour: "red" }, 400],
    ["DELETE", "/labels/lbl_x", undefined, 404],
    ["PUT", "/quick-replies/qrp_x", { title: "a", text: "b" }, 404],
    ["POST", "/auto-reply-rules", { name: "a" }, 400],
    ["DELETE", "/auto-reply-rules/rul_x", undefined, 404],
    ["GET", "/expectations/exp_x", undefined, 404],
    ["GET", "/quarantine?limit=101", undefined, 400],
    ["POST", "/quarantine/msg_x/dismiss", undefined, 404],
  ])("%s %s with %j is refused with %i", async (method, path, body, status) => {
    expect((await call(method, path, body)).status).toBe(status);
  });

  test("a refusal of the ledger keeps its own name", async () => {
    await say("hello");
    const [{ id }] = (await call("GET", "/conversations")).json.data;
    const long = await call("POST", `/conversations/${id}/messages`, { body: "ă".repeat(1500) });
    expect(long).toMatchObject({ status: 422, json: { code: "too_many_segments" } });
  });

  test("labels, quick replies and rules are made, written anew and removed", async () => {
    const rule = { name: "a", match: "any", keywords: [], text: "b", everySeconds: 60 };
    const entries: [string, object, object][] = [
      ["/labels", { name: "a" }, { name: "b", colour: "#d97706" }],
      ["/quick-replies", { title: "a", text: "b" }, { title: "b", text: "b" }],
      ["/auto-reply-rules", { ...rule, enabled: true }, { ...rule, enabled: false }],
    ];
    for (const [path, first, then] of entries) {
      const made = await call("POST", path, first);
      expect(made).toMatchObject({ status: 201, json: first });
      const one = `${path}/${made.json.id}`;
      expect(await call("PUT", one, then)).toMatchObject({ status: 200, json: then });
      expect((await call("GET", path)).json.data).toMatchObject([then]);
      expect((await call("DELETE", one)).status).toBe(204);
    }
  });

  test("people are asked, and what is unclear is decided by hand", async () => {
    const question = {
      ...{ kind: "approval", recipients: [amy], answers: ["APPROVE"], text: "{request}?" },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    };
    for (const requestId of ["WR", "APPROVE", "12", "WR_1234", "-WR1234"])
      expect((await call("POST", "/expectations", { ...question, requestId })).status).toBe(400);
    const asked = await call("POST", "/expectations", { ...question, requestId: "WR-12345" });
    expect(asked).toMatchObject({ status: 202, json: { status: "open", requestId: "WR-12345" } });
    expect(asked.location).toBe(`/v1/expectations/${asked.json.id}`);
    await say("yes, I approve");
    const held = await call("GET", "/quarantine");
    const [{ id }] = held.json.data;
    expect(held.json.data).toMatchObject([{ reason: "unclear", text: "yes, I approve" }]);
    const assign = { expectationId: asked.json.id, answer: "approve" };
    expect(await call("POST", `/quarantine/${id}/assign`, assign)).toMatchObject({
      ...{ status: 200, json: { resolution: "assigned", resolvedBy: "user:usr_1" } },
    });
    expect((await call("GET", `/expectations/${asked.json.id}`)).json).toMatchObject({
      ...{ status: "approved", counts: { byAnswer: { APPROVE: 1 } } },
    });
    expect((await call("POST", `/quarantine/${id}/dismiss`)).status).toBe(409);
    expect((await call("GET", "/quarantine?resolved=true")).json.data).toHaveLength(1);
  });
});
