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
    return refuse("bad_signature", matchingUrl(authToken, signature, request, url, fields));
  }
  const values = isJson ? hashedValues(request, query.hash) : formValues(fields);
  if (values === undefined) return refuse("bad_signature");
  if (values["AccountSid"] !== settings.accountSid) return refuse("other_account");
  return request.purpose === "status" ? readReport(values, query.attempt) : readInbound(values);
}

function formValues(fields: readonly Field[]): Values | undefined {
  const values = firstValues(fields);
  return bordersMayHaveMoved(values) ? undefined : values;
}

function hashedValues(request: CallbackRequest, hash: string | undefined): Values | undefined {
  if (hash === undefined || !isSameSecret(bodyHash(request.body), hash)) return undefined;
  const json = jsonBody(request);
  if (typeof json !== "object" || json === null) return {};
  return firstValues(Object.entries(json).map(([name, value]) => [name, String(value)]));
}

const isSid = (sid: string | undefined): sid is string => /^(SM|MM)[0-9a-f]{32}$/.test(sid ?? "");
const isE164 = (number: string | undefined): number is string =>
  /^\+[1-9]\d{6,14}$/.test(number ?? "");

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

function readInbound(values: Values): CallbackResult {
  const { MessageSid, From, To, Body } = values;
  if (!isSid(MessageSid)) return readFacts("signature", { unrecognized: "MessageSid" });
  if (Body === undefined) return readFacts("signature", { unrecognized: "Body" });
  if (!From || !To) return readFacts("signature", { unrecognized: "From or To" });
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

/**
 * The URL for which the signature would have been right: what is wrong then is the configured
 * callback URL. These come from the request and prove nothing; they only help to mend it.
 */
function matchingUrl(
  token: string,
  signature: string,
  { url, headers }: CallbackRequest,
  called: string,
  fields: readonly Field[],
): { wouldMatch?: string } {
  const path = URL.canParse(url) ? url.slice(new URL(url).origin.length) : "";
  const hosts = [headers.get("x-forwarded-host"), headers.get("host")];
  const origins = hosts.flatMap((host) => (host ? [`https://${host}`, `http://${host}`] : []));
  const guesses = [called, url, ...origins.map((origin) => origin + path)];
  const urls = guesses.flatMap((guess) => [
    guess,
    guess.replace(/^http:/, "https:"),
    guess.replace(/(\?|$)/, "/$1"),
  ]);
  const wouldMatch = findSigned(signature, [token], [...new Set(urls)], fields);
  return wouldMatch === undefined ? {} : { wouldMatch };
}
