import { expect, test } from "bun:test";
import { createNetworks, isGlobalAddress, toPlain } from "./addresses.ts";

test.each([
  ...["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"],
  ...["192.0.1.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8"],
  ...["2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1", "::ffff:808:808"],
])("%p may be anybody's", (address) => {
  expect(isGlobalAddress(address)).toBe(true);
});

test.each([
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255"],
  ...["127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255"],
  ...["192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255"],
  ...["198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1"],
  ...["255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  ...["0:0:0:0:0:ffff:a9fe:a9fe", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1"],
  ...["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::1"],
  ...["3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1"],
  ...["ff02::1", "::ffff:0:127.0.0.1", "localhost", "", "1.2.3", "0x7f.1"],
])("%p is not", (address) => {
  expect(isGlobalAddress(address)).toBe(false);
});

test("an IPv4 address in the guise of IPv6 is itself", () => {
  expect(toPlain("::ffff:10.1.2.3")).toBe("10.1.2.3");
  expect(toPlain("::FFFF:0A01:0203")).toBe("10.1.2.3");
  expect(toPlain("2001:4860:0:0::1")).toBe("2001:4860::1");
});

test("networks are those of a list, and a list that is none is refused", () => {
  const own = createNetworks(["10.1.0.0/16", "fd00::/8"]);
  expect(["10.1.2.3", "fd12::1"].every(own)).toBe(true);
  expect(["10.2.0.0", "fe00::1", "example.com"].some(own)).toBe(false);
  for (const cidr of [
    "10.0.0.0",
    "10.0.0.0/33",
    "fd00::/129",
    "example.com/8",
    "10.0.0.0/-1",
    "/8",
  ])
    expect(() => createNetworks([cidr])).toThrow(RangeError);
});
