import { sql } from "drizzle-orm";
import { count, kept, marked, taken } from "../look.ts";
import type { Fault } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { killLoop, phones, scripted, sendAll, usual } from "./parts.ts";

/** Processes that stop, end in order, live side by side, or whose clock is wrong: F31, F33, F34, F45. */
export const ends: readonly Fault[] = [
  {
    ...usual,
    id: "F33",
    name: "nothing but several processes that start at once",
    messages: 1000,
    perSecond: 200,
    workers: 3,
    provider: false,
    disturb: async () => {},
    async check(scene) {
      const all = await kept(scene);
      scene.require(
        "all are delivered",
        all.every(({ status }) => status === "DELIVERED"),
      );
    },
  },
  {
    ...usual,
    id: "F31",
    name: "clocks wrong by 6 h, in all directions, one leaping back",
    messages: 500,
    provider: false,
    clock: (member) =>
      ({ "api-1": [6], "api-2": [-6], "worker-1": [-6], "worker-2": [6, -6] })[member] ?? [],
    disturb: async () => {},
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered", await eventually(isDone, 10));
    },
  },
  {
    ...usual,
    id: "F34",
    name: "a worker stopped for 60 s (SIGSTOP) and going on",
    async disturb({ workers }) {
      await Bun.sleep(1500);
      workers[0]?.signal("SIGSTOP");
      await Bun.sleep(60_000);
      workers[0]?.signal("SIGCONT");
    },
  },
  {
    ...usual,
    id: "F45",
    name: "workers ended in good order (SIGTERM) again and again",
    provider: false,
    async disturb({ isLoaded, workers, random, require }) {
      while (isLoaded()) {
        await Bun.sleep(1500 * random());
        const leaving = workers[Math.floor(random() * workers.length)];
        // Before that, nobody listens to a signal, and nothing is held.
        await eventually(() => leaving?.isUp() ?? false, 30);
        const started = performance.now();
        const code = await leaving?.end("SIGTERM");
        require("a worker ends within 10 s, with 0", code === 0 &&
          performance.now() - started < 10_000);
        leaving?.start();
      }
    },
    async check(scene) {
      const all = await kept(scene);
      scene.require(
        "an orderly end leaves nothing unknown",
        all.every(({ outcome }) => outcome === null),
      );
    },
  },
  {
    ...scripted,
    id: "F45",
    name: "SIGTERM during a call, and a second one",
    quick: true,
    workers: 2,
    async disturb(scene) {
      const { simulator, workers } = scene;
      const [slow, hung] = [phones(6, "77"), phones(2, "66")];
      for (const number of slow)
        simulator.setScenario({ provider: "twilio", scenario: "slow", delayMs: 3000, number });
      await sendAll(scene, slow);
      scene.require(
        "calls are under way",
        await eventually(async () => (await marked(scene)) === slow.length, 5),
      );
      const codes = await Promise.all(workers.map((worker) => worker.end("SIGTERM")));
      scene.require(
        "an orderly end is 0",
        codes.every((code) => code === 0),
      );
      const left = await count(
        scene,
        sql`select (select count(*) from message_dispatches)
        + (select count(*) from message_queue where lease is not null)`,
      );
      scene.require("an orderly end leaves no mark and no lease", left === 0);
      const all = await kept(scene);
      scene.require(
        "calls under way are recorded",
        all.every(({ phone, outcome }) => outcome === null && taken(scene, phone) === 1),
      );

      for (const number of hung)
        simulator.setScenario({ provider: "twilio", scenario: "accept-then-timeout", number });
      for (const worker of workers) worker.start();
      await sendAll(scene, hung);
      scene.require(
        "calls hang",
        await eventually(async () => (await marked(scene)) === hung.length, 10),
      );
      for (const worker of workers) worker.signal("SIGTERM");
      await Bun.sleep(200);
      const started = performance.now();
      for (const worker of workers) worker.signal("SIGTERM");
      await Promise.all(workers.map((worker) => worker.ended()));
      scene.require("a second SIGTERM ends at once", performance.now() - started < 1000);
      for (const worker of workers) worker.start();
    },
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered in the end", await eventually(isDone, 15));
      const isOnce = (await kept(scene)).every(({ phone }) => taken(scene, phone) === 1);
      scene.require("each is sent once", isOnce);
    },
  },
];

/** Two APIs and three workers, all killed at random under load for so many seconds. */
export const storm = (seconds: number): Fault => ({
  id: "storm",
  name: `everything killed at random for ${seconds} s`,
  messages: seconds * 80,
  perSecond: 80,
  apis: 2,
  workers: 3,
  provider: true,
  async disturb(scene) {
    const until = performance.now() + seconds * 1000;
    const goesOn = () => performance.now() < until;
    await Promise.all([
      killLoop(scene, scene.workers, [300, 1500], goesOn),
      killLoop(scene, scene.apis, [600, 2500], goesOn),
    ]);
  },
});
