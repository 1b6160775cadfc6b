import { expect, test } from "bun:test";
import { bearerKey } from "./bearer-key.ts";
import { newKeyId, newKeyText } from "./key-text.ts";

const key = newKeyText("sk_live", newKeyId());
const request = (authorization?: string, query = "") =>
  new Request(`http://localhost/v1/messages${query}`, {
    ...(authorization !== undefined && { headers: { authorization } }),
  });
const codeOf = (given: Request): unknown => {
  try {
    return bearerKey(given);
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

test("the key is what follows Bearer", () => {
  expect(bearerKey(request(`Bearer ${key}`))).toBe(key);
  expect(bearerKey(request(`bearer  ${key}`))).toBe(key);
  expect(bearerKey(request())).toBeUndefined();
});

test.each(["Basic abc", "Bearer", "Bearer a b", key])("%p is no bearer's header", (header) => {
  expect(codeOf(request(header))).toBe("unauthorized");
});

test.each([`?api_key=${key}`, `?a=b&token=${key}&c`, `/${key}`])(
  "a key in the address is refused, with a right header too",
  (query) => {
    expect(codeOf(request(undefined, query))).toBe("api_key_in_address");
    expect(codeOf(request(`Bearer ${key}`, query))).toBe("api_key_in_address");
  },
);
