import { afterEach, describe, expect, test } from "bun:test";
import { createServer as createTlsServer } from "node:tls";
import type { ReceivedFacts } from "../../callbacks/facts.ts";
import type { OutboundSms, SendOutcome, SmsProvider } from "../../provider.ts";
import { seededRandom } from "../../testing/seeded-random.ts";
import { tlsFixture } from "../../testing/tls-fixture.ts";
import { smppStatuses } from "./codes.ts";
import { commands } from "./constants.ts";
import { smpp } from "./index.ts";
import { type Pdu, responseTo, writePdu } from "./pdu.ts";
import { openScriptedSmsc, type Received } from "./testing/scripted-smsc.ts";
import { smppAt, smppMessage, smppPassword } from "./testing/smpp-account.ts";

const soon = () => AbortSignal.timeout(5000);
const opened: SmsProvider[] = [];
const clientAt: typeof smppAt = (...account) => {
  const provider = smppAt(...account);
  opened.push(provider);
  return provider;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((provider) => provider.close?.()));
});

/** Answers everything as a good SMSC does. */
const accept = (unit: Received) => unit.answer();

/** Sends once to an SMSC that follows the script. */
async function sendTo(
  script: (unit: Received) => void,
  { settings = {}, message = {}, signal = soon() }: SendOptions = {},
) {
  await using smsc = await openScriptedSmsc(script);
  const outcome = await clientAt(smsc.port, settings).send({ ...smppMessage, ...message }, signal);
  expectDiscreet(outcome);
  return { outcome, submits: submitsOf(smsc.received) };
}
interface SendOptions {
  settings?: Parameters<typeof smppAt>[1];
  message?: Partial<OutboundSms>;
  signal?: AbortSignal;
}

const submitsOf = (received: readonly Pdu[]) =>
  received.filter(({ command }) => command === commands.submitShortMessage);
const isSubmit = ({ command }: Pdu) => command === commands.submitShortMessage;

function expectDiscreet(outcome: SendOutcome): void {
  const written = JSON.stringify(outcome);
  for (const secret of [smppMessage.text, "912345678", smppPassword]) {
    expect(written).not.toContain(secret);
  }
}

describe("a submit", () => {
  test("that is answered is accepted, under the id of the SMSC", async () => {
    const { outcome, submits } = await sendTo(({ answer }) => answer(0, Buffer.from("4F2A\0")));
    expect(outcome).toEqual({ kind: "accepted", providerMessageIds: ["4F2A"], segments: 1 });
    expect(submits).toHaveLength(1);
    // Sender, recipient and a receipt on success and failure.
    expect(submits[0]?.body.toString("latin1")).toBe(
      "\0\x05\0NXDEMO\0\x01\x0184912345678\0\0\0\0\0\0\x01\0\0\0\x0dMa OTP 123456",
    );
  });

  test("of a long text is one per part, with the ids of all", async () => {
    let id = 0;
    const script = ({ answer }: Received) => answer(0, Buffer.from(`id${++id}\0`));
    const { outcome } = await sendTo(script, { message: { text: "x".repeat(400) } });
    expect(outcome).toEqual({
      kind: "accepted",
      providerMessageIds: ["id1", "id2", "id3"],
      segments: 3,
    });
  });

  test.each([
    ["84999", "\x01\x01"],
    ["+84912345678", "\x01\x01"],
    ["8583", "\x03\0"],
    ["ACME", "\x05\0"],
  ])("from %s has the type of its form", async (from, type) => {
    const { submits } = await sendTo(accept, {
      message: { from: from === "84999" ? "8499999" : from },
    });
    const digits = from === "84999" ? "8499999" : from.replace("+", "");
    expect(submits[0]?.body.toString("latin1")).toStartWith(`\0${type}${digits}\0`);
  });

  const rows = Object.entries(smppStatuses).map(([status, meaning]) => ({
    status: Number(status),
    ...meaning,
  }));
  test.each(rows)("answered with $status $name: $outcome, $error", async (row) => {
    const { outcome, submits } = await sendTo(({ answer }) => answer(row.status));
    expect(outcome).toMatchObject({
      kind: row.outcome,
      error: {
        code: row.error,
        provider: "smpp",
        providerCode: `0x${row.status.toString(16).padStart(2, "0")}`,
      },
    });
    expect(submits).toHaveLength(1);
  });

  test.each([0x0400, 0x04ff, 0x0500, 0x10, 0xffffffff])(
    "answered with %d, which is in no table: unknown",
    async (status) => {
      const { outcome } = await sendTo(({ answer }) => answer(status));
      expect(outcome).toMatchObject({ kind: "unknown", error: { code: "unrecognized_code" } });
    },
  );

  test("throttled says when to come back", async () => {
    const { outcome } = await sendTo(({ answer }) => answer(0x58));
    expect(outcome).toMatchObject({ error: { code: "throttled", retryAfterSeconds: 1 } });
  });

  test("accepted without an id, or nacked: by what was said", async () => {
    const empty = await sendTo(({ answer }) => answer(0, Buffer.from("\0")));
    expect(empty.outcome).toMatchObject({
      kind: "unknown",
      error: { code: "unreadable_response" },
    });
    const nacked = await sendTo(({ socket, sequence }) =>
      socket.write(
        writePdu({ command: commands.genericNack, status: 3, sequence, body: Buffer.alloc(0) }),
      ),
    );
    expect(nacked.outcome).toMatchObject({ kind: "rejected", error: { code: "bad_request" } });
  });
});

