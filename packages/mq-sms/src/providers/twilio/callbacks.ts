import { calledUrl } from "../../callbacks/callback-url.ts";
import {
  type CallbackResult,
  type ConsentFact,
  type InboundFact,
  readFacts,
  refuse,
} from "../../callbacks/facts.ts";
import {
  type Field,
  firstValues,
  formFields,
  jsonBody,
  mediaType,
} from "../../callbacks/fields.ts";
import { type CallbackRequest, maxCallbackBytes } from "../../callbacks/request.ts";
import { isSameSecret } from "../../callbacks/secrets.ts";
import { bordersMayHaveMoved } from "./borders.ts";
import { readQuery } from "./callback-query.ts";
import type { TwilioSettings } from "./settings.ts";
import { bodyHash, findSigned } from "./signature.ts";
import { readStatus } from "./status.ts";
import { guessUrls } from "./would-match.ts";

type Values = Readonly<Record<string, string>>;

/**
 * Reads a status callback or an inbound message. POST alone: with GET a signed form could be passed
 * off as a URL. There is no time in Twilio's signature, so a callback stays genuine for ever; facts
 * do no harm when they come twice.
 */
export function readCallback(settings: TwilioSettings, request: CallbackRequest): CallbackResult {
  const { callbackUrl, authToken, previousAuthToken } = settings;
  if (callbackUrl === undefined || authToken === undefined) return refuse("not_configured");
  if (request.method !== "POST") return refuse("bad_method");
  if (request.body.byteLength > maxCallbackBytes) return refuse("too_large");
  const signature = request.headers.get("x-twilio-signature");
  if (signature === null) return refuse("unsigned");

  const isJson = mediaType(request) === "application/json";
  const fields = isJson ? [] : formFields(request);
  const url = calledUrl(callbackUrl, request);
  const query = readQuery(url);
  const tokens = [authToken, ...(previousAuthToken === undefined ? [] : [previousAuthToken])];
  if (query === undefined || !findSigned(signature, tokens, [url], fields)) {
    const wouldMatch = findSigned(signature, tokens, guessUrls(request, url), fields);
    return refuse("bad_signature", wouldMatch === undefined ? {} : { wouldMatch });
  }
  const values = isJson ? hashedValues(request, query.hash) : formValues(fields);
  if (values === undefined) return refuse("bad_signature");
  if (values["AccountSid"] !== settings.accountSid) return refuse("other_account");
  return request.purpose === "status" ? readReport(values, query.attempt) : readInbound(values);
}

const formValues = (fields: readonly Field[]): Values | undefined =>
  bordersMayHaveMoved(fields) ? undefined : firstValues(fields);

function hashedValues(request: CallbackRequest, hash: string | undefined): Values | undefined {
  if (hash === undefined || !isSameSecret(bodyHash(request.body), hash)) return undefined;
  const json = jsonBody(request);
  if (typeof json !== "object" || json === null) return {};
  return firstValues(
    Object.entries(json).flatMap(([name, value]): Field[] =>
      typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
    ),
  );
}

const isSid = (sid: string | undefined): sid is string => /^(SM|MM)[0-9a-f]{32}$/.test(sid ?? "");
const isE164 = (number: string | undefined): number is string =>
  /^\+[1-9]\d{6,14}$/.test(number ?? "");

/**
 * A number or short code. Names are not taken: nobody can answer one, and the tail of `FromCity`
 * would pass for one.
 */
const isAddress = (number: string | undefined): number is string =>
  isE164(number) || /^\d{3,8}$/.test(number ?? "");

function readReport(values: Values, attempt: string | undefined): CallbackResult {
  const { MessageSid, MessageStatus, ErrorCode, To } = values;
  if (!isSid(MessageSid)) return readFacts("signature", { unrecognized: "MessageSid" });
  if (!isE164(To)) return readFacts("signature", { unrecognized: "To" });
  if (ErrorCode !== undefined && !/^\d{0,6}$/.test(ErrorCode)) {
    return readFacts("signature", { unrecognized: "ErrorCode" });
  }
  const status = readStatus(MessageStatus ?? "", ErrorCode || undefined);
  if (status === undefined) return readFacts("signature", { unrecognized: "MessageStatus" });
  const report = {
    ...status,
    providerMessageId: MessageSid,
    ...(attempt === undefined ? {} : { attempt }),
    to: To,
  };
  return readFacts("signature", { reports: [report] });
}

/** Another word may be half of one of these. */
const optOutTypes: ReadonlySet<string> = new Set(["START", "STOP", "HELP"]);

function readInbound(values: Values): CallbackResult {
  const { MessageSid, From, To, Body, OptOutType } = values;
  if (!isSid(MessageSid)) return readFacts("signature", { unrecognized: "MessageSid" });
  if (Body === undefined) return readFacts("signature", { unrecognized: "Body" });
  if (!isAddress(From)) return readFacts("signature", { unrecognized: "From" });
  if (!isAddress(To)) return readFacts("signature", { unrecognized: "To" });
  if (OptOutType !== undefined && !optOutTypes.has(OptOutType)) {
    return readFacts("signature", { unrecognized: "OptOutType" });
  }
  const message: InboundFact = {
    from: From,
    to: To,
    text: Body,
    providerMessageId: MessageSid,
  };
  return readFacts("signature", { inbound: [message], consents: consentOf(values) });
}

/** With Advanced Opt-Out, Twilio has already acted on the keyword and tells which it was. */
function consentOf({ OptOutType, From, To }: Values): ConsentFact[] {
  if (!isE164(From) || To === undefined) return [];
  if (OptOutType === "STOP") return [{ phone: From, optedOut: true, sender: To }];
  if (OptOutType === "START") return [{ phone: From, optedOut: false, sender: To }];
  return [];
}
