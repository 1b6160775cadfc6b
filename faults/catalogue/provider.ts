import { sql } from "drizzle-orm";
import { count, kept, taken } from "../look.ts";
import { oddPlays } from "../odd-answers.ts";
import type { Fault, Scene } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { phones, scripted, sendAll, usual } from "./parts.ts";

const inMinute = () => new Date(Date.now() + 60_000).toUTCString();

/** `Retry-After`, and the bounds of the wait in seconds. */
const waits: readonly (readonly [() => string | number, number, number])[] = [
  [() => 2, 30, 33.1],
  [() => 120, 120, 120.5],
  [inMinute, 57, 61],
  [() => "soon", 30, 33.1],
  [() => "-5", 30, 33.1],
  [() => 1_000_000_000, 900, 900.5],
];

/** The provider refuses, hangs, lies or is away: F7 to F13, F23 to F27. */
export const provider: readonly Fault[] = [
  {
    ...usual,
    id: "F7",
    name: "500, 429, 503, resets, silence; reports early, double, disordered",
    disturb: async () => {},
    async check(scene) {
      const late = ["07", "17", "57", "67", "77"];
      const all = (await kept(scene)).filter(({ phone }) => late.includes(phone.slice(-2)));
      scene.require(
        "whatever was taken is delivered",
        all.every(({ status }) => status === "DELIVERED"),
      );
      const failed = (await kept(scene)).filter(({ phone }) => phone.endsWith("27"));
      const isHeld = failed.every(
        ({ status, outcome }) => status === "SUBMITTED" && outcome === "unknown",
      );
      scene.require("after a 500 the outcome is unknown, and held", isHeld);
    },
  },
  {
    ...scripted,
    id: "F8",
    name: "100 calls that are never answered, while others go on",
    workers: 2,
    async disturb(scene) {
      const hung = phones(100, "77");
      for (const number of hung)
        scene.simulator.setScenario({
          provider: "twilio",
          scenario: "accept-then-timeout",
          number,
        });
      await sendAll(scene, hung);
      await sendAll(scene, phones(200));
    },
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require(
        "all are delivered, the unanswered by their reports",
        await eventually(isDone, 15),
      );
      const all = await kept(scene);
      const unclear = all.filter(({ events }) => events.includes("ATTEMPT_UNKNOWN"));
      scene.require("exactly the unanswered were unknown", unclear.length === 100);
      scene.require(
        "each is sent once",
        all.every(({ phone }) => taken(scene, phone) === 1),
      );
    },
  },
  {
    ...scripted,
    id: "F9",
    name: "odd answers (F7, F11, F12, F24): drips, 10 MB, gzip bomb, 502, 504, FIN, HTML, nothing, 307, half",
    quick: true,
    answers: "odd",
    async disturb(scene) {
      await sendAll(scene, [
        ...Object.keys(oddPlays).flatMap((end) => phones(4, end)),
        ...phones(20),
      ]);
    },
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered by their reports", await eventually(isDone, 15));
      for (const { phone, events } of await kept(scene)) {
        const end = phone.slice(-2);
        const isOdd = Object.hasOwn(oddPlays, end);
        scene.require(
          `answer ${end} is unknown, others are not`,
          events.includes("ATTEMPT_UNKNOWN") === isOdd,
        );
        scene.require("each is sent once", taken(scene, phone) === 1);
      }
    },
  },
  {
    ...scripted,
    id: "F10",
    name: "a certificate that nobody vouches for",
    answers: "untrusted",
    disturb: (scene) => sendAll(scene, phones(10)),
    async check(scene) {
      const all = await kept(scene);
      const isRefused = all.every(
        ({ status, outcome, error }) =>
          status === "QUEUED" && outcome === null && error === "unavailable",
      );
      scene.require("provably not sent: queued for another try", isRefused);
    },
  },
  {
    ...usual,
    id: "F11",
    name: "connections to the provider reset, again and again",
    messages: 800,
    provider: false,
    async disturb({ provider, isLoaded, random }) {
      while (isLoaded()) {
        await Bun.sleep(200 + 400 * random());
        await provider.set("reset");
        await Bun.sleep(50);
        await provider.set("pass");
      }
    },
  },
  {
    ...usual,
    id: "F13",
    name: "the provider half-open for 12 s",
    messages: 800,
    provider: false,
    async disturb({ provider }) {
      await Bun.sleep(2000);
      await provider.set("blackhole");
      await Bun.sleep(12_000);
      await provider.set("reset");
      await provider.set("pass");
    },
  },
  {
    ...scripted,
    id: "F23",
    name: "429 with Retry-After: 2, 120, a date, garbage, negative, 10^9",
    async disturb(scene) {
      for (const [index, [retryAfter]] of waits.entries()) {
        const [number = ""] = phones(1, String(40 + index));
        scene.simulator.setScenario({
          provider: "twilio",
          scenario: "http-429",
          retryAfter: retryAfter(),
          number,
        });
        await sendAll(scene, [number]);
      }
      const isRefused = async () => (await kept(scene)).every(({ attempts }) => attempts === 1);
      scene.require("each is refused once", await eventually(isRefused, 10));
    },
    async check(scene) {
      for (const [index, [retryAfter, least, most]] of waits.entries()) {
        const [number = ""] = phones(1, String(40 + index));
        const seconds = await count(
          scene,
          sql`
          select extract(epoch from q.due_at - m.updated_at) from messages m
          join message_queue q on m.id = any(q.message_ids) where m.recipient = ${number}`,
        );
        scene.require(
          `Retry-After ${retryAfter()}: waits ${seconds.toFixed(1)} s, not ${least} to ${most}`,
          seconds >= least && seconds <= most,
        );
      }
    },
  },
  {
    ...usual,
    id: "F26",
    name: "the provider away (refused) for 20 s",
    messages: 300,
    perSecond: 50,
    provider: false,
    async disturb({ provider }) {
      await provider.set("refuse");
      await Bun.sleep(20_000);
      await provider.set("pass");
    },
    async check(scene) {
      const isSent = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered two minutes after", await eventually(isSent, 150));
      const all = await kept(scene);
      scene.require(
        "nothing was ever unclear",
        all.every(({ events }) => !events.includes("ATTEMPT_UNKNOWN")),
      );
      scene.require(
        "each is sent once",
        all.every(({ phone }) => taken(scene, phone) === 1),
      );
    },
  },
  {
    ...usual,
    id: "F27",
    name: "a flapping provider: away every other second, for 80 s",
    messages: 800,
    perSecond: 10,
    provider: false,
    async disturb(scene) {
      const codes = phones(200);
      const openings = watchOpenings(scene);
      for (let second = 0; scene.isLoaded(); second += 1) {
        await scene.provider.set(second % 2 === 0 ? "refuse" : "pass");
        await sendAll(scene, codes.slice(second, second + 1), "otp");
        await Bun.sleep(1000);
      }
      await scene.provider.set("pass");
      const times = await openings;
      const pauses = times.slice(1).map((time, n) => time - (times[n] ?? 0));
      scene.require("the circuit opens", times.length > 0);
      scene.require(
        `it opens once in 30 s at most, not after ${pauses} ms`,
        pauses.every((pause) => pause >= 30_000),
      );
    },
    async check(scene) {
      const slowest = await count(
        scene,
        sql`
        select max(extract(epoch from e.at - m.created_at)) from messages m
        join told_events e on e.organization_id = m.organization_id and e.message_id = m.id
        where m.category = 'otp' and e.key = 'attempt:1'`,
      );
      scene.require(
        `no code waits behind what comes again, as one did for ${slowest} s`,
        slowest > 0 && slowest < 2,
      );
      // Whoever had connected and was not let in yet is cut, and cannot know what was read.
      const unclear = (await kept(scene)).filter(
        ({ events }) => events.includes("ATTEMPT_UNKNOWN") && !events.includes("AMBIGUOUS_RETRY"),
      );
      scene.require(
        "what is unclear is not sent again",
        unclear.every(({ phone }) => taken(scene, phone) <= 1),
      );
    },
  },
];

/** When the circuit of the account was opened, after it had been closed, while there was load. */
async function watchOpenings(scene: Scene): Promise<readonly number[]> {
  const times: number[] = [];
  let before = 0;
  while (scene.isLoaded()) {
    const open = await count(
      scene,
      sql`select count(*) from account_states where circuit ? 'openedAt'`,
    );
    if (open > before) times.push(Math.round(performance.now()));
    before = open;
    await Bun.sleep(100);
  }
  return times;
}
