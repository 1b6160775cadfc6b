import { describe, expect, test } from "bun:test";
import type { CallbackRead, CallbackResult, ReportStatus } from "../callbacks/facts.ts";
import { type CallbackRequest, maxCallbackBytes } from "../callbacks/request.ts";
import { sendErrors } from "../errors.ts";
import type { SmsProvider } from "../provider.ts";
import { mutateCallback } from "./mutate-callback.ts";
import { seededRandom } from "./seeded-random.ts";

/** What the suite needs to know about a provider that calls back over HTTP. */
export interface CallbackContract {
  /** A client of an account that can verify. */
  create(): SmsProvider;
  /** A client of the same account with no secret to verify callbacks with. */
  createWithoutSecret(): SmsProvider;
  /** Genuine callbacks that tell something, by name. */
  readonly genuine: Readonly<Record<string, CallbackRequest>>;
  /** Secrets of the account: no result may hold one. */
  readonly secrets: readonly string[];
}

const fuzzed = 100_000;
/** For a machine that does much else; the rounds take some seconds. */
const fuzzTimeoutMs = 120_000;

/**
 * The promises of every reader: what is genuine is read, what is not tells nothing, and nothing
 * throws, whatever comes.
 */
export function describeCallbacks(name: string, contract: CallbackContract): void {
  const reader = contract.create();
  const read = (request: CallbackRequest): CallbackResult => {
    if (reader.readCallback === undefined) throw new Error(`${name} reads no callbacks`);
    return reader.readCallback(request);
  };
  const { callbackProof } = reader.capabilities;
  const genuine = Object.entries(contract.genuine);

  describe(`${name} keeps the callback contract`, () => {
    test.each(genuine)("%s is read", (_, request) => {
      const result = read(request);
      expect(result).toMatchObject({ kind: "read", httpStatus: 200, proof: callbackProof });
      expect(factsOf(result)).not.toEqual(noFacts);
      expectWellFormed(result);
    });

    test.each(genuine)("%s is refused where there is no secret to verify it with", (_, request) => {
      expect(contract.createWithoutSecret().readCallback?.(request)).toEqual({
        kind: "refused",
        reason: "not_configured",
        httpStatus: 503,
      });
    });

    test.each(genuine)("%s is refused without its proof", (_, request) => {
      const { token: _token, ...bare } = request;
      const stripped = callbackProof === "token" ? bare : withoutSignature(request);
      expect(read(stripped).kind).toBe("refused");
    });

    test.each(genuine)("%s is refused above 64 KiB, before it is verified", (_, request) => {
      const body = Buffer.alloc(maxCallbackBytes + 1, 32);
      expect(read({ ...request, body })).toMatchObject({ reason: "too_large", httpStatus: 413 });
    });

    test(
      `${fuzzed} changed or random requests: no exception, and no fact without proof`,
      () => {
        const random = seededRandom(20260102);
        const seeds = genuine.map(([, request]) => ({ request, facts: factsOf(read(request)) }));
        for (let round = 0; round < fuzzed; round++) {
          const seed = seeds[round % seeds.length];
          if (seed === undefined) throw new Error("No genuine callback");
          const request = mutateCallback(seed.request, random);
          const result = read(request);
          const facts = factsOf(result);
          if (facts === noFacts) continue;
          // A secret path proves who calls; whatever is said there is a hint, and only has to be one.
          if (callbackProof === "token") {
            if (request.token !== seed.request.token)
              throw new Error(`Fact without proof: ${round}`);
            expectWellFormed(result);
          } else if (facts !== seed.facts) {
            throw new Error(`Unsigned fact in round ${round}: ${facts}`);
          }
        }
      },
      fuzzTimeoutMs,
    );
  });

  function expectWellFormed(result: CallbackResult): void {
    if (result.kind !== "read") throw new Error("Not read");
    for (const problem of problemsOf(result)) throw new Error(`Malformed fact: ${problem}`);
    const written = JSON.stringify(result);
    for (const secret of contract.secrets) expect(written.includes(secret)).toBe(false);
  }
}

/** Signatures travel in these; without them nothing is signed. */
function withoutSignature(request: CallbackRequest): CallbackRequest {
  const headers = new Headers(request.headers);
  headers.delete("authorization");
  headers.delete("x-twilio-signature");
  const url = request.url.replace(/([?&])sig=[^&]*/, "$1");
  const body = new TextDecoder().decode(request.body);
  const unsigned = body.replace(/(^|&)sig=[^&]*/, "").replace(/"sig":"[^"]*",?/, "");
  return { ...request, headers, url, body: new TextEncoder().encode(unsigned) };
}

const factsOf = (result: CallbackResult): string =>
  result.kind === "read"
    ? JSON.stringify([result.reports, result.inbound, result.consents])
    : noFacts;

const noFacts = JSON.stringify([[], [], []]);

const statuses: Readonly<Record<ReportStatus, true>> = {
  submitted: true,
  sent: true,
  delivered: true,
  failed: true,
  rejected: true,
  expired: true,
  unknown: true,
};

const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number);
const isTime = (time: string) => !Number.isNaN(Date.parse(time)) && time.endsWith("Z");

/** What in the facts is not what their types promise. */
function* problemsOf({ reports, inbound, consents }: CallbackRead): Generator<string> {
  for (const report of reports) {
    if (!Object.hasOwn(statuses, report.status)) yield "status";
    if (!report.providerMessageId && !report.attempt) yield "a report about nothing";
    if (report.error && !Object.hasOwn(sendErrors, report.error.code)) yield "error code";
    if (report.to !== undefined && !isE164(report.to)) yield "to";
    if (report.at !== undefined && !isTime(report.at)) yield "at";
    if (report.price && !/^\d+(\.\d+)?$/.test(report.price.amount)) yield "price";
  }
  for (const message of inbound) {
    if (message.from === "" || message.to === "") yield "inbound from or to";
    if (typeof message.text !== "string") yield "text";
    if (message.at !== undefined && !isTime(message.at)) yield "inbound at";
    const { part } = message;
    if (part && !(part.number >= 1 && part.number <= part.total)) yield "part";
  }
  for (const { phone } of consents) if (!isE164(phone)) yield "consent phone";
}
