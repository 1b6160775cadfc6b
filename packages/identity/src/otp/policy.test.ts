import { describe, expect, test } from "bun:test";
import { createSecretKey } from "node:crypto";
import { newUuid, systemClock, testOrganizationOf } from "@nx/core";
import { Value } from "@sinclair/typebox/value";
import { clientLimits, messageLimits } from "./policy.ts";
import { OtpSettings, otpSetting } from "./settings.ts";

const settingsWith = (overrides: object): OtpSettings => Value.Parse(OtpSettings, overrides);

test("of IPv6, the /56 counts too, and may have four times as much", () => {
  const limitsOf = (clientIp: string) =>
    clientLimits({ scope: "shop", clientIp }, "verify", settingsWith({})).map(
      ({ key, windows }) => [key, windows[0]?.max],
    );
  expect(limitsOf("2001:db8:1:2ff::1")).toEqual([
    ["ip|verify|shop|2001:db8:1:2ff::/64", 30],
    ["ip|verify|shop|2001:db8:1:200::/56", 120],
  ]);
  expect(limitsOf("2001:db8:1:7::1")[1]?.[0]).toBe("ip|verify|shop|2001:db8:1:0::/56");
  expect(limitsOf("::ffff:203.0.113.9")).toEqual([["ip|verify|shop|203.0.113.9", 30]]);
});

test("what is sent in test mode counts for its twin alone, not for the phone everywhere", () => {
  const organization = newUuid(systemClock);
  const secret = createSecretKey(Buffer.alloc(32, 1));
  const keysOf = (scope: string) =>
    messageLimits({ scope, phone: "+84912345678" }, settingsWith({}), secret).map(({ key }) => key);
  const shared = keysOf(organization).filter((key) => !key.includes(organization));
  expect(shared).toHaveLength(1);
  const twin = testOrganizationOf(organization);
  expect(keysOf(twin).filter((key) => !key.includes(twin))).toEqual([]);
  expect(keysOf(twin)).toHaveLength(2);
});

describe("the setting's own checks", () => {
  const pathsOf = (overrides: object) =>
    (otpSetting.check?.(settingsWith(overrides)) ?? []).map(({ path }) => path);

  test.each([
    ["the defaults", {}, []],
    ["the longest brand and code", { brand: "ABCDEFGHIJKLMNO", longCodeLength: 10 }, []],
    ["a text without a code", { texts: { en: "Hello" } }, ["/texts/en"]],
    ["an accented text of two parts", { texts: { vi: `${"ạ".repeat(70)}{code}` } }, ["/texts/vi"]],
    ["an accented text of one part", { texts: { vi: "{code} là mã của bạn" } }, []],
    [
      "a domain that makes texts spill",
      { webOtpDomain: `${"a".repeat(80)}.vn` },
      ["/texts/en", "/texts/vi"],
    ],
    ["a region that is none", { region: "XX" }, ["/region"]],
  ])("%s", (_, overrides, paths) => {
    expect(pathsOf(overrides)).toEqual(paths);
  });
});
