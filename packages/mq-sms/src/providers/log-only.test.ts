import { expect, test } from "bun:test";
import type { OutboundSms } from "../provider.ts";
import { otpMessage } from "../testing/vnpay-account.ts";
import { createProvider } from "./create-provider.ts";

const now = () => new Date(0);
const { signal } = new AbortController();

const noFetch = () => {
  throw new Error("Nothing may be sent");
};

test("hands the whole message to print, and to nobody else", async () => {
  const printed: OutboundSms[] = [];
  const print = (message: OutboundSms) => printed.push(message);
  const provider = createProvider("log-only", {}, { fetch: noFetch, now, print });
  expect(await provider.send(otpMessage, signal)).toEqual({
    kind: "accepted",
    providerMessageIds: [otpMessage.id],
  });
  expect(printed).toEqual([otpMessage]);
});

test("accepts nothing where nobody reads it", async () => {
  const provider = createProvider("log-only", {}, { fetch: noFetch, now });
  expect(await provider.send(otpMessage, signal)).toMatchObject({
    kind: "rejected",
    error: { code: "not_configured" },
  });
});

test("prints nothing once cancelled", async () => {
  const print = () => {
    throw new Error("Printed");
  };
  const provider = createProvider("log-only", {}, { fetch: noFetch, now, print });
  expect(await provider.send(otpMessage, AbortSignal.abort())).toMatchObject({
    kind: "rejected",
    error: { code: "cancelled" },
  });
});
