import { describe, expect, test } from "bun:test";
import { createKinds, groupAlike } from "./kinds.ts";

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

describe("groups of what is alike", () => {
  const alike = (items: readonly string[]) =>
    groupAlike(items, (item) => (item === "none" ? undefined : [item]));

  test("are worth it from ten on, or where all are alike", () => {
    const [a, b] = [Array<string>(10).fill("a"), Array<string>(9).fill("b")];
    expect(alike([...a, ...b, "none"])).toEqual({ groups: [a], others: [...b, "none"] });
    expect(alike(["b", "b"])).toEqual({ groups: [["b", "b"]], others: [] });
  });

  test("take in nothing that belongs to none, whatever many", () => {
    const none = Array<string>(20).fill("none");
    expect(alike(none)).toEqual({ groups: [], others: none });
    expect(alike([])).toEqual({ groups: [], others: [] });
  });
});
