import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { ProviderDefinition, ProviderRuntime, SmsProvider } from "../../provider.ts";
import { readAnswer } from "./answer.ts";
import { readCallback } from "./callbacks.ts";
import { twilioProblems } from "./check.ts";
import { createTwilioClient } from "./client.ts";
import { twilioKind } from "./codes.ts";
import { jsonOf, lookUp } from "./lookup.ts";
import { toFields } from "./request.ts";
import { type TwilioSettings, twilioSettings } from "./settings.ts";

/** Twilio Programmable Messaging, API 2010-04-01. */
export const twilio: ProviderDefinition<typeof twilioSettings> = {
  kind: twilioKind,
  title: "Twilio",
  settings: twilioSettings,
  capabilities: {
    deliveryReports: true,
    inbound: true,
    callbackProof: "signature",
    echoesAttempt: true,
    lookup: true,
    balance: true,
    health: true,
    unicode: true,
    maxTextLength: 1600,
    idempotency: "none",
  },
  check: twilioProblems,
  create: createTwilioProvider,
};

const Balance = Type.Object({
  balance: Type.String({ pattern: "^-?\\d+(\\.\\d+)?$" }),
  currency: Type.String({ pattern: "^[A-Za-z]{3}$" }),
});

/** A client of one Twilio account. The settings must have passed `parseSettings`. */
export function createTwilioProvider(
  settings: TwilioSettings,
  runtime: ProviderRuntime,
): SmsProvider {
  const client = createTwilioClient(settings, runtime);
  return {
    kind: twilioKind,
    capabilities: twilio.capabilities,
    send: async (message, signal) =>
      readAnswer(
        await client.post("Messages.json", toFields(settings, message), signal),
        runtime.now(),
      ),
    readCallback: (request) => readCallback(settings, request),
    lookup: (reference, signal) => lookUp(client, reference, signal),
    async balance(signal) {
      const json = jsonOf(await client.get("Balance.json", "", signal));
      if (!Value.Check(Balance, json)) return undefined;
      return { amount: json.balance, currency: json.currency.toUpperCase() };
    },
    async checkHealth(signal) {
      const result = await client.get("Balance.json", "", signal);
      if (result.kind !== "response") return { reachable: false };
      if (result.status === 401 || result.status === 403) {
        return { reachable: true, credentialsAccepted: false };
      }
      // A server that fails, or is too busy, has not said what it thinks of the credentials.
      return jsonOf(result) === undefined
        ? { reachable: true }
        : { reachable: true, credentialsAccepted: true };
    },
  };
}
