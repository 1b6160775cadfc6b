import { expect, test } from "bun:test";
import { fingerprintOf } from "./check.ts";

test("a fingerprint is of what a request says, however it is spelt", () => {
  const request = { to: "+84912345678", body: "Xin chao", metadata: { order: "7", shop: "3" } };
  const spelt = { metadata: { shop: "3", order: "7" }, from: undefined, body: "Xin chao" };
  const same = fingerprintOf(request);
  expect(same).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf({ ...spelt, to: "+84912345678" })).toBe(same);
  expect(fingerprintOf({ ...request, body: "Xin chao!" })).not.toBe(same);
  expect(fingerprintOf([request, spelt])).not.toBe(fingerprintOf([spelt, request]));
});

test("a field may have any name", () => {
  const named = (value: string): unknown => JSON.parse(`{"__proto__":"${value}"}`);
  expect(fingerprintOf(named("a"))).not.toBe(fingerprintOf(named("b")));
});
