import { describe, expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { settingFromEnvironment } from "./environment.ts";
import { defineSetting } from "./setting.ts";

const setting = defineSetting({
  group: "INTEGRATION",
  key: "vnpay",
  title: "",
  description: "",
  schema: Type.Object({
    baseUrl: Type.String(),
    timeoutMs: Type.Integer(),
    ratio: Type.Number(),
    enabled: Type.Boolean(),
    mode: Type.Union([Type.Literal("live"), Type.Literal("test"), Type.Literal(3)]),
    senders: Type.Array(Type.String()),
    ports: Type.Array(Type.Integer()),
    encryption: Type.Object({ keyId: Type.String(), key: Type.String({ secret: true }) }),
  }),
});
const read = (env: Record<string, string | undefined>) =>
  settingFromEnvironment(setting, env, "VNPAY");

describe("variables become fields", () => {
  test.each([
    ["VNPAY_BASE_URL", "https://x", { baseUrl: "https://x" }],
    ["VNPAY_BASE_URL", "123", { baseUrl: "123" }],
    ["VNPAY_TIMEOUT_MS", "5000", { timeoutMs: 5000 }],
    ["VNPAY_RATIO", "0.5", { ratio: 0.5 }],
    ["VNPAY_ENABLED", "TRUE", { enabled: true }],
    ["VNPAY_ENABLED", "0", { enabled: false }],
    ["VNPAY_MODE", "test", { mode: "test" }],
    ["VNPAY_MODE", "3", { mode: 3 }],
    ["VNPAY_SENDERS", "A, B", { senders: ["A", "B"] }],
    ["VNPAY_PORTS", "1,2", { ports: [1, 2] }],
    ["VNPAY_ENCRYPTION_KEY_ID", "k", { encryption: { keyId: "k" } }],
  ])("%s=%s", (name, text, value) => {
    expect(read({ [name]: text })).toEqual({ value, problems: [] });
  });
});

test("nested fields come together", () => {
  const env = { VNPAY_ENCRYPTION_KEY: "s", VNPAY_ENCRYPTION_KEY_ID: "k", VNPAY_MODE: "live" };
  expect(read(env).value).toEqual({ mode: "live", encryption: { key: "s", keyId: "k" } });
});

test.each([
  ["nothing", {}],
  ["empty variables", { VNPAY_BASE_URL: "", VNPAY_ENABLED: undefined }],
  ["those of another prefix", { VNPAYX_BASE_URL: "x", BASE_URL: "x", VNPAY: "x" }],
])("%s is no value", (_, env) => {
  expect(read(env)).toEqual({ value: undefined, problems: [] });
});

test.each([
  ["VNPAY_BASEURL", "secret-x", "VNPAY_BASEURL", "unknown_variable"],
  ["VNPAY_TIMEOUT_MS", "secret-x", "/timeoutMs", "wrong_type"],
  ["VNPAY_TIMEOUT_MS", " ", "/timeoutMs", "wrong_type"],
  ["VNPAY_RATIO", "Infinity", "/ratio", "wrong_type"],
  ["VNPAY_ENABLED", "yes", "/enabled", "wrong_type"],
  ["VNPAY_MODE", "secret-x", "/mode", "wrong_type"],
  ["VNPAY_PORTS", "1,secret-x", "/ports", "wrong_type"],
])("%s=%s is a problem", (name, text, path, code) => {
  const { value, problems } = read({ [name]: text });
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ path, code }]);
  expect(JSON.stringify(problems)).not.toContain("secret-x");
});
