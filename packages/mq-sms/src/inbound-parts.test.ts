import { expect, test } from "bun:test";
import fc from "fast-check";
import type { InboundFact } from "./callbacks/facts.ts";
import { createPartJoiner } from "./inbound-parts.ts";

const part = (number: number, total: number, changes: Partial<InboundFact> = {}): InboundFact => ({
  from: "+84912345678",
  to: "8583",
  text: `<${number}>`,
  providerMessageId: `id${number}`,
  part: { reference: "7", number, total },
  ...changes,
});
const joiner = (at = () => new Date(0)) => createPartJoiner({ now: at, most: 3 });

test("a message that is no part is given back", () => {
  const { part: _, ...whole } = part(1, 1);
  expect(joiner().add(whole)).toEqual(whole);
});

test("parts in any order, and twice, are one text", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }).chain((total) =>
        fc.record({
          total: fc.constant(total),
          order: fc.shuffledSubarray(
            Array.from({ length: total }, (_, index) => index + 1),
            { minLength: total },
          ),
          repeats: fc.array(fc.integer({ min: 0, max: total - 2 })),
        }),
      ),
      ({ total, order, repeats }) => {
        const { add } = joiner();
        const last = order.at(-1) ?? 0;
        for (const number of order.slice(0, -1)) expect(add(part(number, total))).toBeUndefined();
        for (const index of repeats) expect(add(part(order[index] ?? 1, total))).toBeUndefined();
        const text = Array.from({ length: total }, (_, index) => `<${index + 1}>`).join("");
        expect(add(part(last, total))).toEqual({
          from: "+84912345678",
          to: "8583",
          text,
          providerMessageId: "id1",
        });
      },
    ),
  );
});

test("another phone, sender, reference or length is another text", () => {
  const { add } = createPartJoiner({ now: () => new Date(0) });
  add(part(1, 2));
  for (const changes of [
    { from: "+84987654321" },
    { to: "8584" },
    { part: { reference: "8", number: 2, total: 2 } },
    { part: { reference: "7", number: 2, total: 3 } },
  ]) {
    expect(add(part(2, 2, changes))).toBeUndefined();
  }
  expect(add(part(2, 2))).toMatchObject({ text: "<1><2>" });
});

test("what waits too long is given out with its gaps, once", () => {
  let time = 0;
  const { add, expired } = joiner(() => new Date(time));
  add(part(3, 3));
  add(part(1, 3));
  time = 299_999;
  expect(expired()).toEqual([]);
  time = 300_000;
  expect(expired()).toMatchObject([{ text: "<1><3>", incomplete: true, providerMessageId: "id1" }]);
  expect(expired()).toEqual([]);
});

test("memory is bounded: the oldest gives way, and is not lost", () => {
  const { add, expired } = joiner();
  for (let reference = 1; reference <= 5; reference++) {
    add(
      part(1, 2, {
        part: { reference: String(reference), number: 1, total: 2 },
        text: `${reference}`,
      }),
    );
  }
  expect(expired().map(({ text }) => text)).toEqual(["1", "2"]);
});
