import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { callbackUrlFor } from "../../callbacks/callback-url.ts";
import { type HttpResponse, type HttpResult, jsonOf, type RequestBody } from "../../http.ts";
import { outcomeOfStatus, outcomeWithoutAnswer } from "../../http-status.ts";
import { rejected, unknown } from "../../outcome.ts";
import type { OutboundSms, SendFailure, SendOutcome } from "../../provider.ts";
import { messagesErrors, problemWords, vonageKind } from "./codes.ts";
import type { VonageSettings } from "./settings.ts";

/** Seconds that the Messages API takes for `ttl`. */
const ttl = { least: 20, most: 604_800 };

/** The JSON of one message for `POST /v1/messages`. */
export function toMessage(settings: VonageSettings, message: OutboundSms): RequestBody {
  const { sender, callbackUrl } = settings;
  return jsonOf({
    channel: "sms",
    message_type: "text",
    to: message.to.slice(1),
    from: message.from ?? sender,
    text: message.text,
    client_ref: message.attempt ?? message.id,
    ttl: ttlOf(message),
    sms: { encoding_type: "auto" },
    ...(callbackUrl && {
      webhook_url: callbackUrlFor(callbackUrl, "status"),
      webhook_version: "v1",
    }),
  });
}

function ttlOf({ validitySeconds }: OutboundSms): number | undefined {
  if (validitySeconds === undefined) return undefined;
  return Math.min(Math.max(Math.floor(validitySeconds), ttl.least), ttl.most);
}

const Accepted = Type.Object({ message_uuid: Type.String({ minLength: 1 }) });

const Problem = Type.Object({
  type: Type.String(),
  invalid_parameters: Type.Optional(
    Type.Array(Type.Object({ name: Type.Optional(Type.String()) })),
  ),
});

/** Reads the answer of the Messages API. */
export function readMessagesAnswer(
  result: HttpResult,
  message: OutboundSms,
  now: Date,
): SendOutcome {
  if (result.kind !== "response") return outcomeWithoutAnswer(vonageKind, result);
  const failure = outcomeOfStatus(vonageKind, result, now);
  if (failure !== undefined) return refine(failure, result, message);
  const httpStatus = result.status;
  if (!result.body.readable) return unknown(vonageKind, result.body.code, { httpStatus });
  if (!Value.Check(Accepted, result.body.json)) {
    return unknown(vonageKind, "unreadable_response", { httpStatus });
  }
  return { kind: "accepted", providerMessageIds: [result.body.json.message_uuid] };
}

/** The problem document says more than the HTTP status, except for server errors. */
function refine(
  byStatus: SendFailure,
  { status, body }: HttpResponse,
  message: OutboundSms,
): SendOutcome {
  const { code: _code, provider: _provider, ...detail } = byStatus.error;
  if (status >= 500) return byStatus;
  const plain = status === 402 ? rejected(vonageKind, "insufficient_balance", detail) : byStatus;
  if (!body.readable || !Value.Check(Problem, body.json)) return plain;
  const providerCode = /(?:#|\/)([a-z0-9-]{1,40})$/.exec(body.json.type)?.[1];
  if (providerCode === undefined) return plain;

  const parameter = body.json.invalid_parameters?.find(({ name }) => byParameter[name ?? ""])?.name;
  const error = byParameter[parameter ?? ""] ?? problemWords[providerCode];
  if (error !== undefined) return rejected(vonageKind, error, { ...detail, providerCode });
  const known = messagesErrors[providerCode];
  if (known === undefined) {
    return { ...plain, error: { ...plain.error, providerCode } };
  }
  // It knows the reference, and only the attempt that was left open can have brought it there.
  if (known.error === "duplicate" && message.retryOfUnknown === true) {
    return { kind: "accepted", providerMessageIds: [message.id] };
  }
  const failureOf = known.outcome === "unknown" ? unknown : rejected;
  return failureOf(vonageKind, known.error, { ...detail, providerCode });
}

/** Which field was refused says whose fault it is. */
const byParameter: Readonly<Record<string, "invalid_recipient" | "bad_sender" | "bad_content">> = {
  to: "invalid_recipient",
  from: "bad_sender",
  text: "bad_content",
};
