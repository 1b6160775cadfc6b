import { beforeEach, expect, test } from "bun:test";
import { type Access, createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { gatewayAliases, gatewayController } from "@nx/gateway/elysia";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { createProvider } from "mq-sms";
import { createOutreach } from "../outreach.ts";
import type { TemplateApproval } from "../templates/approval-setting.ts";
import { templatesController } from "./index.ts";

const vietnamese = "+84912345678";
const indian = "+919876543210";

const fees = {
  name: "fee-reminder",
  category: "transactional",
  variables: [
    { name: "name", kind: "text", maxLength: 40, required: true },
    { name: "amount", kind: "number", maxLength: 15, required: true, example: "1.250.000" },
  ],
  texts: [
    { language: "vi", body: "Chao {{name}}, hoc phi: {{amount}} dong." },
    { language: "en", body: "Hello {{name}}, your fee: {{amount}} dong." },
  ],
  dlt: { entityId: "1101", templateId: "1107", header: "SCHOOL" },
};
const variables = { name: "Lan", amount: "1.250.000" };
const ofFees = { to: vietnamese, template: fees.name, variables };

describeOnDatabases("the routes of templates", (open) => {
  let database: Database;
  let approval: TemplateApproval | undefined;
  let app: { handle(request: Request): Promise<Response> };
  const [ours, theirs] = [newUuid(systemClock), newUuid(systemClock)];
  beforeEach(async () => {
    database = await open();
    approval = { requireApproval: false, countries: [] };
    const logger = createLogger({ level: "silent" });
    const runtime = { fetch, now: () => new Date(), print: () => {} };
    const provider = createProvider("log-only", {}, runtime);
    const gateway = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 8 }], rules: [] }),
      logger,
      dispatch: false,
      composeTexts: (organization, requests) => outreach.templates.compose(organization, requests),
    });
    const outreach = createOutreach({
      ...{ database, gateway, logger },
      templateApproval: () => approval,
    });
    const access = ({ headers }: Request): Access => ({
      organizationId: headers.get("x-organization") ?? ours,
      actor: "user:usr_1",
      mode: "live",
    });
    const organization = (request: Request) => access(request).organizationId;
    app = new Elysia({ normalize: false })
      .use(problems({ logger }))
      .use(gatewayController({ gateway, organization }))
      .use(gatewayAliases({ gateway, organization }))
      .use(templatesController({ outreach, access }));
  });

  const call = async (method: string, path: string, body?: object, organization = ours) => {
    const response = await app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          "x-organization": organization,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    const content = await response.text();
    return { status: response.status, body: content === "" ? undefined : JSON.parse(content) };
  };
  const made = async (body: object = fees): Promise<string> => {
    const { status, body: template } = await call("POST", "/templates", body);
    expect(status).toBe(201);
    return `/templates/${template.id}`;
  };
  const refusalOf = async (method: string, path: string, body?: object) => {
    const { status, body: problem } = await call(method, path, body);
    return [status, problem.code, problem.errors?.[0]?.path];
  };

  test("a template is made, shown, listed, changed by new versions, and taken away", async () => {
    const path = await made();
    const { body: first } = await call("GET", path);
    expect(first).toMatchObject({
      ...fees,
      version: 1,
      approval: "draft",
      createdBy: "user:usr_1",
    });
    expect(first.lint).toMatchObject([{ language: "vi" }, { language: "en" }]);
    expect(await refusalOf("POST", "/templates", fees)).toEqual([
      409,
      "template_name_taken",
      "/name",
    ]);
    const { body: second } = await call("PATCH", path, { category: "promotional", dlt: null });
    expect(second).toMatchObject({ version: 2, category: "promotional", texts: fees.texts });
    expect(second.dlt).toBeUndefined();
    const { body: versions } = await call("GET", `${path}/versions?limit=1`);
    expect(versions).toMatchObject({ data: [{ version: 2 }], nextCursor: "2", hasMore: true });
    const { body: rest } = await call("GET", `${path}/versions?cursor=2`);
    expect(rest).toMatchObject({
      data: [{ texts: fees.texts, dlt: fees.dlt, version: 1 }],
      hasMore: false,
    });

    await made({ ...fees, name: "another" });
    const { body: page } = await call("GET", "/templates?limit=1");
    expect(page).toMatchObject({ data: [{ name: "another" }], hasMore: true });
    const { body: last } = await call("GET", `/templates?cursor=${page.nextCursor}`);
    expect(last).toMatchObject({ data: [{ name: fees.name, version: 2 }], hasMore: false });

    expect((await call("DELETE", path)).status).toBe(204);
    expect(await refusalOf("GET", path)).toEqual([404, "template_not_found", undefined]);
    expect((await call("DELETE", path)).status).toBe(404);
    await made();
  });

  test("a template that could not be filled is not stored", async () => {
    const texts = [{ language: "vi", body: "Chao {{nobody}}" }];
    expect(await refusalOf("POST", "/templates", { ...fees, texts })).toEqual([
      ...[422, "invalid_template", "/texts/0/body"],
    ]);
    const path = await made();
    expect((await refusalOf("PATCH", path, { texts }))[0]).toBe(422);
    expect((await refusalOf("PATCH", path, { variables: [] }))[0]).toBe(422);
    expect((await refusalOf("PATCH", path, { unknown: 1 }))[0]).toBe(400);
    expect((await refusalOf("PATCH", path, {}))[0]).toBe(400);
    expect((await call("GET", path)).body.version).toBe(1);
  });

  test("of changes at once, none is lost without a word", async () => {
    const path = await made();
    const results = await Promise.all(
      ["one", "two", "three", "four"].map((body) =>
        call("PATCH", path, { texts: [{ language: "vi", body }] }),
      ),
    );
    const won = results.filter(({ status }) => status === 200);
    expect(results.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { body } = await call("GET", path);
    expect(body.version).toBe(1 + won.length);
    const { body: versions } = await call("GET", `${path}/versions`);
    expect(versions.data).toHaveLength(1 + won.length);
  });

  test("a version goes from draft to submitted to approved or rejected, and no other way", async () => {
    const path = await made();
    const one = { version: 1 };
    const notNow = [409, "not_decidable", "/version"];
    expect(await refusalOf("POST", `${path}/approve`, one)).toEqual(notNow);
    expect((await call("POST", `${path}/submit`, one)).body).toMatchObject({
      ...{ approval: "submitted", submittedBy: "user:usr_1" },
    });
    expect(await refusalOf("POST", `${path}/submit`, one)).toEqual(notNow);
    expect(await refusalOf("POST", `${path}/approve`, { version: 2 })).toEqual(notNow);
    const decided = await Promise.all([
      call("POST", `${path}/approve`, one),
      call("POST", `${path}/approve`, one),
    ]);
    expect(decided.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await call("GET", path)).body).toMatchObject({
      approval: "approved",
      approvedVersion: 1,
    });
    const { body } = await call("POST", `${path}/reject`, { version: 1, reason: "Withdrawn" });
    expect(body).toMatchObject({ approval: "rejected", reason: "Withdrawn" });
    expect(body.approvedVersion).toBeUndefined();
    // Who took which step, once each, and nothing that anybody wrote.
    const told = await database.orm.execute(sql`
      select actor, action, target, details from audit_log
      where organization_id = ${ours}::uuid order by seq`);
    const entry = { actor: "user:usr_1", target: body.id, details: { version: 1 } };
    expect([...told]).toEqual([
      { ...entry, action: "template.submitted" },
      { ...entry, action: "template.approved" },
      { ...entry, action: "template.rejected" },
    ]);
  });

  test("a preview shows the text and names what is missing", async () => {
    const path = await made();
    expect((await call("POST", `${path}/preview`, { variables, language: "en" })).body).toEqual({
      ...{ version: 1, language: "en", text: "Hello Lan, your fee: 1.250.000 dong." },
      ...{ encoding: "GSM-7", segments: 1, unitsLeft: 124, offending: [] },
    });
    expect(await refusalOf("POST", `${path}/preview`, {})).toEqual([
      ...[400, "missing_variable", "/variables/name"],
    ]);
    expect((await refusalOf("POST", `${path}/preview`, { version: 7 }))[0]).toBe(404);
  });

  test("a message is made from the latest version, and names it for good", async () => {
    const path = await made();
    const id = path.slice("/templates/".length);
    const { status, body: sent } = await call("POST", "/messages", { ...ofFees, language: "en" });
    expect(status).toBe(202);
    await call("PATCH", path, { texts: [{ language: "vi", body: "Moi: {{name}} {{amount}}" }] });
    const { body: message } = await call("GET", `/messages/${sent.id}`);
    expect(message).toMatchObject({
      body: "Hello Lan, your fee: 1.250.000 dong.",
      category: "transactional",
      template: { id, name: fees.name, version: 1, language: "en" },
    });
    const { body: again } = await call("POST", "/messages", { ...ofFees, template: id });
    expect((await call("GET", `/messages/${again.id}`)).body).toMatchObject({
      body: "Moi: Lan 1.250.000",
      template: { version: 2, language: "vi" },
    });
    const { body: listed } = await call("GET", "/messages");
    expect(listed.data).toMatchObject([{ template: { version: 2 } }, { template: { version: 1 } }]);
  });

  test("values are text and nothing else; what is wrong with them is a 400 with their name", async () => {
    await made();
    const name = "{{amount}} $& $1 {{name}}";
    const { body: sent } = await call("POST", "/messages", {
      ...ofFees,
      variables: { ...variables, name },
    });
    expect((await call("GET", `/messages/${sent.id}`)).body.body).toBe(
      `Chao ${name}, hoc phi: 1.250.000 dong.`,
    );
    const values = (given: object) =>
      refusalOf("POST", "/messages", { ...ofFees, variables: given });
    expect(await values({ name: "Lan" })).toEqual([400, "missing_variable", "/variables/amount"]);
    const invalid = (variable: string) => [400, "invalid_variable", `/variables/${variable}`];
    expect(await values({ ...variables, name: "a\nb" })).toEqual(invalid("name"));
    expect((await values({ ...variables, name: "a\u0000b" }))[0]).toBe(400);
    expect(await values({ ...variables, name: "x".repeat(41) })).toEqual(invalid("name"));
    expect(await values({ ...variables, amount: "many" })).toEqual(invalid("amount"));
    expect(await values({ ...variables, other: "x" })).toEqual(invalid("other"));
    expect((await values({ ...variables, constructor: "x" }))[0]).toBe(400);
    expect((await values(JSON.parse('{"__proto__": {"name": "x"}, "amount": "1"}')))[0]).toBe(400);
  });

  test("a text is given in exactly one way", async () => {
    await made();
    const send = (body: object) => refusalOf("POST", "/messages", { to: vietnamese, ...body });
    const invalid = (path: string) => [400, "invalid_text", path];
    expect(await send({})).toEqual(invalid("/body"));
    expect(await send({ body: "x", template: fees.name })).toEqual(invalid("/body"));
    expect(await send({ body: "x", variables })).toEqual(invalid("/variables"));
    expect(await send({ body: "x", language: "vi" })).toEqual(invalid("/language"));
    expect(await send({ template: "none" })).toEqual([422, "template_not_found", "/template"]);
    const other = { template: fees.name, variables, category: "promotional" };
    expect(await send(other)).toEqual([422, "category_differs", "/category"]);
  });

  test("a batch, its preview and a dry run are made from templates as well", async () => {
    await made();
    const messages = [
      ofFees,
      { to: vietnamese, body: "x" },
      { ...ofFees, variables: { name: "Lan" } },
      { ...ofFees, template: "none" },
      { to: vietnamese },
    ];
    const rejected = [
      { index: 2, code: "missing_variable", path: "/variables/amount" },
      { index: 3, code: "template_not_found", path: "/template" },
      { index: 4, code: "invalid_text", path: "/body" },
    ];
    expect((await call("POST", "/messages/batch/preview", { messages })).body).toMatchObject({
      ...{ messages: 2, rejected },
    });
    const { status, body } = await call("POST", "/messages/batch", { messages });
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: [{ index: 0 }, { index: 1 }], rejected });
    const text = "Chao Lan, hoc phi: 1.250.000 dong.";
    const dry = await call("POST", "/messages", { ...ofFees, dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { text } });
    expect((await call("POST", "/messages/preview", ofFees)).body).toMatchObject({ text });
  });

  test("a key stands for the request as it was given, whatever became of the template", async () => {
    const path = await made();
    const keyed = { ...ofFees, idempotencyKey: "once" };
    const { body: first } = await call("POST", "/messages", keyed);
    await call("PATCH", path, { texts: [{ language: "vi", body: "Moi {{name}} {{amount}}" }] });
    expect((await call("POST", "/messages", keyed)).body.id).toBe(first.id);
    const other = { ...keyed, variables: { ...variables, name: "Mai" } };
    expect((await call("POST", "/messages", other)).status).toBe(422);
  });

  test("where approval is required, only approved versions are sent, and no text of one's own", async () => {
    const path = await made();
    approval = { requireApproval: true, countries: ["IN"] };
    const toIndia = { ...ofFees, to: indian };
    const send = (body: object) => refusalOf("POST", "/messages", body);
    expect(await send(toIndia)).toEqual([422, "template_not_approved", "/template"]);
    expect(await send({ to: indian, body: "x" })).toEqual([422, "template_required", "/body"]);
    expect((await refusalOf("POST", "/sms", { receiver: indian, message: "x" }))[1]).toBe(
      "template_required",
    );
    expect((await call("POST", "/messages", ofFees)).status).toBe(202);
    expect((await call("POST", "/messages", { to: vietnamese, body: "x" })).status).toBe(202);
    const offer = { to: indian, body: "x", category: "promotional" };
    expect((await call("POST", "/messages", offer)).status).toBe(202);

    await call("POST", `${path}/submit`, { version: 1 });
    await call("POST", `${path}/approve`, { version: 1 });
    await call("PATCH", path, { texts: [{ language: "vi", body: "Moi {{name}} {{amount}}" }] });
    const sentTo = async (to: string) => {
      const { body } = await call("POST", "/messages", { ...ofFees, to });
      return (await call("GET", `/messages/${body.id}`)).body.template.version;
    };
    expect([await sentTo(indian), await sentTo(vietnamese)]).toEqual([1, 2]);

    approval = { requireApproval: true, countries: [] };
    expect((await send({ to: vietnamese, body: "x" }))[1]).toBe("template_required");
    approval = undefined;
    expect((await send({ to: vietnamese, body: "x" }))[0]).toBe(503);
  });

  test("a template of somebody else is as one that is not there", async () => {
    const path = await made();
    const none = path.replace(/.{5}$/, "00000");
    for (const [method, rest, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { category: "promotional" }],
      ["DELETE", "", undefined],
      ["GET", "/versions", undefined],
      ["POST", "/preview", { variables }],
      ["POST", "/submit", { version: 1 }],
      ["POST", "/approve", { version: 1 }],
      ["POST", "/reject", { version: 1, reason: "x" }],
    ] as const) {
      const of = await call(method, `${path}${rest}`, body, theirs);
      expect(of).toEqual(await call(method, `${none}${rest}`, body, theirs));
      expect(of.status).toBe(404);
    }
    expect((await call("GET", "/templates", undefined, theirs)).body.data).toEqual([]);
    for (const template of [fees.name, path.slice("/templates/".length)]) {
      const { status, body } = await call("POST", "/messages", { ...ofFees, template }, theirs);
      expect([status, body.code]).toEqual([422, "template_not_found"]);
    }
    expect((await call("GET", path)).body.version).toBe(1);
  });
});
