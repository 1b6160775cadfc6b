import { describe, expect, test } from "bun:test";
import { vietnameseNetwork, vietnameseNetworks } from "./networks.ts";

describe("vietnameseNetwork", () => {
  test.each([
    ["Viettel", "32 33 34 35 36 37 38 39 86 96 97 98"],
    ["VinaPhone", "81 82 83 84 85 88 91 94"],
    ["MobiFone", "70 76 77 78 79 89 90 93"],
    ["Vietnamobile", "52 56 58 92"],
    ["Gmobile", "59 99"],
    ["iTel", "87"],
    ["Wintel", "55"],
  ])("%s has %s", (name, prefixes) => {
    for (const prefix of prefixes.split(" ")) {
      const id = vietnameseNetwork(`+84${prefix}2345678`);
      expect<string | undefined>(id && vietnameseNetworks[id]).toBe(name);
    }
  });

  test("VinaPhone has the id that VNPAY reports", () => {
    expect(vietnameseNetwork("+84912345678")).toBe("109100");
  });

  test.each([
    ["fixed line", "+842438255555"],
    ["prefix of no network", "+84512345678"],
    ["another country with the same digits", "+34912345678"],
    ["too short", "+8491234567"],
    ["too long", "+849123456789"],
    ["national form", "0912345678"],
  ])("%s: not known", (_, number) => {
    expect(vietnameseNetwork(number)).toBeUndefined();
  });
});
