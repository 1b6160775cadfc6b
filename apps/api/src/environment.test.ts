import { describe, expect, test } from "bun:test";
import { readEnvironment } from "./environment.ts";

const read = (env: Record<string, string>) => readEnvironment(env).environment;
const problemsOf = (env: Record<string, string>, bunVersion?: string) =>
  readEnvironment(env, bunVersion).problems.map(({ path, code }) => `${path} ${code}`);

test("nothing given means production, an embedded database in .data, and no token", () => {
  expect(read({})).toMatchObject({
    name: "production",
    production: true,
    host: "0.0.0.0",
    port: 3000,
    databaseUrl: ".data/database",
    dataDir: ".data",
    logLevel: "info",
    operatorToken: undefined,
    apiKey: undefined,
    secretsKeys: [],
    trustedProxies: [],
  });
  expect(problemsOf({})).toEqual([]);
});

test.each([
  [{ DATABASE_URL: "postgres://db/sms" }, "postgres://db/sms", ".data"],
  [{ DATA_DIR: "/var/sms" }, "/var/sms/database", "/var/sms"],
  [{ DATA_DIR: "memory://" }, "memory://", undefined],
  [{ DATA_DIR: "memory://", DATABASE_URL: "postgres://db/sms" }, "postgres://db/sms", undefined],
])("%p chooses the database", (env, databaseUrl, dataDir) => {
  expect(read(env)).toMatchObject({ databaseUrl, dataDir });
});

describe("what cannot be used is named, and the safe value stands in", () => {
  test.each([
    [{ PORT: "70000" }, { port: 3000 }, "PORT not_usable"],
    [{ PORT: "80 " }, { port: 3000 }, "PORT not_usable"],
    [{ ENVIRONMENT: "Test!" }, { production: true }, "ENVIRONMENT not_usable"],
    [{ LOG_LEVEL: "loud" }, { logLevel: "info" }, "LOG_LEVEL not_usable"],
    [{ API_KEY: "short" }, { apiKey: undefined }, "API_KEY not_usable"],
  ])("%p", (env, used, problem) => {
    expect(read(env)).toMatchObject(used);
    expect(problemsOf(env)).toEqual([problem]);
  });
});

test("outside production a short token is enough", () => {
  expect(read({ ENVIRONMENT: "demo", OPERATOR_TOKEN: "op" }).operatorToken).toBe("op");
});

test("lists are separated by commas", () => {
  expect(read({ SECRETS_KEYS: "b:2, a:1,", TRUSTED_PROXIES: "10.0.0.1" })).toMatchObject({
    secretsKeys: ["b:2", "a:1"],
    trustedProxies: ["10.0.0.1"],
  });
});

test("the peppers are no seed of a setting", () => {
  expect(read({ OTP_PEPPERS: "a:1", OTP_BRAND: "NX" }).seeds).toMatchObject({
    OTP_BRAND: "NX",
    OTP_PEPPERS: undefined,
  });
});

test.each([
  ["1.4.4", ["bun outdated"]],
  ["1.4.5", []],
  ["1.5.0", []],
])("Bun %s", (version, problems) => {
  expect(problemsOf({}, version)).toEqual(problems);
});