describe("unknown, once it was written:", () => {
  const silent = () => undefined;
  test.each<[string, (unit: Received) => void, string]>([
    ["the connection is reset", ({ socket }) => socket.resetAndDestroy(), "connection_lost"],
    ["the connection is closed", ({ socket }) => socket.end(), "connection_lost"],
    [
      "a unit with an impossible length",
      ({ socket }) => socket.write(Buffer.alloc(16)),
      "connection_lost",
    ],
    [
      "a nack of nothing",
      ({ socket }) =>
        socket.write(
          writePdu({
            command: commands.genericNack,
            status: 2,
            sequence: 0,
            body: Buffer.alloc(0),
          }),
        ),
      "connection_lost",
    ],
    ["half a response", (unit) => socketHalf(unit), "connection_lost"],
    ["no response in time", silent, "timeout"],
    [
      "a response to another sequence",
      (unit) =>
        unit.socket.write(writePdu(responseTo({ ...unit, sequence: 999 }, 0, Buffer.from("x\0")))),
      "timeout",
    ],
    [
      "a response to another command",
      (unit) => unit.socket.write(writePdu(responseTo({ ...unit, command: 3 }, 0))),
      "timeout",
    ],
  ])("%s", async (_, misbehave, code) => {
    const script = (unit: Received) => (isSubmit(unit) ? misbehave(unit) : unit.answer());
    const { outcome, submits } = await sendTo(script, { settings: { responseTimeoutMs: 50 } });
    expect<unknown>(outcome).toEqual({ kind: "unknown", error: { code, provider: "smpp" } });
    expect(submits).toHaveLength(1);
  });

  function socketHalf(unit: Received) {
    unit.socket.end(writePdu(responseTo(unit, 0, Buffer.from("id\0"))).subarray(0, 17));
  }

  test("the caller gives up", async () => {
    const caller = new AbortController();
    const { outcome } = await sendTo((unit) => (isSubmit(unit) ? caller.abort() : unit.answer()), {
      signal: caller.signal,
      settings: { responseTimeoutMs: 500 },
    });
    expect(outcome).toEqual({ kind: "unknown", error: { code: "timeout", provider: "smpp" } });
  });

  test("some parts of a long text were taken", async () => {
    let parts = 0;
    const script = (unit: Received) => unit.answer(isSubmit(unit) && ++parts === 2 ? 0x58 : 0);
    const { outcome, submits } = await sendTo(script, { message: { text: "x".repeat(400) } });
    expect(outcome).toMatchObject({
      kind: "unknown",
      error: { code: "throttled", providerCode: "0x58" },
    });
    // The rest is not worth sending.
    expect(submits).toHaveLength(2);
  });

  test("a first part that is refused is a refusal, and ends the text", async () => {
    const script = ({ answer }: Received) => answer(0x0b);
    const { outcome, submits } = await sendTo(script, { message: { text: "x".repeat(400) } });
    expect(outcome).toMatchObject({ kind: "rejected", error: { code: "invalid_recipient" } });
    expect(submits).toHaveLength(1);
  });
});

