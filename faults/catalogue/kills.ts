import { sql } from "drizzle-orm";
import { told } from "../load.ts";
import { claimed, count, kept, marked, taken } from "../look.ts";
import type { Fault } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { isReady, killAll, killLoop, killSome, phones, scripted, sendAll, usual } from "./parts.ts";

const otp = phones(3, "88");
const plain = phones(8);

/** Processes that die: F1 to F6, F35. */
export const kills: readonly Fault[] = [
  {
    ...scripted,
    id: "F1",
    name: "workers killed between claim and mark",
    quick: true,
    workers: 2,
    rate: 3,
    async disturb(scene) {
      await sendAll(scene, phones(30));
      scene.require(
        "workers hold what waits",
        await eventually(async () => (await claimed(scene)) > 5, 10),
      );
      await killAll(scene.workers);
    },
    async check(scene) {
      const all = await kept(scene);
      const isOnce = (phone: string, outcome: string | null) =>
        taken(scene, phone) === 1 || (taken(scene, phone) === 0 && outcome === "unknown");
      scene.require(
        "claims of the dead are taken over",
        all.some(({ events }) => events.includes("LEASE_RECLAIMED")),
      );
      scene.require(
        "each is sent once",
        all.every(({ phone, outcome }) => isOnce(phone, outcome)),
      );
      const cut = all.filter(({ outcome }) => outcome === "unknown").length;
      scene.require("what was not marked is not unknown", cut <= 3 * scene.workers.length);
    },
  },
  {
    ...scripted,
    id: "F2",
    name: "workers killed after the mark, before the provider has a byte",
    quick: true,
    async disturb(scene) {
      await scene.provider.set("blackhole");
      await Promise.all([sendAll(scene, plain), sendAll(scene, otp, "otp")]);
      const wanted = plain.length + otp.length;
      const isUnderWay = async () =>
        (await marked(scene)) === wanted && scene.provider.accepted >= wanted;
      scene.require("all are marked and on their way", await eventually(isUnderWay, 8));
      await Promise.all(scene.workers.map((worker) => worker.end("SIGKILL")));
      await scene.provider.set("reset");
      await scene.provider.set("pass");
      for (const worker of scene.workers) worker.start();
    },
    async check(scene) {
      await eventually(
        async () =>
          (await kept(scene)).filter(({ status }) => status === "DELIVERED").length === otp.length,
        20,
      );
      for (const { phone, status, outcome, events } of await kept(scene)) {
        const again = events.includes("AMBIGUOUS_RETRY");
        if (otp.includes(phone)) {
          scene.require(
            "a code is sent once more, after its event",
            again && taken(scene, phone) === 1,
          );
          scene.require("a code that was sent again is delivered", status === "DELIVERED");
        } else {
          scene.require("held: nothing is sent again", !again && taken(scene, phone) === 0);
          scene.require(
            "held: submitted, outcome unknown",
            status === "SUBMITTED" && outcome === "unknown",
          );
        }
      }
    },
  },
  {
    ...scripted,
    id: "F3",
    name: "workers killed after the provider took it, before the record",
    quick: true,
    async disturb(scene) {
      for (const number of [...plain, ...otp])
        scene.simulator.setScenario({
          provider: "twilio",
          scenario: "accept-then-timeout",
          number,
          times: 1,
        });
      await Promise.all([sendAll(scene, plain), sendAll(scene, otp, "otp")]);
      const wanted = plain.length + otp.length;
      const isTaken = () =>
        scene.simulator.requests().filter(({ accepted }) => accepted).length === wanted;
      scene.require("the provider takes all", await eventually(isTaken, 8));
      await killAll(scene.workers);
    },
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("reports that name the attempt resolve all", await eventually(isDone, 15));
      for (const { phone, events } of await kept(scene)) {
        const most = events.includes("AMBIGUOUS_RETRY") && otp.includes(phone) ? 2 : 1;
        scene.require("sent once, a code twice only after its event", taken(scene, phone) <= most);
        scene.require("the attempt was unknown before", events.includes("ATTEMPT_UNKNOWN"));
      }
    },
  },
  {
    ...usual,
    id: "F4",
    name: "kill -9 storm: 3 workers, 50 kills",
    messages: 4000,
    perSecond: 200,
    workers: 3,
    async disturb(scene) {
      const { isLoaded, workers } = scene;
      const done = () => workers.reduce((sum, worker) => sum + worker.kills(), 0);
      await killLoop(scene, workers, [150, 450], () => isLoaded() || done() < 50);
    },
  },
  {
    ...usual,
    id: "F4",
    name: "APIs killed (kill -9)",
    messages: 1000,
    disturb: (scene) => killSome(scene, scene.apis),
  },
  {
    ...usual,
    id: "F4",
    name: "everything killed while the credit runs out",
    provider: false,
    credit: 1000,
    async disturb(scene) {
      await Promise.all([killSome(scene, scene.apis), killSome(scene, scene.workers)]);
    },
    async check(scene) {
      const all = await kept(scene);
      scene.require("exactly what was paid for is accepted", all.length === 1000);
      scene.require(
        "nobody else is promised anything",
        new Set(scene.load.promised.map(({ id }) => id)).size === all.length,
      );
      scene.require("the others are told 402", told(scene.load, "402") >= 500);
    },
  },
  {
    ...scripted,
    id: "F5",
    name: "API killed after the commit, before its reply",
    quick: true,
    apis: 2,
    async disturb(scene) {
      const [first, second] = scene.apis;
      for (const phone of phones(5)) {
        await Promise.all([isReady(first), isReady(second)]);
        await scene.proxy.set({ delayMs: 150 });
        const message = { phone, key: `once${phone.slice(1)}` };
        const lost = scene.send(message, first);
        const isStored = () => isIn(scene, phone);
        scene.require("it is committed", await eventually(isStored, 10));
        await first?.end("SIGKILL");
        scene.require("the client hears nothing", (await lost) === undefined);
        const again = await scene.send(message, second);
        scene.require("the key finds it: 202, replayed", again?.status === 202 && again.replayed);
        await scene.proxy.set("pass");
        first?.start();
      }
    },
  },
  {
    ...scripted,
    id: "F6",
    name: "API killed in mid-statement",
    quick: true,
    apis: 2,
    async disturb(scene) {
      const [first, second] = scene.apis;
      for (const phone of phones(5)) {
        await isReady(first);
        const message = { phone, key: `once${phone.slice(1)}` };
        let lost: Promise<unknown> | undefined;
        await scene.database.transaction(async (tx) => {
          await tx.execute(sql`lock table message_queue in exclusive mode`);
          lost = scene.send(message, first);
          // A busy machine may be long in coming to it.
          for (let tries = 0; tries < 2000; tries += 1) {
            const [row] = await tx.execute<{ n: number }>(blockedBackends);
            if (row && row.n > 0) break;
            await tx.execute(sql`select pg_sleep(0.01), pg_stat_clear_snapshot()`);
          }
          await tx.execute(endBlockedInserts);
        });
        await first?.end("SIGKILL");
        await lost;
        scene.require("nothing is stored", !(await isIn(scene, phone)));
        const again = await scene.send(message, second);
        scene.require(
          "the same key creates it: 202, not replayed",
          again?.status === 202 && !again.replayed,
        );
        first?.start();
      }
    },
  },
  {
    ...scripted,
    id: "F35",
    name: "a message that kills whoever claims it",
    rate: 5,
    async disturb(scene) {
      const all = phones(20);
      const poison = all.at(-1) ?? "";
      await scene.database.orm.execute(holdsItsMark(poison));
      await scene.database.orm.execute(onEachMark);
      await sendAll(scene, all);
      const isOver = async () =>
        (await kept(scene)).some((each) => each.phone === poison && each.status === "FAILED");
      const deadline = performance.now() + 300_000;
      while (!(await isOver()) && performance.now() < deadline) {
        if ((await count(scene, heldMarks)) > 0) {
          await Promise.all(scene.workers.map((worker) => worker.end("SIGKILL")));
          // The server goes on with what the dead had asked for.
          await scene.database.orm.execute(endHeldMarks);
          for (const worker of scene.workers) worker.start();
        }
        await Bun.sleep(50);
      }
    },
    async check(scene) {
      const all = await kept(scene);
      const [poison, ...others] = all.filter(({ status }) => status === "FAILED");
      scene.require("it is put aside as poison", poison?.error === "poison" && others.length === 0);
      scene.require(
        "it killed its workers",
        scene.workers.some((worker) => worker.kills() >= 3),
      );
      scene.require("it never leaves", poison !== undefined && taken(scene, poison.phone) === 0);
      const flows = all.filter((each) => each !== poison);
      scene.require(
        "the others flow",
        flows.every(({ phone, outcome }) => taken(scene, phone) === 1 || outcome === "unknown"),
      );
    },
  },
];

/** No mark of what holds this phone's message is ever made, so that its worker dies before it. */
const holdsItsMark = (phone: string) =>
  sql.raw(`create function hold_mark() returns trigger language plpgsql as $$
    begin
      while exists (
        select from messages where id = any(new.message_ids) and recipient = '${phone}'
      ) loop
        perform pg_sleep(0.1);
      end loop;
      return new;
    end $$`);
const onEachMark = sql`
  create trigger hold_mark before insert on message_dispatches
  for each row execute function hold_mark()`;
const held = sql`wait_event = 'PgSleep' and datname = current_database()`;
const heldMarks = sql`select count(*) from pg_stat_activity where ${held}`;
const endHeldMarks = sql`select pg_terminate_backend(pid) from pg_stat_activity where ${held}`;

const isIn = async (scene: Parameters<typeof count>[0], phone: string): Promise<boolean> =>
  (await count(scene, sql`select count(*) from messages where recipient = ${phone}`)) > 0;

const blocked = sql`wait_event_type = 'Lock' and query like '%insert into messages%'`;
const blockedBackends = sql`select count(*)::int as n from pg_stat_activity where ${blocked}`;
const endBlockedInserts = sql`select pg_terminate_backend(pid) from pg_stat_activity where ${blocked}`;
