import { describe, expect, test } from "bun:test";
import type { Field } from "../../callbacks/fields.ts";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { seededRandom } from "../../testing/seeded-random.ts";
import {
  inboundFields,
  reportFields,
  twilioAt,
  twilioCallback,
  twilioSid,
} from "../../testing/twilio-account.ts";

const reader = twilioAt();
const factsOf = (request: CallbackRequest): string => {
  const result = reader.readCallback?.(request);
  if (result?.kind !== "read") return none;
  return JSON.stringify([result.reports, result.inbound, result.consents]);
};
const none = "[[],[],[]]";

function formOf(fields: readonly Field[]): Uint8Array {
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  return new TextEncoder().encode(form.toString());
}

const inbound = (changes: object) => ({
  ...inboundFields,
  FromCity: "HANOI",
  FromCountry: "VN",
  SmsMessageSid: twilioSid,
  ToCountry: "US",
  ...changes,
});

describe("a text that holds names of parameters", () => {
  const { From, ...rest } = inboundFields;
  const stolen = "+15550001111";

  test.each<[string, string, readonly Field[]]>([
    [
      "is not cut at a second Body",
      "helloBodyworld",
      Object.entries({ ...rest, From, Body: "hello" }).concat([["Body", "world"]]),
    ],
    [
      "does not lose its beginning to the parameter before it",
      "helloBodyworld",
      Object.entries({ ...rest, From, ApiVersion: "2010-04-01Bodyhello", Body: "world" }),
    ],
    [
      "does not name another sender beside the real one",
      `helloFrom${stolen}`,
      Object.entries({ ...rest, Body: "hello", From: stolen }).concat([["From", From]]),
    ],
    [
      "does not name another sender instead of the real one",
      `helloFrom${stolen}G`,
      Object.entries({ ...rest, Body: "hello", From: stolen, G: `From${From}` }),
    ],
    [
      "does not swallow the real sender",
      `helloFrom${stolen}`,
      Object.entries({ ...rest, Body: "hello", From: `${stolen}From${From}` }),
    ],
    [
      "asks for nothing",
      `helloFrom${stolen}OptOutTypeSTOPP`,
      Object.entries({
        ...rest,
        Body: "hello",
        From: stolen,
        OptOutType: "STOP",
        P: `From${From}MessageSid${twilioSid}`,
      }),
    ],
  ])("%s", (_, text, fields) => {
    const genuine = twilioCallback({ ...inboundFields, Body: text }, { purpose: "inbound" });
    expect(factsOf(genuine)).toContain(text);
    expect(factsOf({ ...genuine, body: formOf(fields) })).toBe(none);
  });
});

/** Where a parameter begins in a signed text, and how long its name is. */
type Cut = readonly [index: number, length: number];

const knownName =
  /AccountSid|ApiVersion|Body|ErrorCode|From(?:City|Country)?|(?:Sms)?MessageSid|MessageStatus|NumMedia|OptOutType|SmsStatus|To(?:Country)?/g;

const randomOf = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];

/** Moves, drops and adds one to six borders; a name that is not in order is left out again. */
function cutAgain(signed: string, genuine: readonly Cut[], random: () => number): Field[] {
  const known = [...signed.matchAll(knownName)].map(
    ({ index, 0: name }): Cut => [index, name.length],
  );
  const capitals = [...signed.matchAll(/[A-Z]/g)].map(({ index }) => index);
  const cuts = new Map(genuine);
  for (let times = 1 + Math.floor(random() * 6); times > 0; times--) {
    const kind = random();
    if (kind < 0.3) cuts.delete(randomOf([...cuts.keys()], random) ?? 0);
    else if (kind < 0.7) cuts.set(...(randomOf(known, random) ?? [0, 1]));
    else cuts.set(randomOf(capitals, random) ?? 0, 1 + Math.floor(random() * 14));
  }
  const fields: [name: string, value: string][] = [];
  for (let index = 0; index < signed.length; ) {
    const last = fields.at(-1);
    const name = signed.slice(index, index + (cuts.get(index) ?? 0));
    if (last === undefined || (name !== "" && name >= last[0])) fields.push([name, ""]);
    else last[1] += signed[index];
    index += fields.at(-1) === last ? 1 : name.length;
  }
  return fields;
}

/** What was signed after the URL, and where the borders in it are. */
function signedBy({ body }: CallbackRequest): { signed: string; cuts: readonly Cut[] } {
  const given = [...new URLSearchParams(new TextDecoder().decode(body))];
  const cuts: Cut[] = [];
  let signed = "";
  for (const [name, value] of given.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    cuts.push([signed.length, name.length]);
    signed += name + value;
  }
  return { signed, cuts };
}

const query = "?attempt=try_1&end=1";
const text = `Hẹn From+15550001111GoBody AnyBody OptOutTypeSTOP MessageSid${twilioSid}Ha`;

test.each([
  ["a text full of names", twilioCallback(inbound({ Body: text }), { purpose: "inbound" })],
  [
    "a keyword",
    twilioCallback(inbound({ Body: "STOP", OptOutType: "STOP" }), { purpose: "inbound" }),
  ],
  [
    "a failure",
    twilioCallback(
      { ...reportFields, MessageStatus: "undelivered", ErrorCode: "30005" },
      { query },
    ),
  ],
])(
  "%s: 10,000 times cut otherwise under the same signature, it tells the same or nothing",
  (_, genuine) => {
    const random = seededRandom(20260103);
    const { signed, cuts } = signedBy(genuine);
    const expected = factsOf(genuine);
    const told = new Set<string>();
    for (let round = 0; round < 10_000; round++) {
      told.add(factsOf({ ...genuine, body: formOf(cutAgain(signed, cuts, random)) }));
    }
    expect(expected).not.toBe(none);
    expect([...told].filter((facts) => facts !== none && facts !== expected)).toEqual([]);
    // Some cuts fall where the genuine borders are: otherwise nothing was tried.
    expect(told).toContain(expected);
  },
);
