import { describe, expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { parsePhone } from "mq-sms";
import { mayReceiveCodes } from "./policy.ts";
import { OtpSettings, otpSetting } from "./settings.ts";

const settingsWith = (overrides: object): OtpSettings => Value.Parse(OtpSettings, overrides);

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
