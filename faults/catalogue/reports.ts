import { sql } from "drizzle-orm";
import type { OnCallback, Passed } from "../balancer.ts";
import { count, kept } from "../look.ts";
import type { Fault } from "../scene.ts";
import { eventually } from "../waiting.ts";
import { usual } from "./parts.ts";

/** What came of callbacks that should have been taken, or should not. */
const seen = { wrong: 0, copies: 0 };

const tenTimes: OnCallback = async (callback, deliver) => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => deliver(callback)));
  seen.copies += replies.length;
  seen.wrong += replies.filter(({ status }) => status !== 200).length;
  return new Response(null, { status: 200 });
};

const withHeader = (callback: Passed, name: string, value?: string): Passed => {
  const headers = new Headers(callback.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return { ...callback, headers };
};

const signature = "x-twilio-signature";

/** What somebody could make of a callback without the secret. */
const forgeries = (callback: Passed): readonly Passed[] => {
  const given = callback.headers.get(signature) ?? "";
  const failed = callback.body.replaceAll(/=(sent|delivered)\b/g, "=failed");
  return [
    withHeader({ ...callback, body: failed }, signature),
    { ...callback, body: failed },
    withHeader(callback, signature, `${given[0] === "A" ? "B" : "A"}${given.slice(1)}`),
    withHeader(callback, signature, ""),
    { ...callback, body: `${callback.body}&ErrorCode=30003` },
    { ...callback, path: callback.path.replace(/\d(?=\D*$)/, "7x") },
    { ...callback, path: callback.path.replace("/in/twilio/", "/in/vonage/") },
    { ...callback, path: callback.path.replace("/in/twilio/", "/in/nobody/") },
  ];
};

/** Forged ones first, then the right one, then the right one again, as an eavesdropper would. */
const forgedBefore: OnCallback = async (callback, deliver) => {
  for (const forgery of forgeries(callback)) {
    const { status } = await deliver(forgery);
    seen.copies += 1;
    if (status < 400 || status >= 500) seen.wrong += 1;
  }
  const reply = await deliver(callback);
  const { status } = await deliver(callback);
  if (reply.status !== 200 || status !== 200) seen.wrong += 1;
  return reply;
};

/** Callbacks that come too often, or from others: F28, F30. F29 is among F7. */
export const reports: readonly Fault[] = [
  {
    ...usual,
    id: "F28",
    name: "each report ten times at once",
    quick: true,
    messages: 150,
    perSecond: 50,
    provider: false,
    onCallback: tenTimes,
    disturb: async () => {},
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered", await eventually(isDone, 20));
      scene.require("each copy is answered with 200", seen.wrong === 0 && seen.copies > 0);
      const doubled = await count(
        scene,
        sql`select count(*) from (
        select from told_events where key like 'r%.%'
        group by message_id, data->>'report' having count(*) > 1) doubled`,
      );
      scene.require("each report is one event", doubled === 0);
    },
  },
  {
    ...usual,
    id: "F30",
    name: "forged reports (no, wrong and empty signature, other body, path, account), and replays",
    quick: true,
    messages: 100,
    perSecond: 50,
    provider: false,
    onCallback: forgedBefore,
    disturb: async () => {},
    async check(scene) {
      const isDone = async () => (await kept(scene)).every(({ status }) => status === "DELIVERED");
      scene.require("all are delivered", await eventually(isDone, 20));
      scene.require(
        "each forgery is refused, each replay answered with 200",
        seen.wrong === 0 && seen.copies > 0,
      );
      const events = await count(
        scene,
        sql`select count(*) from told_events where data->>'report' = 'failed'`,
      );
      scene.require("no forgery leaves a trace", events === 0);
    },
  },
];
