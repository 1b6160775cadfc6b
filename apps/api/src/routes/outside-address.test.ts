import { expect, test } from "bun:test";
import { addressProblems } from "./outside-address.ts";

test.each(["https://api.twilio.com", "https://sms.example.vn:8443/base"])(
  "%s may be an organization's",
  (baseUrl) => {
    expect(addressProblems({ baseUrl, restBaseUrl: baseUrl, sender: "NXDEMO" })).toEqual([]);
  },
);

test.each([
  "http://api.example.com",
  "https://localhost",
  "https://127.0.0.1",
  "https://0x7f.1",
  "https://2130706433",
  "https://[::1]",
  "https://[::ffff:10.0.0.1]",
  "https://8.8.8.8",
  "https://postgres",
  "https://metadata.google.internal",
  "https://printer.local",
  "https://db.localhost",
  "https://api.example.com.",
  "no address",
])("%s may not", (address) => {
  for (const field of ["baseUrl", "restBaseUrl"])
    expect(addressProblems({ [field]: address })).toMatchObject([
      { path: `/${field}`, code: "not_allowed" },
    ]);
});

test("nor may it allow http on this machine", () => {
  expect(addressProblems({ allowInsecureLoopback: true })).toHaveLength(1);
  expect(addressProblems({ allowInsecureLoopback: false })).toEqual([]);
});
