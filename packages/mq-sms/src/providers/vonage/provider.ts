import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { refuse } from "../../callbacks/facts.ts";
import { type CallbackRequest, maxCallbackBytes } from "../../callbacks/request.ts";
import { isDecimal } from "../../decimal.ts";
import { callHttp, type HttpResult } from "../../http.ts";
import type {
  Money,
  OutboundSms,
  ProviderDefinition,
  ProviderRuntime,
  SendOutcome,
  SmsProvider,
} from "../../provider.ts";
import { vonageProblems } from "./check.ts";
import { vonageKind } from "./codes.ts";
import { createTokenSource } from "./jwt.ts";
import { readMessagesAnswer, toMessage } from "./messages-api.ts";
import { readMessagesCallback } from "./messages-callbacks.ts";
import { type VonageSettings, vonageSettings } from "./settings.ts";
import { readSmsAnswer, toSmsForm } from "./sms-api.ts";
import { readSmsCallback } from "./sms-callbacks.ts";

/** Vonage (formerly Nexmo): Messages API version 1, or the SMS API. */
export const vonage: ProviderDefinition<typeof vonageSettings> = {
  kind: vonageKind,
  title: "Vonage",
  settings: vonageSettings,
  capabilities: {
    deliveryReports: true,
    inbound: true,
    callbackProof: "signature",
    echoesAttempt: true,
    lookup: false,
    balance: true,
    health: true,
    unicode: true,
    maxTextLength: 1000,
    idempotency: "none",
  },
  check: vonageProblems,
  create: createVonageProvider,
};

/** Longest text of the SMS API, in characters. */
const maxSmsLength = 3200;

const Balance = Type.Object({ value: Type.Number() });

/** A client of one Vonage account. The settings must have passed `parseSettings`. */
export function createVonageProvider(
  settings: VonageSettings,
  runtime: ProviderRuntime,
): SmsProvider {
  const { api, timeoutMs, signatureSecret } = settings;
  const messagesUrl = `${settings.baseUrl.replace(/\/+$/, "")}/v1/messages`;
  const rest = settings.restBaseUrl.replace(/\/+$/, "");
  const basic = basicOf(settings);
  const authorize = messagesAuthorization(settings, runtime, basic);

  async function sendSms(message: OutboundSms, signal: AbortSignal): Promise<SendOutcome> {
    const body = toSmsForm(settings, message, runtime.now());
    const request = { url: `${rest}/sms/json`, body, timeoutMs, signal };
    return readSmsAnswer(await callHttp(runtime.fetch, request), runtime.now());
  }

  async function sendMessage(message: OutboundSms, signal: AbortSignal): Promise<SendOutcome> {
    const result = await callHttp(runtime.fetch, {
      url: messagesUrl,
      headers: { authorization: authorize() },
      body: toMessage(settings, message),
      timeoutMs,
      signal,
    });
    return readMessagesAnswer(result, message, runtime.now());
  }

  function readCallback(request: CallbackRequest) {
    if (signatureSecret === undefined) return refuse("not_configured");
    if (request.method !== "POST" && !(api === "sms" && request.method === "GET")) {
      return refuse("bad_method");
    }
    if (request.body.byteLength > maxCallbackBytes) return refuse("too_large");
    const read = api === "sms" ? readSmsCallback : readMessagesCallback;
    return read(settings, signatureSecret, request, runtime.now());
  }

  const getBalance = (signal: AbortSignal): Promise<HttpResult> =>
    callHttp(runtime.fetch, {
      url: `${rest}/account/get-balance`,
      headers: settings.apiSecret === undefined ? {} : { authorization: basic },
      timeoutMs,
      signal,
    });

  return {
    kind: vonageKind,
    capabilities: {
      ...vonage.capabilities,
      ...(api === "sms" ? { maxTextLength: maxSmsLength } : {}),
    },
    send: api === "sms" ? sendSms : sendMessage,
    readCallback,
    async balance(signal) {
      return settings.apiSecret === undefined ? undefined : moneyOf(await getBalance(signal));
    },
    async checkHealth(signal) {
      const result = await getBalance(signal);
      if (result.kind !== "response") return { reachable: false };
      // Without a secret nothing was asked that could be refused for it.
      if (settings.apiSecret === undefined) return { reachable: true };
      const refused = result.status === 401 || result.status === 403;
      return { reachable: true, credentialsAccepted: !refused };
    },
  };
}

const basicOf = ({ apiKey, apiSecret = "" }: VonageSettings): string =>
  `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;

/** A token of the application where there is one, else key and secret. */
function messagesAuthorization(
  { applicationId, privateKey }: VonageSettings,
  { now }: ProviderRuntime,
  basic: string,
): () => string {
  if (applicationId === undefined || privateKey === undefined) return () => basic;
  const token = createTokenSource(applicationId, privateKey, now);
  return () => `Bearer ${token()}`;
}

/** The account is kept in euro. */
function moneyOf(result: HttpResult): Money | undefined {
  if (result.kind !== "response" || !result.body.readable) return undefined;
  const { json } = result.body;
  const amount = Value.Check(Balance, json) ? String(json.value) : "";
  return isDecimal(amount) ? { amount, currency: "EUR" } : undefined;
}
