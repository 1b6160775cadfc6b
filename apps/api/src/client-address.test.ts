import { expect, test } from "bun:test";
import { clientAddress } from "./client-address.ts";

test.each([
  ["a direct client", "203.0.113.9", undefined, "203.0.113.9"],
  ["a stranger's header is not believed", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["our proxy's is", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["only what our proxy wrote", "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
  ["through two of our proxies", "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
  ["garbage falls back to the connection", "10.0.0.1", "nonsense", "10.0.0.1"],
  ["nothing written", "10.0.0.1", undefined, "10.0.0.1"],
  ["a mapped address is one address", "::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"],
  ["no connection, as in a test", undefined, "198.51.100.1", undefined],
])("clientAddress: %s", (_, peer, forwarded, expected) => {
  const headers = forwarded === undefined ? undefined : { "x-forwarded-for": forwarded };
  const request = new Request("http://localhost/", headers && { headers });
  expect(clientAddress(request, peer, ["10.0.0.1", "10.0.0.2"])).toBe(expected);
});
