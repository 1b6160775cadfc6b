import { describe, expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import { createProvider, InvalidSettingsError, parseSettings, providers } from "./index.ts";
import { vnpayInput } from "./testing/vnpay-account.ts";

const canary = "canary-5Zq";

const problemsOf = (settings: unknown) => {
  const parsed = parseSettings(providers.vnpay, settings);
  return parsed.ok ? [] : parsed.problems;
};

const pathsOf = (settings: object) =>
  problemsOf({ ...vnpayInput, ...settings }).map(({ path }) => path);

test("what has a default may be left out", () => {
  const parsed = parseSettings(providers.vnpay, vnpayInput);
  expect(parsed).toEqual({
    ok: true,
    settings: {
      ...vnpayInput,
      allowInsecureLoopback: false,
      paths: { single: "/smsgw/sendSms", list: "/smsgw/sendSmsList" },
      secretField: { single: "sercretKey", list: "secretKey" },
      requestTimeUnit: "ms",
      numberFormat: "0",
      type: 0,
      text: { unaccented: true, retryUnaccented: true, maxLength: 480 },
      batchSize: 100,
      timeoutMs: 10_000,
      encryption: {
        mode: "off",
        suite: "A256GCM",
        key: "",
        keyDerivation: "hex",
        output: "base64",
        shortMessage: "masked",
        aad: "none",
        allowWeakCipher: false,
      },
    },
  });
});

test("what is given is left as it is", () => {
  const given = { sender: "NXDEMO" };
  parseSettings(providers.vnpay, given);
  expect(given).toEqual({ sender: "NXDEMO" });
});

test("everything that is missing is named at once", () => {
  const message = "Expected required property";
  expect(problemsOf({})).toEqual([
    { path: "/baseUrl", message },
    { path: "/partnerCode", message },
    { path: "/secret", message },
    { path: "/sender", message },
    { path: "/keyword", message },
  ]);
});

test.each([[undefined], [null], ["text"], [5], [[]]])(
  "%j is no settings, and no exception",
  (value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
  },
);

describe("base URL", () => {
  test.each([
    ["https://smsgw.example.vn", false, true],
    ["https://smsgw.example.vn/gate/", false, true],
    ["https://127.0.0.1:8443", false, true],
    ["http://127.0.0.1:3100", true, true],
    ["http://localhost:3100", true, true],
    ["http://[::1]:3100", true, true],
    ["http://127.0.0.1:3100", false, false],
    ["http://smsgw.example.vn", true, false],
    ["http://127.0.0.1.example.vn", true, false],
    ["http://localhost.example.vn", true, false],
    ["http://0.0.0.0:3100", true, false],
    ["ftp://127.0.0.1", true, false],
    ["smsgw.example.vn", false, false],
    ["https://user:canary@smsgw.example.vn", false, false],
    ["https://smsgw.example.vn/?a=1", false, false],
    ["https://smsgw.example.vn/#a", false, false],
  ])("%s, loopback allowed %j: taken %j", (baseUrl, allowInsecureLoopback, taken) => {
    expect(pathsOf({ baseUrl, allowInsecureLoopback })).toEqual(taken ? [] : ["/baseUrl"]);
  });
});

describe("encryption", () => {
  const key = "00".repeat(32);
  const pem = (modulusLength: number) =>
    generateKeyPairSync("rsa", {
      modulusLength,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }).publicKey;

  test.each([
    ["off, whatever else is set", { mode: "off", suite: "A128ECB", key: "x" }, []],
    ["the strongest suite", { mode: "all", key }, []],
    ["no key", { mode: "all" }, ["/encryption/key"]],
    ["a key that is no hex", { mode: "all", key: "zz".repeat(32) }, ["/encryption/key"]],
    [
      "a key that is no base64",
      { mode: "all", key: "!", keyDerivation: "base64" },
      ["/encryption/key"],
    ],
    ["a key that is too short", { mode: "all", key: "00".repeat(16) }, ["/encryption/key"]],
    [
      "a weak suite",
      { mode: "all", suite: "A128ECB", key: "00".repeat(16) },
      ["/encryption/suite"],
    ],
    [
      "a weak suite that is allowed",
      { mode: "all", suite: "A128ECB", key: "00".repeat(16), allowWeakCipher: true },
      [],
    ],
    [
      "a weak derivation",
      { mode: "all", suite: "3DES-ECB", key: "x", keyDerivation: "md5-3des" },
      ["/encryption/suite"],
    ],
    ["PKCS#1 v1.5", { mode: "all", suite: "RSA-PKCS1", key: pem(2048) }, ["/encryption/suite"]],
    ["an RSA key", { mode: "all", suite: "RSA-OAEP-256", key: pem(2048) }, []],
    [
      "a short RSA key",
      { mode: "all", suite: "RSA-OAEP-256", key: pem(1024) },
      ["/encryption/key"],
    ],
    ["an unreadable RSA key", { mode: "all", suite: "RSA-OAEP-256", key }, ["/encryption/key"]],
    [
      "data to authenticate without GCM",
      { mode: "all", suite: "A256CBC-IV", key, aad: "messageId" },
      ["/encryption/aad"],
    ],
    ["an unknown suite", { mode: "all", suite: "ROT13", key }, ["/encryption/suite"]],
  ])("%s", (_, encryption, paths) => {
    expect(pathsOf({ encryption })).toEqual(paths);
  });
});

test("no problem repeats a value", () => {
  const everythingWrong = Object.fromEntries(
    Object.keys(providers.vnpay.settings.properties).map((field) => [field, canary.repeat(99)]),
  );
  const problems = [
    ...problemsOf(everythingWrong),
    ...problemsOf({ ...vnpayInput, baseUrl: `ftp://${canary}` }),
    ...problemsOf({ ...vnpayInput, encryption: { mode: "all", key: canary } }),
    ...problemsOf({ ...vnpayInput, encryption: { mode: "all", suite: "RSA-PKCS1", key: canary } }),
  ];
  expect(problems.length).toBeGreaterThan(10);
  expect(JSON.stringify(problems)).not.toContain(canary);
});

test("every field of every provider has a title and a description, and secrets are marked", () => {
  const secrets: string[] = [];
  const visit = (schema: { properties: Record<string, unknown> }, path: string) => {
    for (const [name, value] of Object.entries(schema.properties)) {
      const field = Object(value);
      expect([path + name, typeof field.title, typeof field.description]).toEqual([
        path + name,
        "string",
        "string",
      ]);
      if (field.secret === true) secrets.push(path + name);
      // A record has no fields of its own to describe.
      if (field.properties) visit(field, `${path}${name}/`);
    }
  };
  for (const [kind, { settings }] of Object.entries(providers)) visit(settings, `${kind}/`);
  expect(secrets).toEqual([
    "vnpay/secret",
    "vnpay/encryption/key",
    "twilio/authToken",
    "twilio/previousAuthToken",
    "twilio/apiKeySecret",
    "vonage/apiSecret",
    "vonage/privateKey",
    "vonage/signatureSecret",
    "africastalking/apiKey",
    "africastalking/callbackToken",
    "veevotech/apiKey",
    "veevotech/callbackToken",
    "smpp/password",
  ]);
});

test("createProvider throws for settings that are incomplete, naming the fields and no value", () => {
  const create = () => createProvider("vnpay", { ...vnpayInput, baseUrl: canary, sender: "" });
  expect(create).toThrow(InvalidSettingsError);
  expect(create).toThrow("/sender");
  expect(create).not.toThrow(canary);
});
