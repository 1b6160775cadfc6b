import { Campaign, CampaignDetail, ContactImport } from "@nx/outreach";
import type { Static, TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { sql } from "drizzle-orm";
import { phoneOf } from "../load.ts";
import type { Fault, Scene } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { isReady, killAll, scripted } from "./parts.ts";

/** A look each; half of the audience is gone long before on any machine that works at all. */
const lookMs = 500;
const stepSeconds = 900;

/**
 * A campaign to the contacts of a file: started twice at once, paused at half, all processes killed as
 * the pause is answered, resumed, and cancelled near the end.
 */
export const campaign = (recipients: number): Fault => ({
  ...scripted,
  id: "C1",
  name: "campaign started twice, paused, killed, resumed, cancelled",
  // Of 100,000 messages it would be told for an hour.
  told: ["started", "paused", "resumed", "completed", "cancelled", "failed"].map(
    (it) => `campaign.${it}`,
  ),
  apis: 2,
  workers: 2,
  async disturb(scene) {
    const began = performance.now();
    const tell = (what: string) =>
      console.error(`${Math.round((performance.now() - began) / 1000)} s: ${what}`);
    await importContacts(scene, recipients);
    tell(`${recipients} contacts imported`);
    const id = await startTwice(scene);
    const looks = lookOn(scene, id, recipients);

    await takenAtLeast(scene, recipients / 2);
    scene.require("a pause is answered", (await act(scene, id, "pause")) === 202);
    const left = await phonesThatLeft(scene);
    await killAll([...scene.apis, ...scene.workers]);
    tell(`paused at ${takenPhones(scene).size}, all killed`);
    await Promise.all(scene.apis.map(isReady));
    await Bun.sleep(3000);
    scene.require(
      "after a pause nothing leaves that was not marked before",
      [...takenPhones(scene)].every((phone) => left.has(phone)),
    );

    scene.require("it is resumed", (await act(scene, id, "resume")) === 202);
    await takenAtLeast(scene, recipients * 0.9);
    scene.require("it is cancelled", (await act(scene, id, "cancel")) === 202);
    tell(`cancelled at ${takenPhones(scene).size}`);
    const isEnded = async () => {
      const { pending, queued, deferred } = (await read(scene, id)).stats.buckets;
      return pending + queued + deferred === 0;
    };
    scene.require("nothing of it stays open", await eventually(isEnded, stepSeconds));
    scene.require("the sums were looked at", (await looks.end()) > 3);
    const { state, stats } = await read(scene, id);
    scene.require("it ends as cancelled", state === "CANCELLED");
    tell(JSON.stringify(stats.buckets));
  },
  async check(scene) {
    const taken = scene.simulator.requests().filter(({ accepted }) => accepted);
    scene.require("each number is at the provider once", taken.length === takenPhones(scene).size);
  },
});

async function importContacts({ call, require }: Scene, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => `${phoneOf(n)},Contact ${n}`);
  const { status, json } = await call(
    "POST",
    "/contacts/imports",
    `phone,displayName\n${rows.join("\n")}\n`,
  );
  require("a file is imported", status < 300 && parse(ContactImport, json).created === count);
}

async function startTwice(scene: Scene): Promise<string> {
  const { json } = await scene.call("POST", "/campaigns", {
    ...{ name: "Faults", body: "Hello {{displayName}}", audience: { all: true } },
    // Advertising would wait for the morning.
    category: "transactional",
  });
  const { id } = parse(Campaign, json);
  const started = await Promise.all([act(scene, id, "start"), act(scene, id, "start")]);
  scene.require(
    "both starts are answered with the campaign",
    started.every((status) => status === 202),
  );
  return id;
}

const act = async ({ call }: Scene, id: string, action: string): Promise<number> =>
  (await call("POST", `/campaigns/${id}/${action}`)).status;

/** Asks until an API lives that answers. */
async function read({ call }: Scene, id: string): Promise<CampaignDetail> {
  for (;;) {
    const { status, json } = await call("GET", `/campaigns/${id}`);
    if (status === 200) return parse(CampaignDetail, json);
    await Bun.sleep(100);
  }
}

const parse = <T extends TSchema>(schema: T, json: unknown): Static<T> => Value.Parse(schema, json);

/** Adds up the buckets again and again. `end` resolves to how often. */
function lookOn(scene: Scene, id: string, recipients: number) {
  let goesOn = true;
  let looks = 0;
  const looking = (async () => {
    while (goesOn) {
      const { total, buckets } = (await read(scene, id)).stats;
      const sum = Object.values(buckets).reduce((all, n) => all + n, 0);
      if (total !== undefined) {
        looks += 1;
        scene.require("the audience is the file", total === recipients);
        scene.require("the buckets sum up to the audience", sum === total);
      }
      await Bun.sleep(lookMs);
    }
  })();
  return {
    end: async () => {
      goesOn = false;
      await looking;
      return looks;
    },
  };
}

async function takenAtLeast(scene: Scene, count: number): Promise<void> {
  const deadline = performance.now() + stepSeconds * 1000;
  // Not asked as often as elsewhere: each answer is a copy of the whole log.
  while (scene.simulator.requests().length < count && performance.now() < deadline)
    await Bun.sleep(200);
  scene.require("it goes on", scene.simulator.requests().length >= count);
}

const takenPhones = ({ simulator }: Scene): Set<string> =>
  new Set(simulator.requests().flatMap(({ accepted, to }) => (accepted && to ? [to] : [])));

/** Those whose message was marked, by now or before. */
async function phonesThatLeft({ database }: Scene): Promise<Set<string>> {
  const rows = await database.orm.execute<{ phone: string }>(sql`
    select m.recipient as phone from messages m
    where m.status <> 'QUEUED'
      or m.id in (select unnest(message_ids) from message_dispatches)`);
  return new Set([...rows].map(({ phone }) => phone));
}
