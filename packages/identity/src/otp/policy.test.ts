import { describe, expect, test } from "bun:test";
import { createSecretKey } from "node:crypto";
import { newUuid, systemClock, testOrganizationOf } from "@nx/core";
import { Value } from "@sinclair/typebox/value";
import { parsePhone } from "mq-sms";
import { addressBucket, mayReceiveCodes, messageLimits } from "./policy.ts";
import { OtpSettings, otpSetting } from "./settings.ts";

const settingsWith = (overrides: object): OtpSettings => Value.Parse(OtpSettings, overrides);

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is counted as %s", (address, bucket) => {
  expect(addressBucket(address)).toBe(bucket);
});

describe("mayReceiveCodes", () => {
  const everywhere = settingsWith({ countries: ["VN", "GB", "US"] });
  test.each([
    ["a mobile number", "+84912345678", true],
    ["a number that may be mobile", "+14155550123", true],
    ["a landline", "+842438252525", false],
    ["a premium number", "+449098790000", false],
    ["a shared-cost number", "+448431234567", false],
    ["a personal number", "+447012345678", false],
    ["a satellite phone", "+8816123456789", false],
    ["a country that is not on the list", "+33612345678", false],
  ])("%s", (_, number, allowed) => {
    const phone = parsePhone(number);
    if (!phone.ok) throw new Error(`${number} is not valid: ${phone.reason}`);
    expect(mayReceiveCodes(phone, everywhere)).toBe(allowed);
  });
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
