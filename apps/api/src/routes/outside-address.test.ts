import { expect, test } from "bun:test";
import { createOutboundHttp } from "@nx/core";
import { addressProblems } from "./outside-address.ts";

/** Every name leads to one address. */
const leadingTo = (address: string) => createOutboundHttp({ resolve: async () => [address] });
const problemsOf = (settings: object) => addressProblems(settings, leadingTo("8.8.8.8"));

test.each(["https://api.twilio.com", "https://sms.example.vn:8443/base"])(
  "%s may be an organization's",
  async (baseUrl) => {
    expect(await problemsOf({ baseUrl, restBaseUrl: baseUrl, sender: "NXDEMO" })).toEqual([]);
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
])("%s may not", async (address) => {
  for (const field of ["baseUrl", "restBaseUrl"])
    expect(await problemsOf({ [field]: address })).toMatchObject([
      { path: `/${field}`, code: "not_allowed" },
    ]);
});

test("nor may a name that leads inside", async () => {
  for (const address of ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8"])
    expect(
      await addressProblems({ baseUrl: "https://api.example.com" }, leadingTo(address)),
    ).toMatchObject([{ path: "/baseUrl", code: "not_allowed" }]);
});

test("nor may it allow http on this machine", async () => {
  expect(await problemsOf({ allowInsecureLoopback: true })).toHaveLength(1);
  expect(await problemsOf({ allowInsecureLoopback: false })).toEqual([]);
});
