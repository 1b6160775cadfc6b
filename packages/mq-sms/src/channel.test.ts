import { describe, expect, test } from "bun:test";
import { type ChannelResult, createSmsChannel } from "./channel.ts";
import { explainSendError, type SendErrorCode, sendErrors } from "./errors.ts";
import { rejected, unknown } from "./outcome.ts";
import type { OutboundSms, SmsProvider } from "./provider.ts";
import { defaultRules } from "./routing/rules.ts";
import { recordingProvider } from "./testing/index.ts";

const id = "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65";
const message = { to: "+84912345678", text: "Ma OTP cua ban la 482915" };
const path = ({ attempts }: ChannelResult) => attempts.map(({ provider }) => provider);

/** Ends every message with this error. */
const failing = (
  kind: string,
  fail: typeof rejected | typeof unknown,
  code: SendErrorCode = "unavailable",
) => recordingProvider(() => fail(kind, code), kind);

describe("a send", () => {
  test("gives the provider an E.164 number and says what became of it", async () => {
    const provider = recordingProvider();
    const channel = createSmsChannel({ providers: [provider], newId: () => id });
    const input = {
      to: "0912 345 678",
      region: "VN",
      text: "Mã",
      from: "NX",
      category: "otp",
    } as const;
    expect(await channel.send(input)).toEqual({
      id,
      to: "+84912345678",
      segments: 1,
      encoding: "UCS-2",
      outcome: { kind: "accepted", providerMessageIds: [id] },
      provider: "recording",
      attempts: [
        { provider: "recording", outcome: { kind: "accepted", providerMessageIds: [id] } },
      ],
      plan: {
        candidates: [
          {
            account: "recording",
            kind: "recording",
            reasons: [{ code: "order", place: 1 }],
            segments: 1,
          },
        ],
        excluded: [],
      },
    });
    expect(provider.sent).toEqual([
      { id, to: "+84912345678", text: "Mã", from: "NX", category: "otp" },
    ]);
  });

  test("counts the text as the provider sends it", async () => {
    const plain = {
      ...recordingProvider(),
      prepareText: (text: string) => text.normalize("NFD").replace(/\p{M}/gu, ""),
    };
    const channel = createSmsChannel({ providers: [plain] });
    const text = "ạ".repeat(100);
    expect(await channel.send({ ...message, text })).toMatchObject({
      segments: 1,
      encoding: "GSM-7",
    });
  });

  test("is transactional and has an id of its own unless told otherwise", async () => {
    const provider = recordingProvider();
    const channel = createSmsChannel({ providers: [provider] });
    await channel.send(message);
    await channel.send({ ...message, id, retryOfUnknown: true });
    expect(provider.sent[0]).not.toHaveProperty("retryOfUnknown");
    expect(provider.sent[1]?.retryOfUnknown).toBe(true);
    expect(provider.sent[0]?.category).toBe("transactional");
    expect(provider.sent[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(provider.sent[1]?.id).toBe(id);
  });

  test.each([
    ["no number", { to: "hello" }, "invalid_recipient"],
    ["a national number without a region", { to: "0912345678" }, "invalid_recipient"],
    ["no text", { text: "" }, "bad_content"],
    ["a NUL", { text: "a\0b" }, "bad_content"],
    ["a lone high surrogate", { text: "a\ud83d" }, "bad_content"],
    ["a lone low surrogate", { text: "\udc4b" }, "bad_content"],
  ] as const)("with %s is refused before any provider sees it", async (_, wrong, code) => {
    const provider = recordingProvider();
    const result = await createSmsChannel({ providers: [provider] }).send({ ...message, ...wrong });
    expect(result.outcome).toEqual({ kind: "rejected", error: { code, provider: "channel" } });
    expect(result.attempts).toEqual([]);
    expect(provider.sent).toEqual([]);
  });

  test("without providers is not configured", async () => {
    const { outcome } = await createSmsChannel({ providers: [] }).send(message);
    expect(outcome).toEqual(rejected("channel", "not_configured"));
  });
});

const codes = Object.keys(sendErrors).filter((code): code is SendErrorCode => code in sendErrors);

describe("the next provider", () => {
  test.each(codes)("is tried after a rejection that allows it (%s)", async (code) => {
    const { mayFailOver } = explainSendError({ code });
    const first = failing("first", rejected, code);
    const result = await createSmsChannel({ providers: [first, recordingProvider()] }).send(
      message,
    );
    expect(path(result)).toEqual(mayFailOver ? ["first", "recording"] : ["first"]);
    expect(result.outcome.kind).toBe(mayFailOver ? "accepted" : "rejected");
  });

  test.each(codes)("is never tried after an unknown outcome (%s)", async (code) => {
    const first = failing("first", unknown, code);
    const second = recordingProvider();
    const result = await createSmsChannel({ providers: [first, second] }).send(message);
    expect(result.outcome.kind).toBe("unknown");
    expect(second.sent).toEqual([]);
  });

  test("is never tried after a provider threw: it may have sent", async () => {
    const broken: SmsProvider = {
      ...recordingProvider(undefined, "broken"),
      send: async () => {
        throw new Error("Ma OTP cua ban la 482915");
      },
    };
    const second = recordingProvider();
    const result = await createSmsChannel({ providers: [broken, second] }).send(message);
    expect(result.outcome).toEqual(unknown("broken", "provider_error"));
    expect(second.sent).toEqual([]);
  });

  test("keeps the id, and the last refusal is the outcome when none is left", async () => {
    const first = failing("first", rejected);
    const second = failing("second", rejected, "no_route");
    const result = await createSmsChannel({ providers: [first, second] }).send({ ...message, id });
    expect(result).toMatchObject({ provider: "second", outcome: { error: { code: "no_route" } } });
    expect([...first.sent, ...second.sent].map((sms) => sms.id)).toEqual([id, id]);
  });

  test("is not tried for a message that names its one provider", async () => {
    const channel = createSmsChannel({
      providers: [failing("first", rejected), failing("second", rejected), recordingProvider()],
    });
    expect(path(await channel.send({ ...message, provider: "second" }))).toEqual(["second"]);
    const none = await channel.send({ ...message, provider: "third" });
    expect(none).toMatchObject({ attempts: [], outcome: { error: { code: "not_configured" } } });
  });
});

describe("limits", () => {
  const now = () => new Date("2026-01-02T08:00:00Z");

  /** Waits until its call is cut short. */
  const silent: SmsProvider = {
    ...recordingProvider(undefined, "silent"),
    send: (_, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(unknown("silent", "timeout")));
      }),
  };

  test("an attempt is cut short after its time", async () => {
    const channel = createSmsChannel({ providers: [silent], attemptTimeoutMs: 1 });
    expect((await channel.send(message)).outcome).toEqual(unknown("silent", "timeout"));
  });

  test("an attempt is cut short after its time, however late the deadline", async () => {
    const channel = createSmsChannel({ providers: [silent], attemptTimeoutMs: 1, now });
    const deadline = new Date(now().getTime() + 3_600_000);
    expect((await channel.send(message, { deadline })).outcome.kind).toBe("unknown");
  });

  test("an attempt is cut short at the deadline, if that is earlier", async () => {
    const channel = createSmsChannel({ providers: [silent], now });
    const deadline = new Date(now().getTime() + 1);
    expect((await channel.send(message, { deadline })).outcome.kind).toBe("unknown");
  });

  test("an attempt is cut short by the caller", async () => {
    const caller = new AbortController();
    const sending = createSmsChannel({ providers: [silent] }).send(message, {
      signal: caller.signal,
    });
    caller.abort();
    expect((await sending).outcome.kind).toBe("unknown");
  });

  test.each([
    ["after the deadline", { deadline: now() }],
    ["after the caller cancelled", { signal: AbortSignal.abort() }],
  ])("nothing is sent %s", async (_, options) => {
    const provider = recordingProvider();
    const result = await createSmsChannel({ providers: [provider], now }).send(message, options);
    expect(result.outcome).toEqual(rejected("recording", "cancelled"));
    expect(provider.sent).toEqual([]);
  });
});

