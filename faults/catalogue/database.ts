import { join } from "node:path";
import { openDatabase } from "@nx/core";
import { sql } from "drizzle-orm";
import { told } from "../load.ts";
import { count } from "../look.ts";
import type { Fault, Scene } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { ask, usual } from "./parts.ts";

/** The database goes, hangs, is full or is cut off: F14 to F22. */
export const database: readonly Fault[] = [
  {
    ...usual,
    id: "F14",
    name: "PostgreSQL silent for 15 s (half-open)",
    async disturb({ proxy, apis, require }) {
      await Bun.sleep(2000);
      await proxy.set("blackhole");
      await Bun.sleep(12_000);
      require("not ready while it is silent", (await ask(apis[0], "/readyz")).status === 503);
      await proxy.set("reset");
      await proxy.set("pass");
      await comesBack({ apis, require });
    },
  },
  {
    ...usual,
    id: "F15",
    name: "PostgreSQL ended (immediate) and started, three times",
    async disturb({ postgres, apis, require }) {
      for (let round = 0; round < 3; round += 1) {
        await Bun.sleep(1500);
        await postgres.crash();
        await Bun.sleep(1500);
        await postgres.start();
      }
      await comesBack({ apis, require });
    },
  },
  {
    ...usual,
    id: "F16",
    name: "connections to PostgreSQL reset, again and again",
    messages: 800,
    async disturb({ proxy, isLoaded, random }) {
      while (isLoaded()) {
        await Bun.sleep(400 + 600 * random());
        await proxy.set("reset");
        await Bun.sleep(100);
        await proxy.set("pass");
      }
    },
  },
  {
    ...usual,
    id: "F17",
    name: "the connection cut when the commit was sent (accept)",
    quick: true,
    messages: 500,
    provider: false,
    disturb: (scene) => cutAfter(scene, "Message to"),
  },
  {
    ...usual,
    id: "F17",
    name: "the connection cut when the commit was sent (mark, record)",
    messages: 500,
    disturb: (scene) => cutAfter(scene, "twilio"),
  },
  {
    ...usual,
    id: "F17",
    name: "the connection cut when the commit was sent (claim), by a worker that goes on",
    messages: 2400,
    perSecond: 25,
    workers: 1,
    provider: false,
    async disturb(scene) {
      const { proxy, random } = scene;
      for (let cut = 0; cut < 20; cut += 1) {
        await Bun.sleep(300 + 300 * random());
        await proxy.set({ cutAfterSent: onlyInClaims });
        await Bun.sleep(100);
        await proxy.set("pass");
      }
    },
    async check(scene) {
      const isReclaimed = sql`select count(*) from told_events where type = 'LEASE_RECLAIMED'`;
      scene.require("claims were cut", (await count(scene, isReclaimed)) > 0);
      const seconds = Math.round(await longestWait(scene));
      scene.require(`no message waits longer than 45 s; one did ${seconds} s`, seconds <= 45);
    },
  },
  {
    ...usual,
    id: "F18",
    name: "all connections held for 20 s (F22: a table locked)",
    messages: 1000,
    async disturb({ database, apis, require }) {
      await Bun.sleep(2000);
      const held = database.transaction(
        async (tx) => {
          await tx.execute(sql`select set_config('statement_timeout', '60000', true)`);
          await tx.execute(sql`lock table messages in access exclusive mode`);
          await tx.execute(sql`select pg_sleep(20)`);
        },
        { queryTimeoutMs: 60_000 },
      );
      await Bun.sleep(8000);
      const live = await ask(apis[0], "/healthz");
      const ready = await ask(apis[0], "/readyz");
      require("health answers within a second", live.status === 200 && live.tookMs < 1000);
      require("readiness answers within 3 s", ready.status !== 0 && ready.tookMs < 3000);
      await held;
      await comesBack({ apis, require });
    },
    async check({ load, require }) {
      require("clients are told 503", told(load, "503") > 0);
    },
  },
  {
    ...usual,
    id: "F19",
    name: "deadlocks",
    messages: 1000,
    async disturb(scene) {
      while (scene.isLoaded()) await lockCrosswise(scene).catch(() => {});
    },
    async check(scene) {
      const deadlocks = await count(scene, sql`select sum(deadlocks) from pg_stat_database`);
      scene.require("there were deadlocks", deadlocks > 0);
    },
  },
  {
    ...usual,
    id: "F20",
    name: "the disk of the data full for 8 s",
    messages: 3000,
    perSecond: 200,
    provider: false,
    diskMiB: 64,
    async disturb({ disk, apis, require }) {
      const filler = join(disk ?? "", "filler");
      await Bun.sleep(3000);
      await Bun.$`dd if=/dev/zero of=${filler} bs=64k`.nothrow().quiet();
      await Bun.sleep(8000);
      require("reads go on", (await ask(apis[0], "/readyz")).status === 200);
      await Bun.$`rm ${filler}`;
    },
    async check({ load, require }) {
      require("clients are told 503", told(load, "503") > 0);
    },
  },
  {
    ...usual,
    id: "F21",
    name: "the database read-only for 8 s (a failover)",
    messages: 1000,
    async disturb(scene) {
      const { postgres, simulator, apis, require } = scene;
      const admin = await openDatabase({ url: postgres.url, poolSize: 1 });
      const set = async (value: "on" | "off") => {
        await admin.orm.execute(
          sql.raw(`alter database faults set default_transaction_read_only = ${value}`),
        );
        await admin.orm.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = 'faults'`);
      };
      await Bun.sleep(2000);
      await set("on");
      // Calls that were marked before still reach the provider.
      await Bun.sleep(1000);
      const before = simulator.requests().length;
      await Bun.sleep(7000);
      require("nothing is sent without a mark", simulator.requests().length === before);
      await set("off");
      await admin.close();
      await comesBack({ apis, require });
    },
    async check({ load, require }) {
      require("clients are told 503", told(load, "503") > 0);
    },
  },
];

/** A parameter of claims that no other statement has; their text goes over the wire only once. */
const onlyInClaims = "00000000-0000-0000-0000-000000000000";

/** Seconds from acceptance to the end of the first attempt, of the message for which it took longest. */
const longestWait = (scene: Scene): Promise<number> =>
  count(
    scene,
    sql`select extract(epoch from max(e.at - m.created_at)) from messages m
      join told_events e on e.organization_id = m.organization_id and e.message_id = m.id
      where e.key = 'attempt:1'`,
  );

/** Ready again without help, in 10 s. */
async function comesBack({ apis, require }: Pick<Scene, "apis" | "require">): Promise<void> {
  const isReady = async () => {
    const answers = await Promise.all(apis.map((api) => ask(api, "/readyz")));
    return answers.every(({ status }) => status === 200);
  };
  require("ready again within 10 s", await eventually(isReady, 10));
}

/** Cuts connections that have sent these bytes; others pass, and most of the time all do. */
async function cutAfter({ proxy, isLoaded }: Scene, bytes: string): Promise<void> {
  while (isLoaded()) {
    await proxy.set({ cutAfterSent: bytes });
    await Bun.sleep(150);
    await proxy.set("pass");
    await Bun.sleep(450);
  }
  await proxy.set("pass");
}

/** Takes locks in the order that is the reverse of the application's. */
const lockCrosswise = ({ database }: Scene): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.execute(sql`select from messages order by id desc limit 200 for update`);
    await tx.execute(sql`select pg_sleep(0.05)`);
    await tx.execute(sql`select from message_dispatches for update`);
    await tx.execute(sql`select from message_queue for update`);
  });
