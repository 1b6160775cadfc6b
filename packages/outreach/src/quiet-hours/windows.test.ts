import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Gate, isOpen, nextOpen, nextQuiet } from "./windows.ts";

const day = { from: "08:00", to: "21:00" };
const gate = (zone: string, from = day.from, to = day.to): Gate => ({ zone, window: { from, to } });
const at = (text: string) => new Date(text);

test.each<[what: string, gate: Gate, now: string, open: string]>([
  [
    "open",
    gate("Asia/Ho_Chi_Minh", "07:00", "22:00"),
    "2026-11-26T14:59:59Z",
    "2026-11-26T14:59:59Z",
  ],
  [
    "the last minute is over",
    gate("Asia/Ho_Chi_Minh", "07:00", "22:00"),
    "2026-11-26T15:00:00Z",
    "2026-11-27T00:00:00Z",
  ],
  ["Kathmandu, +5:45", gate("Asia/Kathmandu"), "2026-11-26T01:00:00Z", "2026-11-26T02:15:00Z"],
  [
    "New York, the night before summer time",
    gate("America/New_York"),
    "2027-03-14T02:00:00Z",
    "2027-03-14T12:00:00Z",
  ],
  [
    "New York, the night after",
    gate("America/New_York"),
    "2027-03-15T02:00:00Z",
    "2027-03-15T12:00:00Z",
  ],
  [
    "New York, the night before winter time",
    gate("America/New_York"),
    "2026-11-01T02:00:00Z",
    "2026-11-01T13:00:00Z",
  ],
  [
    "Berlin, into summer time",
    gate("Europe/Berlin"),
    "2027-03-27T22:00:00Z",
    "2027-03-28T06:00:00Z",
  ],
  [
    "Berlin, into winter time",
    gate("Europe/Berlin"),
    "2026-10-24T22:00:00Z",
    "2026-10-25T07:00:00Z",
  ],
  [
    "Sydney, into summer time",
    gate("Australia/Sydney"),
    "2026-10-03T13:00:00Z",
    "2026-10-03T21:00:00Z",
  ],
  [
    "Sydney, into winter time",
    gate("Australia/Sydney"),
    "2027-04-03T13:00:00Z",
    "2027-04-03T22:00:00Z",
  ],
  [
    "Lord Howe, half an hour forward",
    gate("Australia/Lord_Howe"),
    "2026-10-03T14:00:00Z",
    "2026-10-03T21:00:00Z",
  ],
  [
    "Lord Howe, half an hour back",
    gate("Australia/Lord_Howe"),
    "2027-04-03T14:00:00Z",
    "2027-04-03T21:30:00Z",
  ],
  [
    "a start that does not exist: when clocks have gone forward",
    gate("America/New_York", "02:30", "03:30"),
    "2027-03-14T06:00:00Z",
    "2027-03-14T07:00:00Z",
  ],
  [
    "a start in the missing half hour of Lord Howe",
    gate("Australia/Lord_Howe", "02:15", "05:00"),
    "2026-10-03T15:00:00Z",
    "2026-10-03T15:30:00Z",
  ],
  [
    "a start that comes twice: the first one",
    gate("America/New_York", "01:30", "06:00"),
    "2026-11-01T05:00:00Z",
    "2026-11-01T05:30:00Z",
  ],
  [
    "and the second one, as the clock shows quiet time between them",
    gate("America/New_York", "01:30", "06:00"),
    "2026-11-01T06:00:00Z",
    "2026-11-01T06:30:00Z",
  ],
  [
    "over midnight, before it",
    gate("UTC", "22:00", "02:00"),
    "2026-11-26T12:00:00Z",
    "2026-11-26T22:00:00Z",
  ],
  [
    "over midnight, after it",
    gate("UTC", "22:00", "02:00"),
    "2026-11-26T01:59:00Z",
    "2026-11-26T01:59:00Z",
  ],
  [
    "over midnight, closed",
    gate("UTC", "22:00", "02:00"),
    "2026-11-26T02:00:00Z",
    "2026-11-26T22:00:00Z",
  ],
  [
    "Santiago, whose midnight does not exist",
    gate("America/Santiago", "00:00", "02:00"),
    "2026-09-06T03:00:00Z",
    "2026-09-06T04:00:00Z",
  ],
])("%s", (_, one, now, open) => {
  expect(nextOpen([one], at(now))?.toISOString()).toBe(at(open).toISOString());
});

test("in several zones it is quiet as long as it is in any", () => {
  const gates = [gate("America/New_York"), gate("America/Los_Angeles")];
  expect(nextOpen(gates, at("2026-11-26T13:00:00Z"))).toEqual(at("2026-11-26T16:00:00Z"));
  expect(nextQuiet(gates, at("2026-11-26T16:00:00Z"))).toEqual(at("2026-11-27T02:00:00Z"));
});

test("zones that have no minute in common have none", () => {
  const gates = [
    gate("Pacific/Kiritimati", "08:00", "12:00"),
    gate("Pacific/Midway", "18:00", "22:00"),
  ];
  expect(nextOpen(gates, at("2026-11-26T13:00:00Z"))).toBeUndefined();
});

test("no gate is always open", () => {
  expect(nextOpen([], at("2026-11-26T13:00:00Z"))).toEqual(at("2026-11-26T13:00:00Z"));
  expect(nextQuiet([], at("2026-11-26T13:00:00Z"))).toBeUndefined();
});

const zones = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Santiago",
  "Africa/Cairo",
];
const wallTime = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
/** Days about which clocks change, and others. */
const moment = fc
  .tuple(
    fc.constantFrom(
      "2026-10-04",
      "2026-10-25",
      "2026-11-01",
      "2027-03-14",
      "2027-03-28",
      "2027-04-04",
      "2027-06-15",
    ),
    fc.integer({ min: -1440, max: 1440 }),
  )
  .map(([date, minutes]) => new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000));

test("the answer is allowed, and no earlier minute is", () => {
  const gates = fc.array(
    fc.record({
      zone: fc.constantFrom(...zones),
      window: fc.record({ from: wallTime, to: wallTime }),
    }),
    { minLength: 1, maxLength: 2 },
  );
  fc.assert(
    fc.property(gates, moment, (some, now) => {
      const open = nextOpen(some, now);
      const end = open?.getTime() ?? now.getTime() + 2 * 86_400_000;
      if (open) expect(isOpen(some, open)).toBe(true);
      for (let ms = now.getTime(); ms < end; ms += 60_000)
        expect(isOpen(some, new Date(ms))).toBe(false);
    }),
    { numRuns: 60 },
  );
});
