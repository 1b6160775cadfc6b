import { baseUrlProblems } from "../../base-url.ts";
import { callHttp, formOf, isReachable, jsonOf } from "../../http.ts";
import { readReply } from "../../http-status.ts";
import type { ProviderDefinition, ProviderRuntime, SmsProvider } from "../../provider.ts";
import { readAnswer } from "./answer.ts";
import { readCallback } from "./callbacks.ts";
import { veevoTechKind } from "./codes.ts";
import { type VeevoTechSettings, veevoTechSettings } from "./settings.ts";

/** Veevo Tech, Pakistan, API version 3. */
export const veevotech: ProviderDefinition<typeof veevoTechSettings> = {
  kind: veevoTechKind,
  title: "Veevo Tech",
  settings: veevoTechSettings,
  capabilities: {
    // Only for an account whose report format was written down.
    deliveryReports: false,
    inbound: false,
    callbackProof: "token",
    echoesAttempt: false,
    lookup: false,
    balance: false,
    health: true,
    unicode: true,
    maxTextLength: 918,
    idempotency: "none",
  },
  check: baseUrlProblems,
  create: createVeevoTechProvider,
};

/** A client of one account. The settings must have passed `parseSettings`. */
export function createVeevoTechProvider(
  settings: VeevoTechSettings,
  runtime: ProviderRuntime,
): SmsProvider {
  const url = settings.baseUrl.replace(/\/+$/, "") + settings.path;
  const write = settings.bodyFormat === "json" ? jsonOf : formOf;
  const reports = settings.callbackToken !== undefined && hasEntries(settings.reports.statuses);
  return {
    kind: veevoTechKind,
    capabilities: { ...veevotech.capabilities, deliveryReports: reports },
    async send(message, signal) {
      const result = await callHttp(runtime.fetch, {
        url,
        body: write({
          [settings.keyField]: settings.apiKey,
          receivernum: message.to,
          sendernum: message.from ?? settings.sender,
          textmessage: message.text,
        }),
        timeoutMs: settings.timeoutMs,
        signal,
      });
      const reply = readReply(veevoTechKind, result, runtime.now());
      return reply.kind === "json" ? readAnswer(reply.json, message) : reply;
    },
    readCallback: (request) => readCallback(settings, request),
    checkHealth: async (signal) => ({
      reachable: await isReachable(runtime.fetch, settings.baseUrl, signal),
    }),
  };
}

const hasEntries = (record: object): boolean => Object.keys(record).length > 0;
