import { afterAll, beforeAll, expect, test } from "bun:test";
import { migrate, toPublicId } from "@nx/core";
import { createApp } from "../app.ts";
import { readEnvironment } from "../environment.ts";
import { createSystem, defaultOrganization, type System } from "../system.ts";
import { field, textField } from "../testing/api-process.ts";

const origin = "http://localhost:3000";
const json = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
const organization = toPublicId("org", defaultOrganization);
let system: System;
let app: ReturnType<typeof createApp>;
/** Headers of the two who may ask. */
let operator: Record<string, string>;
let owner: Record<string, string>;

const call = async (
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: object,
) => {
  const init = { method, headers: { ...json, ...headers } };
  const request = new Request(origin + path, body ? { ...init, body: JSON.stringify(body) } : init);
  const response = await app.handle(request);
  const text = await response.text();
  const read: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, json: read };
};

beforeAll(async () => {
  const env = { ENVIRONMENT: "demo", DATA_DIR: "memory://", LOG_LEVEL: "silent", WORKER: "off" };
  const { environment, problems } = readEnvironment(env);
  system = await createSystem(environment, problems, () => {});
  await migrate(system.database);
  await system.config.start();
  app = createApp(system);
  operator = { authorization: `Bearer ${system.tokens.operator}` };
  const signedUp = await call({}, "POST", "/v1/auth/sign-up", {
    ...{ name: "Ana", email: "ana@example.com", organization: "Acme" },
    password: "a long one that she keeps",
  });
  const cookie = signedUp.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  owner = { cookie, "x-csrf-token": textField(signedUp.json, "csrfToken") };
});
afterAll(async () => {
  await system.config.stop();
  await system.database.close();
});

const daysOf = async (headers: Record<string, string>) =>
  field(
    field((await call(headers, "GET", "/v1/settings/RETENTION/days")).json, "value"),
    "bodyDays",
  );

test("an owner decides what is the organization's own, and the platform's stays", async () => {
  const patch = { bodyDays: 30 };
  const changed = await call(owner, "PATCH", "/v1/settings/RETENTION/days", patch);
  expect(changed).toMatchObject({ status: 200, json: { value: patch } });
  expect(await daysOf(owner)).toBe(30);
  expect(await daysOf({ ...operator, "x-organization": organization })).toBe(30);
  expect(await daysOf(operator)).not.toBe(30);
  const { json: changes } = await call(owner, "GET", "/v1/settings/RETENTION/days/changes");
  expect(changes).toMatchObject({ data: [{ actor: expect.stringMatching(/^user:usr_/) }] });
});

test("what would cost others is for the operator, and is not there for anybody else", async () => {
  const listed = await call(owner, "GET", "/v1/settings");
  const names = JSON.stringify(listed.json).match(/"group":"\w+","key":"[\w-]+"/g);
  expect(names).toEqual([
    '"group":"RETENTION","key":"days"',
    '"group":"LIMITS","key":"scenarios"',
    '"group":"CONSENT","key":"keywords"',
    '"group":"OUTREACH","key":"quiet-hours"',
    '"group":"TEMPLATES","key":"approval"',
  ]);
  for (const [method, body] of [["GET"], ["PATCH", { enabled: false }], ["DELETE"]] as const) {
    expect(await call(owner, method, "/v1/settings/LIMITS/rates", body)).toMatchObject({
      status: 404,
      json: { code: "not_found" },
    });
  }
  const raised = { key: { perMinute: 600 } };
  const of = { ...operator, "x-organization": organization };
  expect((await call(of, "PATCH", "/v1/settings/LIMITS/rates", raised)).status).toBe(200);
  expect(await call(operator, "GET", "/v1/settings/LIMITS/rates")).not.toMatchObject({
    json: { value: raised },
  });
});

test("nobody else may look", async () => {
  expect((await call({}, "GET", "/v1/settings")).status).toBe(401);
  const service = { authorization: `Bearer ${system.tokens.service}` };
  expect((await call(service, "GET", "/v1/settings")).status).toBe(403);
  const wrong = { ...operator, "x-organization": "org_nothing" };
  expect(await call(wrong, "GET", "/v1/settings")).toMatchObject({
    status: 400,
    json: { errors: [{ path: "/headers/x-organization" }] },
  });
});
