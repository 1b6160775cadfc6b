import { expect, test } from "bun:test";
import fc from "fast-check";
import { addressCheck, isNetwork, isOrigin } from "./allow-lists.ts";

test.each([
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.7", "203.0.113.8", false],
  ["203.0.113.8/29", "203.0.113.15", true],
  ["203.0.113.8/29", "203.0.113.16", false],
  ["203.0.113.9/24", "203.0.113.200", true],
  ["0.0.0.0/0", "198.51.100.1", true],
  ["2001:db8::/48", "2001:DB8:0:1::5", true],
  ["2001:db8::/48", "2001:db8:1::5", false],
  ["2001:db8::7", "2001:db8:0::7", true],
  // How a server that listens on IPv6 sees an IPv4 client.
  ["203.0.113.0/24", "::ffff:203.0.113.9", true],
  ["203.0.113.0/24", "::ffff:203.0.114.9", false],
  ["203.0.113.0/24", "203.0.113.9, 10.0.0.1", false],
  ["203.0.113.0/24", "", false],
])("%p admits %p: %p", (network, ip, admitted) => {
  expect(isNetwork(network)).toBe(true);
  expect(addressCheck([network])(ip)).toBe(admitted);
});

test("any of several networks admits", () => {
  const check = addressCheck(["203.0.113.7", "2001:db8::/48"]);
  expect([check("2001:db8::1"), check("203.0.113.7"), check("203.0.113.6")]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  "",
  "localhost",
  "203.0.113",
  "203.0.113.256",
  "0177.0.0.1",
  "203.0.113.0/33",
  "203.0.113.0/",
  "203.0.113.0/-1",
  "203.0.113.0/08",
  "203.0.113.0/24/8",
  "2001:db8::/129",
  "fe80::1%eth0",
  " 203.0.113.7",
  "203.0.113.7\n",
])("%p is no network", (text) => {
  expect(isNetwork(text)).toBe(false);
});

test("whatever is taken for a network can be checked", () => {
  const part = fc.constantFrom(..."0123456789abcdef.:/");
  fc.assert(
    fc.property(fc.string({ unit: part, maxLength: 30 }), fc.string(), (network, ip) => {
      if (isNetwork(network)) expect(addressCheck([network])(ip)).toBeBoolean();
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["https://shop.example", true],
  ["https://shop.example:8443", true],
  ["https://xn--bcher-kva.example", true],
  ["http://localhost:5173", true],
  ["http://127.0.0.1:3000", true],
  ["http://shop.example", false],
  ["http://localhost.evil.example", false],
  ["https://shop.example/", false],
  ["https://shop.example/path", false],
  ["https://Shop.example", false],
  ["https://shop.example:443", false],
  ["https://user@shop.example", false],
  ["https://*.shop.example", false],
  ["*", false],
  ["null", false],
  ["file://", false],
  ["", false],
])("%p is an origin: %p", (text, expected) => {
  expect(isOrigin(text)).toBe(expected);
});
