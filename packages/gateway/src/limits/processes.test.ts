import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { Value } from "@sinclair/typebox/value";
import type { Subprocess } from "bun";
import { sql } from "drizzle-orm";
import { Answer, limit, type Order } from "./processes.child.ts";

let place: TestDatabase;
const children: Subprocess[] = [];
beforeEach(async () => {
  place = await createTestDatabase();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill();
    await child.exited;
  }
  await place.drop();
});

/** Starts a process; resolves when it waits for its order. */
const startProcess = async () => {
  const ready = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Answer>();
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, "processes.child.ts")], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc(message) {
      if (message === "ready") ready.resolve();
      else answer.resolve(Value.Parse(Answer, message));
    },
  });
  children.push(child);
  await ready.promise;
  return (order: Order): Promise<Answer> => {
    child.send(order);
    return answer.promise;
  };
};

/** What two processes got that begin at the same time. */
const takeFromTwo = async (takes: number, how: Order["how"]) => {
  const processes = await Promise.all([startProcess(), startProcess()]);
  const answers = await Promise.all(
    processes.map((tell) => tell({ url: place.url, takes: takes / processes.length, how })),
  );
  return {
    granted: answers.reduce((sum, { granted }) => sum + granted, 0),
    failed: answers.reduce((sum, { failed }) => sum + failed, 0),
  };
};

test.each(["limits", "statements"] as const)(
  "500 requests at once over two processes, on a limit of 60: exactly 60, by %s",
  async (how) => {
    expect(await takeFromTwo(500, how)).toEqual({ granted: limit.limit, failed: 0 });
  },
  60_000,
);

test("statements of two processes that want the same buckets in any order do not block each other", async () => {
  const { granted, failed } = await takeFromTwo(600, "crossing statements");
  expect(failed).toBe(0);
  const database = await openDatabase({ url: place.url });
  const [row] = await database.orm.execute<{ count: number; used: number }>(sql`
    select count(*)::int as count,
      round(max(extract(epoch from next_at - now())) / 1440)::int as used from rate_limits`);
  await database.close();
  expect(row).toEqual({ count: 30, used: limit.limit });
  expect(granted).toBeGreaterThan(limit.limit);
}, 60_000);
