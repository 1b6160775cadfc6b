import { expect, test } from "bun:test";
import type { Database } from "../database/database.ts";
import { createLogger } from "../logger.ts";
import { createFollower } from "./follow.ts";

const follow = (load: () => Promise<void>, listen: Database["listen"]) => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const logger = createLogger({ level: "info", destination });
  return { follower: createFollower({ listen }, "channel", logger, load), lines };
};
const end = async () => {};

test.each(["notification", "reconnection"])(
  "loads at a %s, one at a time, and again for one that comes meanwhile",
  async (kind) => {
    let loads = 0;
    let running = 0;
    let signal = () => {};
    const enough = Promise.withResolvers<void>();
    const { follower } = follow(
      async () => {
        expect(++running).toBe(1);
        await Promise.resolve();
        running -= 1;
        if (++loads === 4) enough.resolve();
      },
      async (_, onNotify, onReconnect) => {
        signal = kind === "notification" ? () => onNotify("") : onReconnect;
        return end;
      },
    );
    await follower.start();
    expect({ loads, current: follower.current }).toEqual({ loads: 2, current: true });

    signal();
    signal();
    signal();
    await enough.promise;
    await follower.stop();
    expect(loads).toBe(4);
  },
);

test("starts without the database, says so once, and comes back by itself", async () => {
  let tries = 0;
  const loaded = Promise.withResolvers<void>();
  const { follower, lines } = follow(
    async () => {
      if (++tries < 3) throw new Error("no connection");
      loaded.resolve();
    },
    async () => end,
  );
  await follower.start();
  expect(follower.current).toBe(false);
  await loaded.promise;
  await follower.stop();
  expect(follower.current).toBe(true);
  expect(lines).toHaveLength(1);
});

test("a listening that fails is tried again, and ended by stop", async () => {
  let tries = 0;
  let ended = 0;
  const listening = Promise.withResolvers<void>();
  const { follower } = follow(end, async () => {
    if (++tries === 1) throw new Error("no connection");
    listening.resolve();
    return async () => {
      ended += 1;
    };
  });
  await follower.start();
  await listening.promise;
  await follower.stop();
  expect({ tries, ended }).toEqual({ tries: 2, ended: 1 });
});