describe("rejected, because nothing was sent:", () => {
  const rejection = (code: string) => ({ kind: "rejected", error: { code, provider: "smpp" } });

  test("nobody listens, now and for a while", async () => {
    const smsc = await openScriptedSmsc(accept);
    await smsc.kill();
    const provider = clientAt(smsc.port);
    for (let times = 0; times < 3; times++) {
      expect<unknown>(await provider.send(smppMessage, soon())).toEqual(rejection("unavailable"));
    }
    expect(await provider.checkHealth?.(soon())).toEqual({ reachable: false });
  });

  test.each([
    [0x0d, "bad_credentials"],
    [0x0e, "bad_credentials"],
    [0x0f, "bad_credentials"],
    [0x53, "bad_credentials"],
    [0x05, "unavailable"],
    [0x08, "unavailable"],
    [0x999, "unavailable"],
  ])("the bind is refused with %d: %s, and not tried again at once", async (status, code) => {
    await using smsc = await openScriptedSmsc(({ answer }) => answer(status), { takesBinds: true });
    const provider = clientAt(smsc.port);
    const expected = { kind: "rejected", error: { code, provider: "smpp" } };
    expect<unknown>(await provider.send(smppMessage, soon())).toMatchObject(expected);
    if (code === "bad_credentials") {
      expect(await provider.checkHealth?.(soon())).toEqual({
        reachable: true,
        credentialsAccepted: false,
      });
      expect<unknown>(await provider.send(smppMessage, soon())).toMatchObject(expected);
      expect(smsc.received).toHaveLength(1);
    }
  });

  test("the bind is never answered", async () => {
    await using smsc = await openScriptedSmsc(() => undefined, { takesBinds: true });
    const provider = clientAt(smsc.port, { bindTimeoutMs: 50 });
    expect<unknown>(await provider.send(smppMessage, soon())).toEqual(rejection("unavailable"));
  });

  test("the certificate does not fit", async () => {
    const server = createTlsServer({ key: tlsFixture.key, cert: tlsFixture.localhost });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const provider = clientAt(port, { tls: true });
    expect<unknown>(await provider.send(smppMessage, soon())).toEqual(rejection("unavailable"));
    server.close();
  });

  test("the caller gave up before, or while it waited for a place", async () => {
    const { outcome, submits } = await sendTo(accept, { signal: AbortSignal.abort() });
    expect<unknown>(outcome).toEqual(rejection("cancelled"));
    expect(submits).toHaveLength(0);

    const held: Received[] = [];
    await using smsc = await openScriptedSmsc((unit) =>
      isSubmit(unit) ? held.push(unit) : unit.answer(),
    );
    const provider = clientAt(smsc.port, { window: 1 });
    const first = provider.send(smppMessage, soon());
    const caller = new AbortController();
    const second = provider.send(smppMessage, caller.signal);
    const third = provider.send(smppMessage, AbortSignal.timeout(30));
    caller.abort();
    expect<unknown>(await second).toEqual(rejection("cancelled"));
    expect<unknown>(await third).toEqual(rejection("unavailable"));
    held[0]?.answer();
    expect((await first).kind).toBe("accepted");
    expect(submitsOf(smsc.received)).toHaveLength(1);
  });

  test("a text with more parts than can be numbered", async () => {
    const { outcome } = await sendTo(accept, { message: { text: "x".repeat(40_000) } });
    expect<unknown>(outcome).toEqual(rejection("message_too_long"));
  });
});

