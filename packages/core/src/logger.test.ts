import { beforeEach, expect, test } from "bun:test";
import { DatabaseUnavailable } from "./database/database.ts";
import { createLogger } from "./logger.ts";
import { coreProblems, Problem } from "./problem.ts";

const canary = "hunter2-canary";
const lines: string[] = [];
const logger = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
const logged = () => JSON.parse(lines.join(""));

beforeEach(() => {
  lines.length = 0;
});

test("says what is allowed, with a time and a level", () => {
  const fields = {
    event: "otp.sent",
    requestId: "r-1",
    route: "/v1/otp/:id",
    path: "/encryption/key",
    setting: "INTEGRATION/vnpay",
    providerCode: "-8",
    durationMs: 12.5,
    count: 0,
  };
  logger.info(fields);
  expect(logged()).toMatchObject({ level: 30, ...fields });
  expect(Date.parse(logged().time)).toBeGreaterThan(0);
});

test.each([
  ["+84912345678", "***678"],
  ["12345", "***"],
  ["", "***"],
])("%p is logged as %s", (phone, masked) => {
  logger.warn({ event: "x", phone });
  expect(logged().phone).toBe(masked);
});

test("drops every other key, at any depth", () => {
  const given = { event: "x", body: canary, password: canary, nested: { code: canary } };
  logger.info(given);
  expect(Object.keys(logged()).sort()).toEqual(["event", "level", "time"]);
});

test.each([
  ["a sentence", `the password is ${canary}`],
  ["a connection string", `postgres://u:p@host/${canary}?a=b`],
  ["a new line", `x\n${canary}`],
  ["too long", canary.repeat(20)],
])("a label is not %s", (_, event) => {
  logger.info({ event });
  expect(logged().event).toBe("[refused]");
  expect(lines.join("")).not.toContain(canary);
});

test("an object in the place of a label or a number is refused", () => {
  const given: object = { event: { canary }, status: { canary }, requestId: [canary] };
  Reflect.apply(logger.info, logger, [given]);
  expect(lines.join("")).not.toContain(canary);
});

const coded = Object.assign(new Error(`insert failed: (${canary})`), { code: "23505" });
const renamed = Object.assign(new Error("x"), { name: `Error ${canary}` });
const fakeFrames = new Error(`x\n    at ${canary} (file.ts:1:1)`);
const reworded = new Error(`first ${canary}`);
reworded.message = "second";
const cyclic = new Error(canary);
cyclic.cause = cyclic;
const extended = Object.assign(new TypeError(canary), { query: canary, params: [canary] });

test.each<[string, unknown, object]>([
  ["a driver's error", coded, { name: "Error", code: "23505" }],
  ["its causes", new Error(canary, { cause: coded }), { cause: { code: "23505" } }],
  ["a thrown string", canary, { name: "string" }],
  ["a thrown object", { message: canary }, { name: "object" }],
  ["a name that is a sentence", renamed, { name: "Error" }],
  ["a message that looks like a stack", fakeFrames, { name: "Error" }],
  ["a message that was changed", reworded, { name: "Error" }],
  ["an error that is its own cause", cyclic, { name: "Error" }],
  ["fields of an error", extended, { name: "TypeError" }],
  ["several at once", new AggregateError([coded], canary), { name: "AggregateError" }],
  [
    "our own error, with a foreign cause",
    new DatabaseUnavailable("unknown", "Lost in mid-query", { cause: coded }),
    { name: "DatabaseUnavailable", message: "Lost in mid-query", cause: { code: "23505" } },
  ],
  [
    "a problem, without its detail",
    new Problem(coreProblems.internal, { detail: canary }),
    { name: "Problem", code: "internal", message: coreProblems.internal.title },
  ],
])("logs %s without what it may quote", (_, error, expected) => {
  logger.error({ event: "x", error });
  expect(logged().error).toMatchObject(expected);
  expect(lines.join("")).not.toContain(canary);
});

test("keeps the frames of a stack", () => {
  logger.error({ event: "x", error: new Error(`line one\nline two ${canary}`) });
  expect(logged().error.stack).toMatch(/^at .*logger\.test\.ts:\d+:\d+/);
});

test("says nothing below its level", () => {
  logger.debug({ event: "x" });
  expect(lines).toEqual([]);
});
