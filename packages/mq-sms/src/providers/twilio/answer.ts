import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { HttpResponse, HttpResult } from "../../http.ts";
import { outcomeOfStatus, outcomeWithoutAnswer } from "../../http-status.ts";
import { rejected, unknown } from "../../outcome.ts";
import type { Money, SendFailure, SendOutcome } from "../../provider.ts";
import { twilioCodes, twilioKind } from "./codes.ts";

const Nullable = <Kind extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(
  kind: Kind,
) => Type.Optional(Type.Union([kind, Type.Null()]));

/** A message as Twilio shows it. Numbers come as text, and many fields are null at first. */
export const twilioMessage = Type.Object({
  sid: Type.String({ pattern: "^(SM|MM)[0-9a-f]{32}$" }),
  status: Nullable(Type.String()),
  error_code: Nullable(Type.Number()),
  num_segments: Nullable(Type.String()),
  price: Nullable(Type.String()),
  price_unit: Nullable(Type.String()),
  body: Nullable(Type.String()),
  date_created: Nullable(Type.String()),
  date_updated: Nullable(Type.String()),
});

const Problem = Type.Object({ code: Type.Integer() });

/** Reads the answer to a send. */
export function readAnswer(result: HttpResult, now: Date): SendOutcome {
  if (result.kind !== "response") return outcomeWithoutAnswer(twilioKind, result);
  const failure = outcomeOfStatus(twilioKind, result, now);
  if (failure !== undefined) return refine(failure, result);
  const httpStatus = result.status;
  if (!result.body.readable) return unknown(twilioKind, result.body.code, { httpStatus });
  const { json } = result.body;
  if (!Value.Check(twilioMessage, json)) {
    return unknown(twilioKind, "unreadable_response", { httpStatus });
  }
  if (json.status === "failed") return outcomeOfFailed(json.error_code, httpStatus);
  return {
    kind: "accepted",
    providerMessageIds: [json.sid],
    ...segmentsOf(json.num_segments),
    ...priceOf(json.price, json.price_unit),
  };
}

/** Twilio's own code says more than the HTTP status, except for server errors: those stay unclear. */
function refine(byStatus: SendFailure, { status, body }: HttpResponse): SendFailure {
  if (!body.readable || !Value.Check(Problem, body.json)) return byStatus;
  const { code } = body.json;
  const { code: _code, provider: _provider, ...detail } = byStatus.error;
  const isKnown = Object.hasOwn(twilioCodes, code);
  if (status < 500 && (isKnown || byStatus.error.code === "bad_request")) {
    return outcomeOfCode(code, detail);
  }
  return { ...byStatus, error: { ...byStatus.error, providerCode: String(code) } };
}

/** A refusal whose code nobody knows is still one: Twilio makes a message, or says that it did not. */
function outcomeOfCode(code: number, detail: object): SendFailure {
  const { outcome, error } = twilioCodes[code] ?? unlisted;
  const failure = outcome === "unknown" ? unknown : rejected;
  return failure(twilioKind, error, { ...detail, providerCode: String(code) });
}

/** A message that failed before the answer was written. */
const outcomeOfFailed = (code: number | null | undefined, httpStatus: number): SendFailure =>
  code == null
    ? rejected(twilioKind, "unrecognized_code", { httpStatus })
    : outcomeOfCode(code, { httpStatus });

const unlisted = { outcome: "rejected", error: "unrecognized_code" } as const;

/** Twilio says 0 while it does not know yet. */
export function segmentsOf(text: string | null | undefined): { segments?: number } {
  const segments = Number(text);
  return Number.isInteger(segments) && segments > 0 ? { segments } : {};
}

/** Twilio writes what it takes from the account, so with a minus. */
export function priceOf(
  price: string | null | undefined,
  unit: string | null | undefined,
): { price?: Money } {
  const amount = /^-?(\d+(?:\.\d+)?)$/.exec(price ?? "")?.[1];
  const currency = /^[A-Z]{3}$/.exec((unit ?? "").toUpperCase())?.[0];
  return amount === undefined || currency === undefined ? {} : { price: { amount, currency } };
}
