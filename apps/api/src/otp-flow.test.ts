import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import { allSettings } from "./all-settings.ts";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  operatorToken,
  startApi,
  startTestSimulator,
  textField,
  vnpayAt,
} from "./testing/api-process.ts";

const phone = "+84912345678";

/** The code in the newest text on a phone. */
const codeOn = (simulator: Simulator, number: string): string => {
  const code = /\b\d{6}\b/.exec(simulator.messages(number)[0]?.text ?? "")?.[0];
  if (!code) throw new Error("no code has arrived");
  return code;
};

const wrong = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);

describe.each(["pglite", "postgres"])("a code from request to proof [%s]", (kind) => {
  let simulator: Simulator;
  let folder: string;
  let database: TestDatabase | undefined;
  let env: Record<string, string>;
  let api: ApiProcess;

  beforeAll(async () => {
    simulator = await startTestSimulator();
    folder = await mkdtemp(join(tmpdir(), "otp-flow-"));
    database = kind === "postgres" ? await createTestDatabase() : undefined;
    env = {
      ...keys,
      ...vnpayAt(simulator),
      ENVIRONMENT: "test",
      DATA_DIR: folder,
      OTP_PUBLIC: "true",
      ...(database && { DATABASE_URL: database.url }),
    };
    api = await startApi(env);
  });
  afterAll(async () => {
    await api.end("SIGKILL");
    await simulator.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test("the code arrives on the phone, verifies once, and its proof is redeemed once", async () => {
    const requested = await api.call("POST", "/v1/otp/request", { body: { phone } });
    expect(requested.status).toBe(202);
    const id = textField(requested.json, "id");
    const code = codeOn(simulator, phone);

    const verified = await api.call("POST", "/v1/otp/verify", { body: { id, code } });
    expect(verified).toMatchObject({
      status: 200,
      json: { verified: true, phone, purpose: "sign-in" },
    });
    const again = await api.call("POST", "/v1/otp/verify", { body: { id, code } });
    expect(again).toMatchObject({ status: 400, json: { code: "otp_invalid" } });

    const token = textField(verified.json, "token");
    const redeem = () => api.call("POST", "/v1/otp/redeem", { body: { token }, token: apiKey });
    expect(await redeem()).toMatchObject({ status: 200, json: { phone, purpose: "sign-in" } });
    expect(await redeem()).toMatchObject({ status: 400, json: { code: "proof_invalid" } });
  });

  test("after kill -9, settings and open verifications are still there, one row a setting", async () => {
    const number = "+84912345670";
    const requested = await api.call("POST", "/v1/otp/request", { body: { phone: number } });
    const id = textField(requested.json, "id");
    const path = "/v1/settings/IDENTITY/otp";
    await api.call("PATCH", path, { body: { brand: "KEPT" }, token: operatorToken });

    await api.end("SIGKILL");
    api = await startApi(env);

    const code = codeOn(simulator, number);
    expect((await api.call("POST", "/v1/otp/verify", { body: { id, code } })).status).toBe(200);
    const view = await api.call("GET", path, { token: operatorToken });
    expect(field(field(view.json, "value"), "brand")).toBe("KEPT");
    const settings = await api.call("GET", "/v1/settings", { token: operatorToken });
    const names = [...settings.text.matchAll(/"group":"(\w+)","key":"([\w-]+)"/g)].map(
      ([, group, key]) => `${group}/${key}`,
    );
    const declared = allSettings.map(({ group, key }) => `${group}/${key}`);
    expect(names.toSorted()).toEqual(declared.toSorted());
  });

  /** Every row of every table, where the database can be read beside the process that uses it. */
  const everyRow = async (): Promise<string> => {
    if (!database) return "";
    const reader = await openDatabase({ url: database.url, poolSize: 1 });
    const tables = await reader.orm.execute<{ name: string }>(
      sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const rows = [];
    for (const { name } of tables) {
      const found = await reader.orm.execute(sql`select * from ${sql.identifier(name)}`);
      rows.push(name, JSON.stringify(found));
    }
    await reader.close();
    return rows.join("\n");
  };

  test("neither code nor secret is in any row, log line, error or settings reply", async () => {
    const number = "+84912345671";
    const secret = "canary-secret-5f0c1b6e";
    simulator.setAccount({
      partnerCode: "900001",
      secret,
      senders: ["NXDEMO"],
      keywords: ["NXDEMO"],
    });
    const settingsPath = "/v1/settings/INTEGRATION/vnpay";
    const replies = [
      await api.call("PATCH", settingsPath, { body: { secret }, token: operatorToken }),
      await api.call("PATCH", settingsPath, { body: { secret: [secret] }, token: operatorToken }),
      await api.call("GET", settingsPath, { token: operatorToken }),
      await api.call("GET", `${settingsPath}/changes`, { token: operatorToken }),
      await api.call("GET", "/health/config"),
    ];
    const requested = await api.call("POST", "/v1/otp/request", { body: { phone: number } });
    const id = textField(requested.json, "id");
    const code = codeOn(simulator, number);
    const verify = (body: unknown) => api.call("POST", "/v1/otp/verify", { body });
    const rowsBefore = await everyRow();
    replies.push(
      requested,
      await verify({ id, code: wrong(code) }),
      await verify({ id, code: Number(code) }),
      await verify({ id, code: `${code} ` }),
      await verify({ id, code, more: secret }),
      await verify(`{"id":"${id}","code":"${code}`),
      await api.call("GET", `/v1/otp/${code}`, { token: secret }),
      await verify({ id, code }),
    );
    expect(replies.filter(({ status }) => status >= 500)).toEqual([]);
    expect(replies.at(-1)?.status).toBe(200);

    const token = textField(replies.at(-1)?.json, "token");
    const rowsAfter = await everyRow();
    if (database) {
      expect(rowsBefore).toContain("$argon2id$");
      expect(rowsAfter).toContain("otp_proofs");
    }
    const written = [
      rowsBefore,
      rowsAfter,
      api.output(),
      ...replies.map(({ text }) => text.replace(token, "")),
    ].join("\n");
    expect(api.output()).toContain('"event":"otp.verified"');
    for (const canary of [code, secret, token, operatorToken, apiKey, "simulator-secret"])
      expect(written.split(canary)).toHaveLength(1);
    expect(api.output()).not.toContain(number);
  });
});
