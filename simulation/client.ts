import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsCategory } from "mq-sms";
import type { Accepted, Lane, NewMessage } from "../packages/gateway/src/ledger/accept.ts";
import { cancelMessages } from "../packages/gateway/src/ledger/cancel.ts";
import type { World } from "./world.ts";

/** What a client has got. */
export interface Client {
  /** How many messages it asks for until they are promised. */
  readonly asked: number;
  /** Their ids, as soon as they are. */
  readonly promised: readonly string[];
}

const organizations = [
  "01940000-0000-7000-8000-000000000001",
  "01940000-0000-7000-8000-000000000002",
  "01940000-0000-7000-8000-000000000003",
];

const laneOf: Readonly<Record<SmsCategory, Lane>> = { otp: 0, transactional: 1, promotional: 2 };

/** How a process takes messages in. */
export type Accept = (messages: readonly NewMessage[]) => Promise<readonly Accepted[]>;

/**
 * Asks for messages, at some time within `ms`, under the same keys until they are promised; may
 * cancel one, and whom it writes to may opt out.
 */
export function startClient(
  world: World,
  database: Database,
  n: number,
  ms: number,
  accept: Accept,
): Client {
  const { clock, random, newId } = world;
  const organizationId = organizations[n % organizations.length] ?? "";
  const category = random.pick<SmsCategory>(["otp", "transactional", "promotional"]);
  const lane = laneOf[category];
  // Some are of no use before a dead worker's lease ends, or their turn comes.
  const validitySeconds = random.pick(
    category === "otp" ? [300, 300, 45, 10] : [86_400, 86_400, 20],
  );
  const asked = random.pick([1, 1, 1, 3]);
  const provider = random.pick([undefined, undefined, undefined, "one", "two"]);
  const promised: string[] = [];

  const phoneOf = (i: number) => `+8491${1_000_000 + n * 10 + i}`;
  const message = (i: number): NewMessage => ({
    organizationId,
    id: newId(),
    lane,
    category,
    recipient: phoneOf(i),
    body: `Message ${n}.${i}`,
    encoding: "GSM-7",
    segments: 1,
    validitySeconds,
    ...(provider !== undefined && { options: { provider } }),
    idempotency: {
      route: "messages",
      // The same as those of other organizations.
      key: `key-${Math.floor(n / organizations.length)}.${i}`,
      fingerprint: "00000000-0000-0000-0000-000000000001",
    },
  });

  const ask = async (): Promise<void> => {
    for (;;) {
      const messages = Array.from({ length: asked }, (_, i) => message(i));
      try {
        const accepted = await accept(messages);
        // A duplicate is an earlier try of ours whose answer was lost.
        for (const each of accepted) if (each.kind === "stored") promised.push(each.id);
        return;
      } catch {
        await clock.delay(1000);
      }
    }
  };

  const optOut = async (): Promise<void> => {
    await clock.during(
      Promise.resolve(
        world.database.orm.execute(sql`
          insert into opt_outs (organization_id, phone, opted_out_at, source)
          values (${organizationId}::uuid, ${phoneOf(0)}, now(), 'test')`),
      ),
    );
  };

  const live = async (): Promise<void> => {
    await clock.delay(random.below(ms));
    const changesItsMind = category === "promotional" && random.chance(0.2);
    const early = random.chance(0.5);
    if (changesItsMind && early) await optOut();
    await clock.delay(random.below(1000));
    await ask();
    await clock.delay(random.below(3000));
    if (changesItsMind && !early) await optOut();
    const [first] = promised;
    if (first !== undefined && random.chance(0.1))
      await cancelMessages(database, organizationId, [first]).catch(() => {});
  };
  void live();
  return { asked, promised };
}
