import { expect, test } from "bun:test";
import { describeProvider, openLoopback } from "../../testing/index.ts";
import { otpMessage, vnpayInput, vnpaySecret } from "../../testing/vnpay-account.ts";
import { createProvider } from "../create-provider.ts";

const clientOf = (baseUrl: string, timeoutMs = 10_000) =>
  createProvider("vnpay", { ...vnpayInput, baseUrl, allowInsecureLoopback: true, timeoutMs });

describeProvider("VNPAY", {
  create: (baseUrl) => clientOf(baseUrl),
  message: otpMessage,
  acceptedBody: ({ body }) =>
    JSON.stringify({ messageId: JSON.parse(body).messageId, status: "00", providerId: "109100" }),
  secrets: [vnpayInput.partnerCode, vnpaySecret],
});

test("the account's own timeout ends a call that is never answered: unknown", async () => {
  using server = await openLoopback({});
  const outcome = await clientOf(server.url, 50).send(otpMessage, new AbortController().signal);
  expect(outcome).toEqual({ kind: "unknown", error: { code: "timeout", provider: "vnpay" } });
  expect(server.requests).toHaveLength(1);
});

test("health is whether anything answers, without sending a message", async () => {
  const check = (url: string) => clientOf(url).checkHealth?.(AbortSignal.timeout(1000));
  using server = await openLoopback({
    request: (socket) => socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
  });
  expect(await check(server.url)).toEqual({ reachable: true });
  expect(server.requests.map(({ requestLine }) => requestLine)).toEqual(["HEAD / HTTP/1.1"]);
  expect(await check("http://127.0.0.1:1")).toEqual({ reachable: false });
});

test("tells the text as its route carries it", () => {
  const accented = createProvider("vnpay", { ...vnpayInput, text: { unaccented: false } });
  expect(createProvider("vnpay", vnpayInput).prepareText?.("Mã của bạn")).toBe("Ma cua ban");
  expect(accented.prepareText?.("Mã")).toBe("Mã");
});
