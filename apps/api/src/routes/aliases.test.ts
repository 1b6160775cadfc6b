import { afterAll, beforeAll, expect, test } from "bun:test";
import { createApp } from "../app.ts";
import { readEnvironment } from "../environment.ts";
import { createSystem } from "../system.ts";
import { field, keys, textField } from "../testing/api-process.ts";
import { ask, type Credentials, found, type World } from "../testing/organizations.ts";

let world: World;
let owner: Credentials;
beforeAll(async () => {
  const { environment, problems } = readEnvironment({
    ...keys,
    ...{ ENVIRONMENT: "test", LOG_LEVEL: "silent", DATA_DIR: "memory://", WORKER: "off" },
  });
  const system = await createSystem(environment, problems, () => {});
  await system.start();
  world = { system, app: createApp(system) };
  ({ owner } = await found(world, "numbat"));
}, 60_000);
afterAll(() => world.system.stop());

const call = (method: string, path: string, body?: unknown) =>
  ask(world, owner, method, path, body);
const phone = "+84912345678";

test("contacts and groups are changed, filled and exported by the names that others use", async () => {
  const made = await call("POST", "/api/sms/contacts", { phone });
  const id = textField(made.json, "id");
  const changed = await call("PUT", `/api/sms/contacts/${id}`, { displayName: "An" });
  expect(changed.json).toMatchObject({ id, displayName: "An" });
  expect(changed.headers.get("etag")).toBe('"2"');
  const stale = { ...owner, "if-match": '"1"' };
  const late = await ask(world, stale, "PUT", `/api/sms/contacts/${id}`, { displayName: "Binh" });
  expect(late.status).toBe(412);

  const file = "phone,name\n0912345679,Binh\n";
  const imported = await call("POST", "/api/sms/contacts/import?region=VN", file);
  expect(imported).toMatchObject({ status: 201, json: { created: 1 } });
  const exported = await call("GET", "/api/sms/contacts/export");
  expect(exported.text).toBe((await call("GET", "/v1/contacts/export.csv")).text);
  expect(exported.text).toContain("+84912345679");

  const group = textField((await call("POST", "/api/sms/groups", { name: "7B" })).json, "id");
  await call("PUT", `/api/sms/groups/${group}`, { name: "8B" });
  await call("POST", `/api/sms/groups/${group}/members`, { contacts: [id] });
  const read = await call("GET", `/v1/groups/${group}`);
  expect(read.json).toMatchObject({ name: "8B", memberCount: 1 });
});

test("templates, campaigns and their figures are there too", async () => {
  const template = await call("POST", "/api/sms/templates", {
    ...{ name: "fee", category: "transactional", variables: [] },
    texts: [{ language: "vi", body: "Hoc phi" }],
  });
  const changed = await call("PUT", `/api/sms/templates/${textField(template.json, "id")}`, {
    texts: [{ language: "vi", body: "Hoc phi thang 11" }],
  });
  expect(changed.json).toMatchObject({ version: 2 });

  const made = await call("POST", "/sms/campaigns", { name: "Fees", body: "Hoc phi" });
  const id = textField(made.json, "id");
  expect(made).toMatchObject({ status: 201, json: { state: "DRAFT" } });
  const put = await call("PUT", `/api/sms/campaigns/${id}`, { name: "Fees of November" });
  expect(put.status).toBe(200);
  await call("POST", `/v1/campaigns/${id}/recipients`, { recipients: [{ to: phone }] });
  expect((await call("GET", `/sms/campaigns/${id}`)).json).toMatchObject({
    name: "Fees of November",
  });
  expect((await call("GET", "/sms/campaigns")).json).toMatchObject({ data: [{ id }] });
  const messages = await call("GET", `/sms/campaigns/${id}/messages?bucket=pending`);
  expect(messages.json).toMatchObject({ data: [{ phone, bucket: "pending" }] });
  expect((await call("GET", "/sms/stats?groupBy=category")).status).toBe(200);
});

test("they check, refuse and are told of as what they stand for", async () => {
  const unknown = await call("PUT", "/api/sms/groups/grp_none", { name: "x", unknown: 1 });
  expect(unknown.status).toBe(400);
  expect((await call("PUT", "/api/sms/groups/grp_none", { name: "x" })).status).toBe(404);
  const nobody = await ask(world, {}, "GET", "/sms/campaigns");
  expect(nobody.status).toBe(401);
  const { json } = await call("GET", "/openapi/json");
  const told = field(field(field(json, "paths"), "/api/sms/api-keys/{id}"), "put");
  expect(told).toMatchObject({
    tags: ["Aliases"],
    summary: "Another name of POST /v1/api-keys/{id}/rotate",
  });
});
