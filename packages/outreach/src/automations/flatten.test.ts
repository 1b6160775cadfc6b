import { describe, expect, test } from "bun:test";
import { type FlatStep, flatten } from "./flatten.ts";
import type { Step } from "./schemas.ts";

const query = { match: "all" as const, of: [{ messages: "replied" as const }] };
const say = (body: string) => ({ do: "send", body }) as const;

/** What is said on the way, where forks go as told. */
function walk(flat: readonly FlatStep[], answers: readonly boolean[]): string[] {
  const said: string[] = [];
  const left = [...answers];
  let at = 0;
  while (at < flat.length) {
    const step = flat[at];
    if (step?.do === "if") at = left.shift() ? at + 1 : step.otherwise;
    else if (step?.do === "goto") at = step.to;
    else {
      if (step?.do === "send") said.push(step.body ?? "");
      at += 1;
    }
  }
  return said;
}

describe("flatten", () => {
  const inner = { do: "if" as const, query, yes: [say("b")], no: [say("c"), say("d")] };
  const outer: Step = { do: "if", query, yes: [say("a"), inner, say("e")], no: [say("f")] };
  const flat = flatten([say("first"), outer, say("last")]);

  test.each([
    [
      [true, true],
      ["first", "a", "b", "e", "last"],
    ],
    [
      [true, false],
      ["first", "a", "c", "d", "e", "last"],
    ],
    [[false], ["first", "f", "last"]],
  ])("%j says %j", (answers, said) => {
    expect(walk(flat, answers)).toEqual(said);
  });

  test("a fork without another branch goes on behind it", () => {
    const steps = flatten([{ do: "if", query, yes: [say("a")] }, say("b")]);
    expect(walk(steps, [false])).toEqual(["b"]);
    expect(walk(steps, [true])).toEqual(["a", "b"]);
  });

  test("no step goes back", () => {
    for (const [at, step] of flat.entries()) {
      if (step.do === "if") expect(step.otherwise).toBeGreaterThan(at);
      if (step.do === "goto") expect(step.to).toBeGreaterThan(at);
    }
  });
});
