import { expect, test } from "bun:test";
import { createProvider } from "../providers/create-provider.ts";
import { recordingFetch } from "./recording-fetch.ts";
import { otpMessage, vnpayInput } from "./vnpay-account.ts";

const { signal } = new AbortController();

test("keeps requests and answers by the script; a throw is a broken network", async () => {
  const { fetch, requests } = recordingFetch((_, index) => {
    if (index === 1) throw new TypeError("broken");
    return Response.json({ status: "00" });
  });
  const provider = createProvider("vnpay", vnpayInput, { fetch, now: () => new Date(0) });
  expect((await provider.send(otpMessage, signal)).kind).toBe("accepted");
  expect((await provider.send(otpMessage, signal)).kind).toBe("unknown");
  expect(requests.map(({ url, method }) => [method, url])).toEqual(
    Array(2).fill(["POST", "https://smsgw.example.vn/smsgw/sendSms"]),
  );
  expect(JSON.parse(requests[0]?.body ?? "{}")).toMatchObject({ destination: "0912345678" });
});