describe("the window", () => {
  test("is never exceeded, and is used", async () => {
    let open = 0;
    let most = 0;
    await using smsc = await openScriptedSmsc((unit) => {
      if (!isSubmit(unit)) return unit.answer();
      open++;
      most = Math.max(most, open);
      setImmediate(() => {
        open--;
        unit.answer();
      });
    });
    const provider = clientAt(smsc.port, { window: 7 });
    const batch = Array.from({ length: 200 }, (_, index) => ({ ...smppMessage, id: `${index}` }));
    const outcomes = (await provider.sendBatch?.(batch, soon())) ?? [];
    expect(outcomes.filter(({ kind }) => kind === "accepted")).toHaveLength(200);
    expect(most).toBe(7);
  });

  test("a submit that its caller left keeps its place until it is answered", async () => {
    const held: Received[] = [];
    await using smsc = await openScriptedSmsc((unit) =>
      isSubmit(unit) ? held.push(unit) : unit.answer(),
    );
    const provider = clientAt(smsc.port, { window: 1 });
    expect((await provider.send(smppMessage, AbortSignal.timeout(30))).kind).toBe("unknown");
    const next = provider.send(smppMessage, soon());
    await provider.checkHealth?.(soon());
    expect(held).toHaveLength(1);
    held[0]?.answer();
    while (held.length < 2) await Bun.sleep(1);
    held[1]?.answer();
    expect((await next).kind).toBe("accepted");
  });

  test("a throughput spreads the starts", async () => {
    let last = 0;
    const script = (unit: Received) => {
      last = performance.now();
      unit.answer();
    };
    await using smsc = await openScriptedSmsc(script);
    const provider = clientAt(smsc.port, { throughput: 100 });
    const batch = Array.from({ length: 6 }, () => smppMessage);
    // From before the first: it may arrive late, and the last one never early.
    const begun = performance.now();
    await provider.sendBatch?.(batch, soon());
    expect(last - begun).toBeGreaterThan(45);
  });
});

describe("the session", () => {
  test("is one for all messages, a transmitter while nobody receives", async () => {
    await using smsc = await openScriptedSmsc(accept);
    const provider = clientAt(smsc.port);
    await Promise.all([1, 2, 3].map(() => provider.send(smppMessage, soon())));
    const binds = smsc.received.filter(({ command }) => command === commands.bindTransmitter);
    expect(binds).toHaveLength(1);
    expect(smsc.sockets.size).toBe(1);
  });

  test("answers signs of life, and what it does not know", async () => {
    const answers: Pdu[] = [];
    await using smsc = await openScriptedSmsc((unit) => {
      answers.push(unit);
      if (isSubmit(unit)) {
        for (const command of [commands.enquireLink, 0x99]) {
          const body = Buffer.alloc(0);
          unit.socket.write(writePdu({ command, status: 0, sequence: 70 + command, body }));
        }
      }
      unit.answer();
    });
    await clientAt(smsc.port).send(smppMessage, soon());
    await clientAt(smsc.port).send(smppMessage, soon());
    expect(answers).toContainEqual(
      expect.objectContaining({ command: 0x80000015, sequence: 70 + 0x15 }),
    );
    expect(answers).toContainEqual(
      expect.objectContaining({ command: commands.genericNack, status: 3, sequence: 70 + 0x99 }),
    );
  });

  test("that no longer answers signs of life is given up, and what is open is unknown", async () => {
    await using smsc = await openScriptedSmsc(() => undefined);
    const provider = clientAt(smsc.port, { enquireLinkSeconds: 1, responseTimeoutMs: 60 });
    const long = clientAt(smsc.port, { enquireLinkSeconds: 1, responseTimeoutMs: 2000 });
    expect((await provider.send(smppMessage, soon())).kind).toBe("unknown");
    expect((await long.send(smppMessage, soon())).kind).toBe("unknown");
  });

  test("is made anew after the SMSC has said good-bye", async () => {
    await using smsc = await openScriptedSmsc((unit) => {
      if (!isSubmit(unit)) return unit.answer();
      const body = Buffer.alloc(0);
      // At once, so that whoever hears the answer sends when the good-bye is read, too.
      unit.socket.write(
        Buffer.concat([
          writePdu(responseTo(unit, 0, Buffer.from("id\0"))),
          writePdu({ command: commands.unbind, status: 0, sequence: 1, body }),
        ]),
      );
    });
    const provider = clientAt(smsc.port);
    expect((await provider.send(smppMessage, soon())).kind).toBe("accepted");
    expect((await provider.send(smppMessage, soon())).kind).toBe("accepted");
    expect(
      smsc.received.filter(({ command }) => command === commands.bindTransmitter),
    ).toHaveLength(2);
    expect(smsc.received.map(({ command }) => command)).toContain(0x80000006);
  });

  test("closes in good order: what is due is waited for", async () => {
    const held: Received[] = [];
    await using smsc = await openScriptedSmsc((unit) =>
      isSubmit(unit) ? held.push(unit) : unit.answer(),
    );
    const provider = smppAt(smsc.port);
    const sent = provider.send(smppMessage, soon());
    while (held.length === 0) await Bun.sleep(1);
    const closed = provider.close?.();
    expect(await provider.send(smppMessage, soon())).toMatchObject({ kind: "rejected" });
    held[0]?.answer();
    expect((await sent).kind).toBe("accepted");
    await closed;
    expect(smsc.received.at(-1)?.command).toBe(commands.unbind);
    while (smsc.sockets.size > 0) await Bun.sleep(1);
  });

  test("closes too if nothing was ever sent", async () => {
    await using smsc = await openScriptedSmsc(accept);
    await smppAt(smsc.port).close?.();
    expect(smsc.received).toEqual([]);
  });
});

