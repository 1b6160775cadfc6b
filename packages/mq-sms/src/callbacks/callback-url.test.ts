import { expect, test } from "bun:test";
import { callbackUrlFor, callbackUrlProblems, calledUrl } from "./callback-url.ts";

const request = {
  purpose: "status",
  method: "POST",
  headers: new Headers({ host: "evil.example", "x-forwarded-host": "evil.example" }),
  body: new Uint8Array(),
} as const;

test("the configured URL, with a slash or without", () => {
  expect(callbackUrlFor("https://sms.example/in/a", "status")).toBe(
    "https://sms.example/in/a/status",
  );
  expect(callbackUrlFor("https://sms.example/in/a//", "inbound")).toBe(
    "https://sms.example/in/a/inbound",
  );
});

test("of the request only the query is used, as it came", () => {
  const url = "http://10.0.0.1:3000/inner/path?attempt=a%2Db&x=1?2";
  expect(calledUrl("https://sms.example/in/a", { ...request, url })).toBe(
    "https://sms.example/in/a/status?attempt=a%2Db&x=1?2",
  );
  expect(calledUrl("https://sms.example/in/a", { ...request, url: "http://x/y" })).toBe(
    "https://sms.example/in/a/status",
  );
});

test.each([
  [undefined, []],
  ["https://sms.example/in", []],
  ["http://127.0.0.1:3000", []],
  ["sms.example", ["Must be an absolute URL"]],
  ["ftp://sms.example", ["Must be http or https"]],
  ["https://user:pw@sms.example", ["Must hold no credentials, query or fragment"]],
  ["https://sms.example/?a=1", ["Must hold no credentials, query or fragment"]],
  ["https://sms.example/#rc=3", ["Must hold no credentials, query or fragment"]],
])("problems of %p", (callbackUrl, messages) => {
  expect(callbackUrlProblems(callbackUrl).map(({ message }) => message)).toEqual(messages);
});
