import type { Member } from "./processes.ts";
import type { Fault, Scene } from "./run.ts";

const pick = (members: readonly Member[], random: () => number): Member | undefined =>
  members[Math.floor(random() * members.length)];

/** Kills members one after the other, at random moments, and starts each again. */
async function killLoop(
  { isLoaded, random }: Scene,
  members: readonly Member[],
  [least, most]: readonly [number, number],
): Promise<void> {
  while (isLoaded()) {
    await Bun.sleep(least + random() * (most - least));
    const victim = pick(members, random);
    await victim?.end("SIGKILL");
    victim?.start();
  }
}

const usual = { messages: 1500, perSecond: 150, apis: 2, workers: 2, provider: true } as const;

/** Every fault that can be tried, by name. */
export const faults: readonly Fault[] = [
  {
    ...usual,
    name: "provider: timeouts, resets, 500, 429, 503; early, double, disordered reports",
    disturb: async () => {},
  },
  {
    ...usual,
    name: "workers killed (kill -9)",
    disturb: (scene) => killLoop(scene, scene.workers, [300, 1200]),
  },
  {
    ...usual,
    name: "APIs killed (kill -9)",
    disturb: (scene) => killLoop(scene, scene.apis, [300, 1200]),
  },
  {
    ...usual,
    name: "workers ended in good order (SIGTERM)",
    provider: false,
    async disturb({ isLoaded, workers, random }) {
      while (isLoaded()) {
        await Bun.sleep(1500 * random());
        const leaving = pick(workers, random);
        await leaving?.end("SIGTERM");
        leaving?.start();
      }
    },
  },
  {
    ...usual,
    name: "a worker stopped for 40 s (SIGSTOP) and going on",
    async disturb({ workers }) {
      await Bun.sleep(1500);
      workers[0]?.signal("SIGSTOP");
      await Bun.sleep(40_000);
      workers[0]?.signal("SIGCONT");
    },
  },
  {
    ...usual,
    name: "PostgreSQL ended (immediate) and started, three times",
    async disturb({ postgres }) {
      for (let round = 0; round < 3; round += 1) {
        await Bun.sleep(1500);
        await postgres.crash();
        await Bun.sleep(500);
        await postgres.start();
      }
    },
  },
  {
    ...usual,
    name: "connections to PostgreSQL reset",
    async disturb({ proxy, isLoaded, random }) {
      while (isLoaded()) {
        await Bun.sleep(500 + 1000 * random());
        await proxy.set("reset");
        await Bun.sleep(100);
        await proxy.set("pass");
      }
    },
  },
  {
    ...usual,
    name: "PostgreSQL silent for 15 s (half-open)",
    async disturb({ proxy }) {
      await Bun.sleep(2000);
      await proxy.set("blackhole");
      await Bun.sleep(15_000);
      await proxy.set("reset");
      await proxy.set("pass");
    },
  },
  {
    ...usual,
    name: "the connection cut when the commit was sent (accept)",
    async disturb({ proxy, isLoaded }) {
      while (isLoaded()) {
        await proxy.set({ cutAfterSent: "Message number" });
        await Bun.sleep(150);
        await proxy.set("pass");
        await Bun.sleep(450);
      }
      await proxy.set("pass");
    },
  },
  {
    ...usual,
    name: "the connection cut when the commit was sent (mark)",
    async disturb({ proxy, isLoaded }) {
      while (isLoaded()) {
        await proxy.set({ cutAfterSent: "twilio" });
        await Bun.sleep(150);
        await proxy.set("pass");
        await Bun.sleep(450);
      }
      await proxy.set("pass");
    },
  },
];

/** Two APIs and three workers, all killed at random under load for so many seconds. */
export const storm = (seconds: number): Fault => ({
  name: `storm: everything killed at random for ${seconds} s`,
  messages: seconds * 80,
  perSecond: 80,
  apis: 2,
  workers: 3,
  provider: true,
  async disturb(scene) {
    await Promise.all([
      killLoop(scene, scene.workers, [300, 1500]),
      killLoop(scene, scene.apis, [600, 2500]),
    ]);
  },
});