describe("what the SMSC brings", () => {
  const receipt = Buffer.concat([
    Buffer.from("\0\x01\x0184912345678\0\x05\0NXDEMO\0\x04\0\0\0\0\0\0\0\0", "latin1"),
    Buffer.from([18]),
    Buffer.from("id:id stat:DELIVRD"),
  ]);

  test("is told to whoever receives, and acknowledged after that", async () => {
    const log: string[] = [];
    const facts: ReceivedFacts[] = [];
    const stored = Promise.withResolvers<void>();
    const acknowledged = Promise.withResolvers<void>();
    const body = receipt;
    await using smsc = await openScriptedSmsc((unit) => {
      if (isSubmit(unit)) {
        // The receipt comes first: it may.
        unit.socket.write(
          writePdu({ command: commands.deliverShortMessage, status: 0, sequence: 5, body }),
        );
        return unit.answer();
      }
      if (unit.command === 0x80000005) {
        log.push(`acknowledged ${unit.status}`);
        acknowledged.resolve();
        return;
      }
      unit.answer();
    });
    const receive = async (told: ReceivedFacts) => {
      facts.push(told);
      await stored.promise;
      log.push("stored");
    };
    const provider = clientAt(smsc.port, {}, { receive });
    const outcome = await provider.send(smppMessage, soon());
    expect(outcome).toMatchObject({ kind: "accepted", providerMessageIds: ["id"] });
    stored.resolve();
    await acknowledged.promise;
    expect(log).toEqual(["stored", "acknowledged 0"]);
    expect(facts[0]?.reports).toMatchObject([{ status: "delivered", providerMessageId: "id" }]);
    const [bind] = smsc.received;
    expect(bind?.command).toBe(commands.bindTransceiver);
  });

  test("comes though nothing was sent: whoever receives is bound at once, and again", async () => {
    await using smsc = await openScriptedSmsc(accept);
    clientAt(smsc.port, {}, { receive: async () => undefined });
    while (smsc.received.length < 1) await Bun.sleep(1);
    await smsc.kill();
    await smsc.restart();
    while (smsc.received.length < 2) await Bun.sleep(1);
    expect(smsc.received.map(({ command }) => command)).toEqual([
      commands.bindTransceiver,
      commands.bindTransceiver,
    ]);
  });
});

test.each([
  [{}, 100],
  [{ window: 100 }, 1000],
  [{ window: 100, throughput: 5 }, 50],
])("a batch under %p has %d messages", (settings, bulkSize) => {
  expect(smppAt(2775, settings).capabilities.bulkSize).toBe(bulkSize);
});

test("a question about a message", async () => {
  const state = (number: number) => Buffer.from([...Buffer.from("4F2A\0\0"), number, 0]);
  const answers = [
    [0, state(2)],
    [0, state(5)],
    [0, Buffer.from("x")],
    [0x67, state(2)],
  ] as const;
  let asked = 0;
  await using smsc = await openScriptedSmsc((unit) => {
    const [status, body] = answers[asked] ?? [0, state(0)];
    if (unit.command !== commands.queryShortMessage) return unit.answer();
    asked++;
    unit.answer(status, body);
  });
  const provider = clientAt(smsc.port);
  const { to, text } = smppMessage;
  const ask = () =>
    provider.lookup?.({ providerMessageId: "4F2A", to, text, sentAt: new Date() }, soon());
  expect(await ask()).toEqual({ status: "delivered", providerMessageId: "4F2A" });
  expect(await ask()).toMatchObject({ status: "failed", error: { code: "delivery_failed" } });
  expect(await ask()).toBeUndefined();
  expect(await ask()).toBeUndefined();
  expect(await provider.lookup?.({ to, text, sentAt: new Date() }, soon())).toBeUndefined();
});

