import { expect, test } from "bun:test";
import { createKinds } from "./kinds.ts";

test("items of one kind share it, wherever they come, and each kind is made once", () => {
  const made: string[] = [];
  const kindOf = createKinds(
    ({ sender, segments }: { sender?: string; segments: number }) => [sender, segments],
    ({ sender, segments }) => {
      made.push(`${sender} ${segments}`);
      return { n: made.length };
    },
  );
  const items = [
    { sender: "A", segments: 1 },
    { sender: "A", segments: 1 },
    { segments: 1 },
    { sender: "A", segments: 2 },
    { sender: "A", segments: 1 },
    { segments: 1 },
  ];
  expect(items.map((item) => kindOf(item).n)).toEqual([1, 1, 2, 3, 1, 2]);
  expect(made).toEqual(["A 1", "undefined 1", "A 2"]);
});
