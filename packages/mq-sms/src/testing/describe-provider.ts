import { describe, expect, test } from "bun:test";
import type { Socket } from "node:net";
import type { SendErrorCode } from "../errors.ts";
import type { OutboundSms, SendOutcome, SmsProvider } from "../provider.ts";
import { httpAnswer, type LoopbackScript, openLoopback, type ReceivedRequest } from "./loopback.ts";

/** What the suite needs to know about a provider that speaks HTTP. */
export interface ProviderContract {
  /** A client of an account whose requests go to `baseUrl`, which is http on loopback. */
  create(baseUrl: string): SmsProvider;
  /** A message that the provider takes. */
  readonly message: OutboundSms;
  /** Status of the answer with which the provider takes a message. @default 200 */
  readonly acceptedStatus?: number;
  /** HTTP statuses whose meaning the provider documents otherwise than most do. */
  readonly statuses?: Readonly<Record<number, SendErrorCode>>;
  /** Body of the answer with which the provider takes the message of this request. */
  acceptedBody(request: ReceivedRequest): string;
  /** Credentials of the account: no outcome may hold one. */
  readonly secrets: readonly string[];
}

/** Ends that leave open whether the provider has the message, once the request is read. */
const brokenAnswers: Record<string, (socket: Socket, accepted: string) => void> = {
  "reset after reading": (socket) => socket.resetAndDestroy(),
  "closed after reading": (socket) => socket.end(),
  "no HTTP": (socket) => socket.end("garbage\r\n\r\n"),
  "cut body": (socket, accepted) =>
    socket.end(httpAnswer(200, accepted, { "Content-Length": String(accepted.length + 1) })),
  "cut JSON": (socket, accepted) => socket.end(httpAnswer(200, accepted.slice(0, -1))),
  "empty body": (socket) => socket.end(httpAnswer(200, "")),
  "JSON null": (socket) => socket.end(httpAnswer(200, "null")),
  "JSON of another shape": (socket) => socket.end(httpAnswer(200, '{"hello":"world"}')),
  HTML: (socket) => socket.end(httpAnswer(200, "<html>Login</html>")),
  "10 MB": (socket, accepted) =>
    socket.end(httpAnswer(200, accepted + " ".repeat(10 * 1024 * 1024))),
  "gzip bomb": (socket, accepted) =>
    socket.end(
      httpAnswer(200, Bun.gzipSync(accepted + " ".repeat(50 * 1024 * 1024)), {
        "Content-Encoding": "gzip",
      }),
    ),
};

const unclearStatuses = [301, 302, 307, 408, 409, 500, 502, 503, 504, 520];

const refusals: readonly (readonly [number, SendErrorCode])[] = [
  [400, "bad_request"],
  [401, "bad_credentials"],
  [403, "bad_credentials"],
  [404, "bad_request"],
  [405, "bad_request"],
  [413, "bad_request"],
  [415, "bad_request"],
  [422, "bad_request"],
  [429, "throttled"],
];

/**
 * The promises that every provider keeps, run against a real server on loopback: what was surely
 * not sent is rejected, everything else that is not a clear answer is unknown, nothing is thrown,
 * sent twice or given away.
 */
