import { describe, expect, test } from "bun:test";
import { createKeyring } from "@nx/core";
import { createBounded } from "./bounded.ts";
import { createCodeHasher } from "./hash.ts";

const pepper = (id: string, fill: number) => ({
  id,
  key: Buffer.alloc(32, fill).toString("base64"),
});
const bounded = createBounded({ concurrency: 2, queue: 64, maxWaitMs: 5000 });
const peppers = (...keys: { id: string; key: string }[]) => {
  const result = createKeyring(keys);
  if (!result.ok) throw new Error("the peppers of this test are well-formed");
  return result.keyring;
};
const hasher = (...keys: { id: string; key: string }[]) =>
  createCodeHasher(peppers(...keys), bounded);
const binding = { scope: "default", challengeId: "a", purpose: "sign-in" };

const hashOf = async (code: string, by = hasher(pepper("p1", 1))) => {
  const hashed = await by.hash(code, binding);
  if (hashed === "busy") throw new Error("the hasher is idle in this test");
  return hashed;
};

describe("createCodeHasher", () => {
  test("matches the code and no other", async () => {
    const stored = [await hashOf("482915")];
    expect(await hasher(pepper("p1", 1)).matches("482915", binding, stored)).toBe(true);
    expect(await hasher(pepper("p1", 1)).matches("482916", binding, stored)).toBe(false);
  });

  test("matches any of several stored codes", async () => {
    const stored = [await hashOf("111111"), await hashOf("222222")];
    for (const code of ["111111", "222222"])
      expect(await hasher(pepper("p1", 1)).matches(code, binding, stored)).toBe(true);
  });

  test.each([
    ["scope", { ...binding, scope: "other" }],
    ["challenge", { ...binding, challengeId: "b" }],
    ["purpose", { ...binding, purpose: "payment" }],
  ])("a hash moved to another %s matches nothing", async (_, elsewhere) => {
    const stored = [await hashOf("482915")];
    expect(await hasher(pepper("p1", 1)).matches("482915", elsewhere, stored)).toBe(false);
  });

  test("without the pepper the code matches nothing", async () => {
    const stored = [await hashOf("482915")];
    expect(await hasher(pepper("p1", 2)).matches("482915", binding, stored)).toBe(false);
  });

  test("an older pepper still verifies after a new one took over", async () => {
    const stored = [await hashOf("482915")];
    const rotated = hasher(pepper("p2", 2), pepper("p1", 1));
    expect(await rotated.matches("482915", binding, stored)).toBe(true);
    expect((await hashOf("482915", rotated)).pepperId).toBe("p2");
  });

  test("a damaged hash is a code that does not match", async () => {
    const stored = [{ hash: "not a hash", pepperId: "p1" }];
    expect(await hasher(pepper("p1", 1)).matches("482915", binding, stored)).toBe(false);
  });

  test("stores argon2id with the documented cost, and never the code", async () => {
    const { hash } = await hashOf("482915");
    expect(hash).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(hash).not.toContain("482915");
  });

  test("pretending costs what a comparison costs", async () => {
    const by = hasher(pepper("p1", 1));
    const stored = [await hashOf("482915", by)];
    const medianOf = async (work: () => Promise<unknown>) => {
      const times = [];
      for (let n = 0; n < 9; n += 1) {
        const started = performance.now();
        await work();
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const comparing = await medianOf(() => by.matches("000000", binding, stored));
    const pretending = await medianOf(() => by.pretend());
    expect(pretending).toBeGreaterThan(comparing / 3);
    expect(pretending).toBeLessThan(comparing * 3);
  });

  test("says busy when nothing more may wait", async () => {
    const none = createBounded({ concurrency: 0, queue: 0, maxWaitMs: 0 });
    const full = createCodeHasher(peppers(pepper("p1", 1)), none);
    expect(await full.pretend()).toBe("busy");
    expect(await full.matches("482915", binding, [])).toBe("busy");
    expect(await full.hash("482915", binding)).toBe("busy");
  });
});
