import { expect, test } from "bun:test";
import type { CallbackRequest } from "../callbacks/request.ts";
import { mutateCallback } from "./mutate-callback.ts";
import { seededRandom } from "./seeded-random.ts";

const request: CallbackRequest = {
  purpose: "status",
  method: "POST",
  url: "https://sms.example/in/status?attempt=a1",
  headers: new Headers({ "x-signature": "c2lnbmF0dXJl" }),
  body: new TextEncoder().encode("Id=1&Status=delivered"),
  token: "0123456789abcdef012345",
};

/** What a callback says, as text. */
const written = ({ headers, body, ...rest }: CallbackRequest) =>
  JSON.stringify([rest, [...headers], Buffer.from(body).toString("hex")]);

const run = (seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: 2000 }, () => written(mutateCallback(request, random)));
};

test("the same seed makes the same callbacks, another one makes others", () => {
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

test("nearly every one is new, and the original stays as it was", () => {
  const before = written(request);
  const made = run(3);
  expect(new Set(made).size).toBeGreaterThan(1200);
  expect(made.filter((callback) => callback === before).length).toBeLessThan(100);
  expect(written(request)).toBe(before);
});

test("random numbers are spread evenly from 0 to below 1", () => {
  const random = seededRandom(4);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 10_000; draw++) {
    const bucket = Math.floor(random() * 10);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(900);
  expect(counts).toHaveLength(10);
});
