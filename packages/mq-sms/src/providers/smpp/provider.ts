import type { ReportFact } from "../../callbacks/facts.ts";
import { mapConcurrently } from "../../concurrency.ts";
import { rejected, unknown } from "../../outcome.ts";
import type {
  OutboundSms,
  ProviderDefinition,
  ProviderRuntime,
  SendOutcome,
  SmsProvider,
} from "../../provider.ts";
import { queryBody, submitBody } from "./bodies.ts";
import { smppProblems } from "./check.ts";
import { hexOf, smppStatuses, unlistedStatus } from "./codes.ts";
import { commands, smppKind, statuses } from "./constants.ts";
import { createDeliverer } from "./deliver.ts";
import { abortedBefore, createLink } from "./link.ts";
import { idOfResponse, toResponseId } from "./message-id.ts";
import { type Part, toParts } from "./parts.ts";
import { readQueryAnswer } from "./query.ts";
import { createReferences } from "./references.ts";
import type { Reply } from "./session.ts";
import { type SmppSettings, smppSettings } from "./settings.ts";
import { createWindow } from "./window.ts";

/** SMPP 3.4, as a client (ESME) of an operator's or aggregator's SMSC. */
export const smpp: ProviderDefinition<typeof smppSettings> = {
  kind: smppKind,
  title: "SMPP",
  settings: smppSettings,
  capabilities: {
    bulkSize: 100,
    deliveryReports: true,
    inbound: true,
    callbackProof: "session",
    echoesAttempt: false,
    lookup: true,
    balance: false,
    health: true,
    unicode: true,
    maxTextLength: 1600,
    idempotency: "none",
  },
  check: smppProblems,
  create: createSmppProvider,
};

/** A client of one account. It connects when it is used, or at once if somebody receives. */
export function createSmppProvider(settings: SmppSettings, runtime: ProviderRuntime): SmsProvider {
  const link = createLink(settings, runtime.receive && createDeliverer(settings, runtime.receive));
  const window = createWindow(settings.window, settings.throughput);
  const nextReference = createReferences();

  async function send(message: OutboundSms, signal: AbortSignal): Promise<SendOutcome> {
    if (signal.aborted) return abortedBefore(signal);
    const parts = toParts(settings, message.text, nextReference(message.to));
    if (parts === undefined) return rejected(smppKind, "message_too_long");
    const ids: string[] = [];
    for (const part of parts) {
      const outcome = await submit(message, part, signal);
      if (outcome.kind !== "accepted") return ids.length === 0 ? outcome : torn(outcome);
      ids.push(...outcome.providerMessageIds);
    }
    return { kind: "accepted", providerMessageIds: ids, segments: parts.length };
  }

  async function submit(message: OutboundSms, part: Part, signal: AbortSignal) {
    for (;;) {
      const leave = await window.enter(signal);
      if (leave === undefined) return abortedBefore(signal);
      const session = await link.session(signal);
      if ("kind" in session) {
        leave();
        return session;
      }
      // It may have ended in the meantime, and then nothing was written.
      if (!session.isOpen()) {
        leave();
        continue;
      }
      const { from = settings.sender, to, validitySeconds } = message;
      const envelope = { from, to, ...(validitySeconds === undefined ? {} : { validitySeconds }) };
      const body = submitBody(envelope, part);
      const reply = session.request(commands.submitShortMessage, body);
      // A place is taken until the SMSC has answered, even if the caller no longer waits.
      void reply.finally(leave);
      return outcomeOf(settings, await unlessCut(reply, signal));
    }
  }

  async function lookup(id: string, signal: AbortSignal): Promise<ReportFact | undefined> {
    const session = await link.session(signal);
    if ("kind" in session) return undefined;
    const body = queryBody(toResponseId(settings.messageIdBase, id), settings.sender);
    const reply = await unlessCut(session.request(commands.queryShortMessage, body), signal);
    if (reply.kind !== "response" || reply.status !== statuses.ok) return undefined;
    return readQueryAnswer(settings, id, reply.body);
  }

  return {
    kind: smppKind,
    capabilities: { ...smpp.capabilities, bulkSize: bulkSizeOf(settings) },
    send,
    sendBatch: (messages, signal) =>
      mapConcurrently(messages, settings.window, (message) => send(message, signal)),
    lookup: async ({ providerMessageId: id }, signal) =>
      id === undefined ? undefined : lookup(id, signal),
    async checkHealth(signal) {
      const session = await link.session(signal);
      if (!("kind" in session)) return { reachable: true, credentialsAccepted: true };
      const refused = session.error.code === "bad_credentials";
      return refused ? { reachable: true, credentialsAccepted: false } : { reachable: false };
    },
    close: link.close,
  };
}

/**
 * As many as go out within the time of one call, even if the SMSC takes a second for each response:
 * what has not left by then is refused.
 */
const bulkSizeOf = ({ window, throughput = window }: SmppSettings): number =>
  Math.min(window, throughput) * 10;

/** Some parts are on their way: another send would double them, whatever became of the rest. */
const torn = ({
  error: { code, provider: _, ...detail },
}: Exclude<SendOutcome, { kind: "accepted" }>) => unknown(smppKind, code, detail);

function outcomeOf({ messageIdBase }: SmppSettings, reply: Reply): SendOutcome {
  if (reply.kind === "lost") return unknown(smppKind, reply.code);
  if (reply.status === statuses.ok) {
    const id = reply.body.toString("latin1").replace(/\0.*$/s, "");
    if (id === "") return unknown(smppKind, "unreadable_response");
    return { kind: "accepted", providerMessageIds: [idOfResponse(messageIdBase, id)] };
  }
  const { outcome, error } = smppStatuses[reply.status] ?? unlistedStatus;
  const detail = {
    providerCode: hexOf(reply.status),
    ...(error === "throttled" ? { retryAfterSeconds: 1 } : {}),
  };
  return outcome === "unknown"
    ? unknown(smppKind, error, detail)
    : rejected(smppKind, error, detail);
}

/** The reply, or that nobody waits for it any longer: it was written, so nothing is known. */
function unlessCut(reply: Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const cut = () => resolve({ kind: "lost", code: "timeout" });
    if (signal.aborted) return cut();
    signal.addEventListener("abort", cut, { once: true });
    void reply.then((result) => {
      signal.removeEventListener("abort", cut);
      resolve(result);
    });
  });
}
