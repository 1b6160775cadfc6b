import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { mapConcurrently } from "../../concurrency.ts";
import { callHttp, type HttpResult, type RequestBody } from "../../http.ts";
import { unknown } from "../../outcome.ts";
import type {
  Money,
  OutboundSms,
  ProviderDefinition,
  ProviderRuntime,
  SendOutcome,
  SmsProvider,
} from "../../provider.ts";
import { priceOf, readAnswers } from "./answer.ts";
import { readCallback } from "./callbacks.ts";
import { africasTalkingProblems } from "./check.ts";
import { africasTalkingKind } from "./codes.ts";
import { type Call, toCalls, toForm } from "./request.ts";
import { type AfricasTalkingSettings, africasTalkingSettings } from "./settings.ts";

/** Africa's Talking, SMS API version 1. */
export const africastalking: ProviderDefinition<typeof africasTalkingSettings> = {
  kind: africasTalkingKind,
  title: "Africa's Talking",
  settings: africasTalkingSettings,
  capabilities: {
    bulkSize: 100,
    deliveryReports: true,
    inbound: true,
    callbackProof: "token",
    echoesAttempt: false,
    lookup: false,
    balance: true,
    health: true,
    unicode: true,
    maxTextLength: 1600,
    idempotency: "none",
  },
  check: africasTalkingProblems,
  create: createAfricasTalkingProvider,
};

/** Calls under way at a time: a batch of different texts is many of them. */
const concurrentCalls = 8;

const User = Type.Object({ UserData: Type.Object({ balance: Type.String() }) });

/** A client of one account. The settings must have passed `parseSettings`. */
export function createAfricasTalkingProvider(
  settings: AfricasTalkingSettings,
  runtime: ProviderRuntime,
): SmsProvider {
  const api = `${settings.baseUrl.replace(/\/+$/, "")}/version1`;
  const call = (path: string, signal: AbortSignal, body?: RequestBody): Promise<HttpResult> =>
    callHttp(runtime.fetch, {
      url: api + path,
      headers: { apikey: settings.apiKey },
      ...(body && { body }),
      timeoutMs: settings.timeoutMs,
      signal,
    });
  const user = (signal: AbortSignal) =>
    call(`/user?${new URLSearchParams({ username: settings.username })}`, signal);
  const post = async (messages: Call, signal: AbortSignal): Promise<SendOutcome[]> =>
    readAnswers(
      await call("/messaging", signal, toForm(settings, messages)),
      messages,
      runtime.now(),
    );

  async function sendBatch(messages: readonly OutboundSms[], signal: AbortSignal) {
    const outcomes = new Map<OutboundSms, SendOutcome>();
    await mapConcurrently(
      toCalls(messages, settings.batchSize),
      concurrentCalls,
      async (together) => {
        const answers = await post(together, signal);
        for (const [index, message] of together.entries()) {
          outcomes.set(message, answers[index] ?? unclear);
        }
      },
    );
    return messages.map((message) => outcomes.get(message) ?? unclear);
  }

  return {
    kind: africasTalkingKind,
    capabilities: { ...africastalking.capabilities, bulkSize: settings.batchSize },
    send: async (message, signal) => (await post([message], signal))[0] ?? unclear,
    sendBatch,
    readCallback: (request) => readCallback(settings, request),
    balance: async (signal) => balanceOf(await user(signal)),
    async checkHealth(signal) {
      const result = await user(signal);
      if (result.kind !== "response") return { reachable: false };
      const refused = result.status === 401 || result.status === 403;
      return { reachable: true, credentialsAccepted: !refused };
    },
  };
}

const unclear = unknown(africasTalkingKind, "unreadable_response");

function balanceOf(result: HttpResult): Money | undefined {
  if (result.kind !== "response" || !result.body.readable) return undefined;
  if (!Value.Check(User, result.body.json)) return undefined;
  return priceOf(result.body.json.UserData.balance).price;
}