export function describeProvider(name: string, contract: ProviderContract): void {
  const { message, acceptedStatus = 200, statuses = {} } = contract;
  const clientOf = (url: string) => contract.create(url);
  const accept = (socket: Socket, request: ReceivedRequest) =>
    socket.write(httpAnswer(acceptedStatus, contract.acceptedBody(request)));

  /** Sends once to a server that follows the script. */
  async function sendTo(script: LoopbackScript, signal = new AbortController().signal) {
    using server = await openLoopback(script);
    const outcome = await clientOf(server.url).send(message, signal);
    expectDiscreet(contract, outcome);
    return { outcome, requests: server.requests.length };
  }

  describe(`${name} keeps the provider contract`, () => {
    test("what it can do is what it declares", () => {
      const client = clientOf("http://127.0.0.1:1");
      const { bulkSize, lookup, balance, health, callbackProof } = client.capabilities;
      expect({
        bulk: client.sendBatch !== undefined,
        lookup: client.lookup !== undefined,
        balance: client.balance !== undefined,
        health: client.checkHealth !== undefined,
        callbacks: client.readCallback !== undefined,
      }).toEqual({
        bulk: bulkSize !== undefined,
        lookup,
        balance,
        health,
        callbacks: callbackProof === "signature" || callbackProof === "token",
      });
    });

    test("an accepted message has the ids under which it will be reported", async () => {
      const { outcome, requests } = await sendTo({ request: accept });
      expect(outcome.kind).toBe("accepted");
      expect(outcome.kind === "accepted" && outcome.providerMessageIds.length).toBeGreaterThan(0);
      expect(requests).toBe(1);
    });

    test.each(Object.entries(brokenAnswers))("%s: unknown", async (_, breakAnswer) => {
      const request = (socket: Socket, received: ReceivedRequest) =>
        breakAnswer(socket, contract.acceptedBody(received));
      expect(await sendTo({ request })).toMatchObject({
        outcome: { kind: "unknown" },
        requests: 1,
      });
    });

    test("reset on connecting: unknown", async () => {
      const { outcome } = await sendTo({ connect: (socket) => socket.resetAndDestroy() });
      expect(outcome.kind).toBe("unknown");
    });

    test.each(unclearStatuses.filter((status) => statuses[status] === undefined))(
      "HTTP %d: unknown",
      async (status) => {
        const request = (socket: Socket) => socket.end(httpAnswer(status, "{}", { Location: "/" }));
        expect(await sendTo({ request })).toMatchObject({
          outcome: { kind: "unknown" },
          requests: 1,
        });
      },
    );

    test.each([
      ...refusals.filter(([status]) => statuses[status] === undefined),
      ...Object.entries(statuses).map(([status, code]) => [Number(status), code] as const),
    ])("HTTP %d: rejected, %s", async (status, code) => {
      const request = (socket: Socket) => socket.end(httpAnswer(status, "{}"));
      expect(await sendTo({ request })).toMatchObject({
        outcome: { kind: "rejected", error: { code, httpStatus: status } },
        requests: 1,
      });
    });

    test.each([
      [429, "throttled"],
      [503, "unavailable"],
    ])("HTTP %d with Retry-After: rejected, %s, with the wait", async (status, code) => {
      const request = (socket: Socket) =>
        socket.end(httpAnswer(status, "", { "Retry-After": "120" }));
      expect(await sendTo({ request })).toMatchObject({
        outcome: { kind: "rejected", error: { code, retryAfterSeconds: 120 } },
        requests: 1,
      });
    });

    test("a batch has one outcome per message: all unknown once the connection broke", async () => {
      using server = await openLoopback({ request: (socket) => socket.resetAndDestroy() });
      const batch = [message, { ...message, id: crypto.randomUUID() }];
      const client = clientOf(server.url);
      const outcomes = (await client.sendBatch?.(batch, new AbortController().signal)) ?? [];
      expect(outcomes.map(({ kind }) => kind)).toEqual(
        client.sendBatch === undefined ? [] : ["unknown", "unknown"],
      );
    });

    test("nobody listens: rejected, unavailable", async () => {
      const server = await openLoopback({});
      server[Symbol.dispose]();
      const outcome = await clientOf(server.url).send(message, new AbortController().signal);
      expect(outcome).toMatchObject({ kind: "rejected", error: { code: "unavailable" } });
    });

    test("cancelled before it starts: rejected, and nothing is sent", async () => {
      const { outcome, requests } = await sendTo({ request: accept }, AbortSignal.abort());
      expect(outcome).toMatchObject({ kind: "rejected", error: { code: "cancelled" } });
      expect(requests).toBe(0);
    });

    test("cut short after the provider has read it: unknown", async () => {
      const caller = new AbortController();
      const script = { request: () => caller.abort() };
      expect(await sendTo(script, caller.signal)).toMatchObject({
        outcome: { kind: "unknown", error: { code: "timeout" } },
        requests: 1,
      });
    });

    test("cut short in the middle of the answer: unknown", async () => {
      const caller = new AbortController();
      const request = (socket: Socket) =>
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", () => caller.abort());
      expect((await sendTo({ request }, caller.signal)).outcome.kind).toBe("unknown");
    });

    test("a connection dropped on its second request: nothing is sent again", async () => {
      using server = await openLoopback({
        request: (socket, request, index) =>
          index === 0 ? accept(socket, request) : socket.destroy(),
      });
      const client = clientOf(server.url);
      const { signal } = new AbortController();
      const first = await client.send(message, signal);
      const second = await client.send(message, signal);
      expect([first.kind, second.kind]).toEqual(["accepted", "unknown"]);
      expect(server.requests).toHaveLength(2);
      // On a connection that is used once there is nothing that a runtime could repeat.
      expect(server.connections()).toBe(2);
    });
  });
}

function expectDiscreet({ message, secrets }: ProviderContract, outcome: SendOutcome): void {
  const written = JSON.stringify(outcome);
  // The last nine digits stand in every form in which a number is written.
  for (const secret of [message.text, message.to.slice(-9), ...secrets]) {
    expect(written).not.toContain(secret);
  }
}
