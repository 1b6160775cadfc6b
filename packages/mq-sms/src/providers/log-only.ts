import { type Static, Type } from "@sinclair/typebox";
import { rejected } from "../outcome.ts";
import type { ProviderDefinition, ProviderRuntime, SmsProvider } from "../provider.ts";

const kind = "log-only";

/** Nothing to set: what becomes of a message is up to whoever passes `print`. */
export const logOnlySettings = Type.Object(
  {},
  { additionalProperties: false, default: {}, title: "Log only" },
);

/** For development and tests. It is never a fallback: it sends only where it is named. */
export const logOnly: ProviderDefinition<typeof logOnlySettings> = {
  kind,
  title: "Log only (sends nothing)",
  settings: logOnlySettings,
  capabilities: {
    deliveryReports: false,
    inbound: false,
    callbackProof: "none",
    echoesAttempt: false,
    lookup: false,
    balance: false,
    health: false,
    unicode: true,
    maxTextLength: 1600,
    idempotency: "none",
  },
  create: createLogOnlyProvider,
};

/** Accepts a message by handing it to `print`, whole: the text may hold a one-time code. */
export function createLogOnlyProvider(
  _settings: Static<typeof logOnlySettings>,
  { print }: ProviderRuntime,
): SmsProvider {
  return {
    kind,
    capabilities: logOnly.capabilities,
    async send(message, signal) {
      if (print === undefined) return rejected(kind, "not_configured");
      if (signal.aborted) return rejected(kind, "cancelled");
      print(message);
      return { kind: "accepted", providerMessageIds: [message.id] };
    },
  };
}