describe("many messages", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...message, id: String(index) }));

  /** A provider with a bulk call of two messages. */
  const bulk = (
    answer = (sms: OutboundSms) => rejected("bulk", sms.id === "3" ? "bad_content" : "no_route"),
  ) => {
    const calls: string[][] = [];
    const provider: SmsProvider = {
      ...recordingProvider(answer, "bulk"),
      capabilities: { ...recordingProvider().capabilities, bulkSize: 2 },
      sendBatch: async (messages) => {
        calls.push(messages.map((sms) => sms.id));
        return messages.map(answer);
      },
    };
    return { provider, calls };
  };

  test("have one result each, in their order, also when some are refused at once", async () => {
    const provider = recordingProvider();
    const [first, , third] = many(3);
    if (!first || !third) throw new Error("Three messages were made");
    const results = await createSmsChannel({ providers: [provider] }).sendMany([
      first,
      { ...message, id: "1", to: "nobody" },
      third,
    ]);
    expect(results.map((result) => [result.id, result.outcome.kind])).toEqual([
      ["0", "accepted"],
      ["1", "rejected"],
      ["2", "accepted"],
    ]);
  });

  test("go through the bulk call, cut to its size, and only what may goes to the next", async () => {
    const { provider, calls } = bulk();
    const next = recordingProvider();
    const results = await createSmsChannel({ providers: [provider, next] }).sendMany(many(5));
    expect(calls).toEqual([
      ["0", "1"],
      ["2", "3"],
    ]);
    expect(next.sent.map((sms) => sms.id)).toEqual(["0", "1", "2", "4"]);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual([
      "accepted",
      "accepted",
      "accepted",
      "rejected",
      "accepted",
    ]);
  });

  test("are unknown where the bulk call tells too little or throws", async () => {
    const { provider } = bulk();
    const next = recordingProvider();
    const short: SmsProvider = {
      ...provider,
      sendBatch: async () => [rejected("bulk", "no_route")],
    };
    const broken: SmsProvider = {
      ...provider,
      sendBatch: async () => {
        throw new Error("broken");
      },
    };
    const kindsAfter = async (first: SmsProvider) => {
      const results = await createSmsChannel({ providers: [first, next] }).sendMany(many(2));
      return results.map(({ outcome }) => outcome.kind);
    };
    expect(await kindsAfter(short)).toEqual(["accepted", "unknown"]);
    expect(await kindsAfter(broken)).toEqual(["unknown", "unknown"]);
  });

  test("are sent at most eight at a time without a bulk call", async () => {
    let underWay = 0;
    let most = 0;
    const provider: SmsProvider = {
      ...recordingProvider(),
      send: async (sms) => {
        most = Math.max(most, ++underWay);
        await new Promise(setImmediate);
        underWay--;
        return { kind: "accepted", providerMessageIds: [sms.id] };
      },
    };
    const results = await createSmsChannel({ providers: [provider] }).sendMany(many(30));
    expect(results.map((result) => result.id)).toEqual(many(30).map((sms) => sms.id));
    expect(most).toBe(8);
  });
});

