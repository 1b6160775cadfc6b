import { describe, expect, test } from "bun:test";
import { createSmsChannel } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { logOnlyOtpSender, smsOtpSender } from "./senders.ts";

const message = {
  id: crypto.randomUUID(),
  scope: "shop",
  phone: "+84912345678",
  text: "482915 is your code",
  validitySeconds: 300,
};
const { signal } = new AbortController();

describe("logOnlyOtpSender", () => {
  test("prints the text, and no more of the number than its end", async () => {
    const lines: string[] = [];
    const sender = logOnlyOtpSender({ production: false, print: (line) => lines.push(line) });
    expect(await sender.send(message, signal)).toMatchObject({ kind: "accepted" });
    expect(lines).toEqual(["SMS to ***678: 482915 is your code"]);
  });

  test("cannot be made for production", () => {
    expect(() => logOnlyOtpSender({ production: true, print: () => {} })).toThrow();
  });
});

describe("smsOtpSender", () => {
  const refusal = { kind: "rejected", error: { code: "bad_sender", provider: "x" } } as const;

  test("sends as category otp under the message's own id, and hands the outcome on", async () => {
    const provider = recordingProvider(() => refusal);
    const channel = createSmsChannel({ providers: [provider] });
    const sender = smsOtpSender({
      state: () => ({ ready: true, provider: "vnpay", fallbacks: [], standIn: false }),
      send: (given, by) => channel.send(given, by && { signal: by }),
    });
    expect(await sender.send(message, signal)).toEqual(refusal);
    expect(provider.sent).toMatchObject([
      {
        id: message.id,
        to: message.phone,
        text: message.text,
        category: "otp",
        validitySeconds: 300,
      },
    ]);
  });

  test("is ready when the component is", () => {
    const state = { ready: false, reason: "not_configured" } as const;
    const send = () => Promise.reject(new Error("not called"));
    expect(smsOtpSender({ state: () => state, send }).state("shop")).toEqual(state);
  });
});
