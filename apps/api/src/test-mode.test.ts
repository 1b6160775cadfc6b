import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { testOrganizationOf } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { readEnvironment } from "./environment.ts";
import { createSystem, defaultOrganization, type System } from "./system.ts";
import { keys } from "./testing/api-process.ts";

describe.each(["pglite", "postgres"])("a test key in production [%s]", (kind) => {
  const twin = testOrganizationOf(defaultOrganization);
  const phone = "+84912345678";
  let database: TestDatabase | undefined;
  let system: System;
  const printed: string[] = [];

  beforeAll(async () => {
    database = kind === "postgres" ? await createTestDatabase() : undefined;
    const { environment, problems } = readEnvironment({
      ...keys,
      ENVIRONMENT: "production",
      LOG_LEVEL: "silent",
      DATA_DIR: "memory://",
      ...(database && { DATABASE_URL: database.url }),
    });
    system = await createSystem(environment, problems, (line) => printed.push(line));
    await system.start();
  });
  afterAll(async () => {
    await system.stop();
    await database?.drop();
  });

  test("asks for a code, reads it from the sandbox and proves it; nobody real is sent anything", async () => {
    const asked = await system.otp.request({ scope: twin, trusted: true }, { phone });
    if (!asked.ok) throw new Error(asked.error.code);
    const { data } = await system.gateway.sandboxMessages(twin, { phone });
    const code = /\b\d{6}\b/.exec(data[0]?.text ?? "")?.[0] ?? "";
    expect(code).toHaveLength(6);
    const { id } = asked.value;
    // The code is the twin's, and no use to the organization itself.
    const live = { scope: defaultOrganization, trusted: true };
    expect(await system.otp.verify(live, { id, code })).toMatchObject({ ok: false });
    expect(await system.otp.verify({ ...live, scope: twin }, { id, code })).toMatchObject({
      ok: true,
      value: { phone },
    });
    expect(printed).toEqual([]);
  });

  test("needs no provider, where a live one is refused for want of it", async () => {
    const live = { scope: defaultOrganization, trusted: true };
    expect(await system.otp.request(live, { phone })).toMatchObject({
      ok: false,
      error: { code: "sms_unavailable", reason: "not_configured" },
    });
    const message = { to: phone, body: "Hello" };
    expect(await system.gateway.send(defaultOrganization, message)).toMatchObject({
      ok: false,
      error: { code: "sms_not_configured" },
    });
    expect(await system.gateway.send(twin, message)).toMatchObject({ ok: true });
  });
});