test("2,000 messages through a window of 100, the SMSC killed twice: none forgotten, none twice", async () => {
  const answered = new Set<string>();
  const seen: string[] = [];
  const idOf = (body: Buffer) => /msg-\d+/.exec(body.toString("latin1"))?.[0] ?? "";
  let smsc: Awaited<ReturnType<typeof openScriptedSmsc>> | undefined;
  const killAt = new Set([500, 1200]);
  smsc = await openScriptedSmsc((unit) => {
    if (!isSubmit(unit)) return unit.answer();
    const id = idOf(unit.body);
    seen.push(id);
    if (killAt.has(seen.length)) return void smsc?.kill().then(() => smsc?.restart());
    answered.add(id);
    unit.answer(0, Buffer.from(`${id}\0`));
  });
  const provider = clientAt(smsc.port, { window: 100 });
  const batch = Array.from({ length: 2000 }, (_, index) => ({
    ...smppMessage,
    text: `msg-${index}`,
  }));
  const outcomes = (await provider.sendBatch?.(batch, AbortSignal.timeout(20_000))) ?? [];
  await provider.close?.();
  await smsc.kill();

  expect(outcomes).toHaveLength(2000);
  expect(new Set(seen).size).toBe(seen.length);
  for (const [index, outcome] of outcomes.entries()) {
    const wasSeen = seen.includes(`msg-${index}`);
    if (outcome.kind === "accepted") expect(answered.has(`msg-${index}`)).toBe(true);
    if (outcome.kind === "rejected") expect(wasSeen).toBe(false);
  }
  const unknown = outcomes.filter(({ kind }) => kind === "unknown").length;
  expect(unknown).toBeGreaterThanOrEqual(2);
  expect(unknown).toBeLessThanOrEqual(200);
  expect(outcomes.filter(({ kind }) => kind === "accepted").length).toBeGreaterThan(1700);
});

test("noise from the SMSC ends the session and nothing else", async () => {
  const random = seededRandom(7);
  const noise = () => Buffer.from(Array.from({ length: 40 }, () => Math.floor(random() * 256)));
  // A length that is possible and a body that is not.
  const unit = (command: number) => {
    const body = noise();
    return writePdu({ command, status: 0, sequence: Math.floor(random() * 50), body });
  };
  const known = [1, 3, 4, 5, 6, 9, 0x15, 0x80000000, 0x80000004, 0x80000015, 0x1234];
  let round = 0;
  await using smsc = await openScriptedSmsc((pdu) => {
    if (!isSubmit(pdu)) return pdu.answer();
    round++;
    for (const command of known) if (command !== 6) pdu.socket.write(unit(command));
    if (round % 12 === 0) pdu.socket.write(noise());
    pdu.answer();
  });
  const provider = clientAt(
    smsc.port,
    { responseTimeoutMs: 200 },
    { receive: async () => undefined },
  );
  const kinds = new Set<string>();
  for (let times = 0; times < 30; times++) {
    kinds.add((await provider.send(smppMessage, AbortSignal.timeout(1800))).kind);
  }
  expect([...kinds].every((kind) => ["accepted", "rejected", "unknown"].includes(kind))).toBe(true);
  expect(round).toBeGreaterThan(15);
});

test.each([
  [{ host: "smsc.example", tls: true, allowPlaintext: false }, []],
  [{ host: "smsc.example", tls: false, allowPlaintext: false }, ["/tls"]],
  [{ host: "smsc.example", tls: false, allowPlaintext: true }, []],
  [{ host: "127.0.0.1", tls: false, allowPlaintext: false }, []],
  [{ host: "smpp://smsc.example", tls: true, allowPlaintext: false }, ["/host"]],
])("problems of %p", (changes, paths) => {
  const settings = {
    port: 2775,
    systemId: "demo",
    password: "x",
    systemType: "",
    sender: "A",
    alphabet: "gsm" as const,
    longMessages: "udh8" as const,
    window: 10,
    responseTimeoutMs: 1,
    bindTimeoutMs: 1,
    enquireLinkSeconds: 1,
    messageIdBase: "same" as const,
    acceptedIsDelivered: false,
    ...changes,
  };
  expect(smpp.check?.(settings).map(({ path }) => path)).toEqual(paths);
});