describe("rules and circuits", () => {
  const down = () => rejected("vnpay", "unavailable");
  const kinds = (results: readonly ChannelResult[]) => results.map(({ provider }) => provider);

  test("a rule chooses the provider for each message, also within one batch", async () => {
    const vnpay = recordingProvider(undefined, "vnpay");
    const africastalking = recordingProvider(undefined, "africastalking");
    const channel = createSmsChannel({ providers: [vnpay, africastalking], rules: defaultRules });
    const numbers = ["+84912345678", "+254711000001", "+84987654321"];
    const results = await channel.sendMany(numbers.map((to) => ({ to, text: "Hello" })));
    expect(kinds(results)).toEqual(["vnpay", "africastalking", "vnpay"]);
    expect(results[1]?.plan?.rule).toBe("Kenya");
  });

  test("what no provider can carry is refused for that reason", async () => {
    const gsm = recordingProvider(undefined, "gsm");
    const capabilities = { ...gsm.capabilities, unicode: false, maxTextLength: 10 };
    const channel = createSmsChannel({ providers: [{ ...gsm, capabilities }] });
    const outcomeOf = async (text: string) =>
      (await channel.send({ to: "+84912345678", text })).outcome;
    expect(await outcomeOf("ế")).toMatchObject({ error: { code: "unicode_not_supported" } });
    expect(await outcomeOf("a".repeat(11))).toMatchObject({ error: { code: "message_too_long" } });
    expect(gsm.sent).toEqual([]);
  });

  test("a provider that keeps failing is set back, probed, and comes again", async () => {
    let now = new Date("2026-01-02T08:00:00Z");
    let isDown = true;
    const vnpay = recordingProvider(
      ({ id }) => (isDown ? down() : { kind: "accepted", providerMessageIds: [id] }),
      "vnpay",
    );
    const twilio = recordingProvider(undefined, "twilio");
    let sent = 0;
    const newId = () => `message-${++sent}`;
    const channel = createSmsChannel({ providers: [vnpay, twilio], now: () => now, newId });
    const hello = { to: "+84912345678", text: "Hello" };
    const send = () => channel.send(hello);
    await channel.sendMany(Array.from({ length: 21 }, () => hello));
    expect(vnpay.sent).toHaveLength(21);

    expect((await send()).attempts.map(({ provider }) => provider)).toEqual(["twilio"]);
    expect(vnpay.sent).toHaveLength(21);
    isDown = false;
    for (let probes = 0; probes < 3; probes++) {
      now = new Date(now.getTime() + 60_000);
      expect((await send()).provider).toBe("vnpay");
    }
    now = new Date(now.getTime() + 60_000);
    const later = await Promise.all(Array.from({ length: 200 }, send));
    const share = kinds(later).filter((kind) => kind === "vnpay").length / later.length;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.5);
  });

  test("the only provider is tried, however often it has failed", async () => {
    const vnpay = recordingProvider(down, "vnpay");
    const channel = createSmsChannel({ providers: [vnpay] });
    for (let times = 0; times < 30; times++) {
      await channel.send({ to: "+84912345678", text: "Hello" });
    }
    expect(vnpay.sent).toHaveLength(30);
  });

  test("how long a text is of use is handed on", async () => {
    const vnpay = recordingProvider(undefined, "vnpay");
    const channel = createSmsChannel({ providers: [vnpay] });
    await channel.send({ to: "+84912345678", text: "Hello", validitySeconds: 300 });
    expect(vnpay.sent).toMatchObject([{ validitySeconds: 300 }]);
  });
});
