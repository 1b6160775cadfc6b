import { describe, expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { type Phone, parsePhone } from "mq-sms";
import { OtpSettings } from "../settings.ts";
import { countryPolicyOf, isSequence, neighboursOf, numberReasonOf, prefixOf } from "./number.ts";
import { OtpGuardSettings } from "./settings.ts";

const phoneOf = (number: string): Phone => {
  const phone = parsePhone(number);
  if (!phone.ok) throw new Error(`${number} is not valid: ${phone.reason}`);
  return phone;
};
const reasonOf = (number: string, guard: object = {}, otp: object = {}) => {
  const settings = Value.Parse(OtpGuardSettings, guard);
  const phone = phoneOf(number);
  const policy = countryPolicyOf(phone, Value.Parse(OtpSettings, otp), settings);
  return numberReasonOf(phone, policy, settings);
};

describe("numbers that get no code", () => {
  const countries = ["VN", "GB", "US"];
  test.each([
    ["a mobile number", "+84912345678", undefined],
    ["a number that may be mobile", "+14155550123", undefined],
    ["a landline", "+842438252525", "number_type"],
    ["a premium number", "+449098790000", "number_type"],
    ["a shared-cost number", "+448431234567", "number_type"],
    ["a personal number", "+447012345678", "number_type"],
    ["a satellite phone", "+8816123456789", "number_type"],
    ["an internet phone", "+445600123456", "number_type"],
    ["a country that is not on the list", "+33612345678", "country_denied"],
  ] as const)("%s", (_, number, reason) => {
    expect(reasonOf(number, {}, { countries })).toBe(reason);
  });

  test("an internet phone, where they are allowed, does", () => {
    expect(reasonOf("+445600123456", { allowVoip: true }, { countries })).toBeUndefined();
    expect(reasonOf("+449098790000", { allowVoip: true }, { countries })).toBe("number_type");
  });
});

describe("countries", () => {
  test("without a list, the one of national numbers is open", () => {
    expect(reasonOf("+84912345678")).toBeUndefined();
    expect(reasonOf("+14155550123")).toBe("country_denied");
    expect(reasonOf("+254712345678", {}, { region: "KE" })).toBeUndefined();
    expect(reasonOf("+84912345678", {}, { region: "KE" })).toBe("country_denied");
  });

  test("one on trial is open too", () => {
    expect(reasonOf("+14155550123", { monitorCountries: ["US"] })).toBeUndefined();
    expect(reasonOf("+8816123456789", { monitorCountries: ["US"] })).toBe("number_type");
  });
});

test.each([
  ["+84912345678", "+84912"],
  ["+14155550123", "+14155"],
  ["+254712345678", "+254712"],
])("the range of %s is %s", (number, prefix) => {
  expect(prefixOf(phoneOf(number))).toBe(prefix);
});

test("neighbours cross every boundary and keep their plus", () => {
  const neighbours = neighboursOf("+84912349999", 50);
  expect(neighbours.size).toBe(100);
  expect(neighbours.get(1)).toBe("+84912350000");
  expect(neighbours.get(-50)).toBe("+84912349949");
});

test.each([
  ["three and itself", [1, 2, 3], true],
  ["on both sides", [-20, -1, 30], true],
  ["the widest", [-25, 10, 25], true],
  ["too wide", [-25, 10, 26], false],
  ["two and itself", [1, 2], false],
  ["the same again", [1, 1, 1, 1], false],
  ["two pairs around it, too far apart", [-50, -49, 2, 3], false],
])("a sequence: %s", (_, distances, expected) => {
  expect(isSequence(distances, { sequenceNumbers: 4, sequenceSpan: 50 })).toBe(expected);
});
