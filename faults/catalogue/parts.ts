import type { Member } from "../processes.ts";
import type { ClientMessage, Scene } from "../scene.ts";
import { eventually } from "../waiting.ts";

/** What most faults are tried with. */
export const usual = {
  messages: 1500,
  perSecond: 150,
  apis: 2,
  workers: 2,
  provider: true,
} as const;

/** For faults that send their own messages. */
export const scripted = {
  messages: 0,
  perSecond: 1,
  apis: 1,
  workers: 1,
  provider: false,
} as const;

/** Kills members one after the other, at random moments, and starts each again. */
export async function killLoop(
  { random }: Scene,
  members: readonly Member[],
  [least, most]: readonly [number, number],
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    await Bun.sleep(least + random() * (most - least));
    const victim = members[Math.floor(random() * members.length)];
    await victim?.end("SIGKILL");
    victim?.start();
  }
}

/**
 * Kills them while there is load; after so many times no more, because on a busy machine they may need longer
 * to start than they live here.
 */
export function killSome(scene: Scene, members: readonly Member[]): Promise<void> {
  const kills = () => members.reduce((sum, member) => sum + member.kills(), 0);
  return killLoop(scene, members, [300, 1200], () => scene.isLoaded() && kills() < 20);
}

/** Kills all of them at once and starts them again. */
export async function killAll(members: readonly Member[]): Promise<void> {
  await Promise.all(members.map((member) => member.end("SIGKILL")));
  for (const member of members) member.start();
}

/** Phones for messages that a fault sends itself; `ending` has two digits. */
export const phones = (count: number, ending = "99"): readonly string[] =>
  Array.from({ length: count }, (_, n) => `+8498${String(n).padStart(4, "0")}9${ending}`);

/** Sends to all these phones at once. Resolves when each was answered with 202. */
export async function sendAll(
  { send }: Scene,
  to: readonly string[],
  category?: ClientMessage["category"],
): Promise<void> {
  await Promise.all(
    to.map(async (phone) => {
      const message = { phone, key: `to${phone.slice(1)}`, ...(category && { category }) };
      while ((await send(message))?.status !== 202) await Bun.sleep(200);
    }),
  );
}

/** The status that a member answers a GET with, and after how many ms; 0 where it does not. */
export async function ask(
  member: Member | undefined,
  path: string,
): Promise<{ status: number; tookMs: number }> {
  const started = performance.now();
  const reply = await fetch(`${member?.url()}${path}`, {
    keepalive: false,
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  return { status: reply?.status ?? 0, tookMs: performance.now() - started };
}

/** Waits until this member would take work. */
export const isReady = (member: Member | undefined): Promise<boolean> =>
  eventually(async () => (await ask(member, "/readyz")).status === 200, 15);
