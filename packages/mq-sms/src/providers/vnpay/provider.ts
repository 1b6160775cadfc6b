import { chunksOf, mapConcurrently } from "../../concurrency.ts";
import { isReachable } from "../../http.ts";
import { readReply } from "../../http-status.ts";
import { isFailure, rejected } from "../../outcome.ts";
import type {
  ProviderDefinition,
  ProviderRuntime,
  SendOutcome,
  SmsProvider,
} from "../../provider.ts";
import { readAnswer, unreadable } from "./answer.ts";
import { vnpayProblems } from "./check.ts";
import { createCipher } from "./ciphers.ts";
import { createVnpayClient } from "./client.ts";
import { vnpayKind } from "./constants.ts";
import { type Attempt, correctionOf } from "./correction.ts";
import { isTooLarge, readListAnswers } from "./list.ts";
import { createNetworkMemory, isViettel, learnNetwork } from "./network-memory.ts";
import {
  type PreparedSms,
  prepareSms,
  prepareText,
  toListItem,
  toSingleRequest,
} from "./request.ts";
import { type TMQSMSClientConfig, vnpaySettings } from "./settings.ts";

/** VNPAY SMS, the brandname gateway of Vietnam. */
export const vnpay: ProviderDefinition<typeof vnpaySettings> = {
  kind: vnpayKind,
  title: "VNPAY SMS",
  settings: vnpaySettings,
  capabilities: {
    bulkSize: 100,
    deliveryReports: false,
    inbound: false,
    callbackProof: "none",
    echoesAttempt: false,
    lookup: false,
    balance: false,
    health: true,
    unicode: true,
    maxTextLength: 480,
    idempotency: "message-id",
  },
  check: vnpayProblems,
  create: createVnpayProvider,
};

/** Single calls under way at a time while a batch is sent. */
const concurrentSingles = 8;

type Sent = readonly [PreparedSms, SendOutcome];

/** A client of one VNPAY account. The settings must have passed `parseSettings`. */
export function createVnpayProvider(
  config: TMQSMSClientConfig,
  runtime: ProviderRuntime,
): SmsProvider {
  const client = createVnpayClient(config, runtime);
  const cipher = createCipher(config.encryption);
  const networks = runtime.networks ?? createNetworkMemory(runtime.now);

  const mustEncrypt = (sms: PreparedSms): boolean =>
    config.encryption.mode === "all" ||
    (config.encryption.mode === "viettel" && isViettel(networks, sms.message.to));

  async function attemptOnce({ sms, encrypt }: Attempt, signal: AbortSignal): Promise<SendOutcome> {
    if (encrypt && cipher === undefined) return rejected(vnpayKind, "not_configured");
    const ciphertext = encrypt ? cipher?.(sms) : undefined;
    if (encrypt && ciphertext === undefined) return rejected(vnpayKind, "message_too_long");
    const request = toSingleRequest(config, sms, runtime.now(), ciphertext);
    const reply = readReply(vnpayKind, await client.sendSms(request, signal), runtime.now());
    if (reply.kind !== "json") return reply;
    const answer = readAnswer(reply.json, sms);
    learnNetwork(networks, sms.message.to, answer);
    return answer.outcome;
  }

  /** Makes a refused attempt once more, corrected, where that can help. */
  async function correct(attempt: Attempt, outcome: SendOutcome, signal: AbortSignal) {
    const correction = correctionOf(config, attempt, outcome);
    return correction === undefined ? outcome : attemptOnce(correction, signal);
  }

  async function sendSingle(sms: PreparedSms, signal: AbortSignal): Promise<SendOutcome> {
    const attempt = { sms, encrypt: mustEncrypt(sms) };
    return correct(attempt, await attemptOnce(attempt, signal), signal);
  }

  async function sendList(list: readonly PreparedSms[], signal: AbortSignal): Promise<Sent[]> {
    const items = list.map((sms) => toListItem(config, sms, runtime.now()));
    const reply = readReply(vnpayKind, await client.sendSmsList(items, signal), runtime.now());
    if (reply.kind !== "json") return list.map((sms) => [sms, reply]);
    if (list.length > 1 && isTooLarge(reply.json)) {
      const [first = [], second = []] = chunksOf(list, Math.ceil(list.length / 2));
      return [...(await sendList(first, signal)), ...(await sendList(second, signal))];
    }
    const answers = readListAnswers(reply.json, list);
    return mapConcurrently(answers, concurrentSingles, async ({ sms, answer }) => {
      learnNetwork(networks, sms.message.to, answer);
      return [sms, await correct({ sms, encrypt: false }, answer.outcome, signal)];
    });
  }

  return {
    kind: vnpayKind,
    capabilities: {
      ...vnpay.capabilities,
      bulkSize: config.batchSize,
      unicode: !config.text.unaccented,
      maxTextLength: config.text.maxLength,
    },

    async send(message, signal) {
      const sms = prepareSms(config, message);
      return isFailure(sms) ? sms : sendSingle(sms, signal);
    },

    /** The list call has no field for a ciphertext: what must be encrypted goes one by one. */
    async sendBatch(messages, signal) {
      const prepared = messages.map((message) => prepareSms(config, message));
      const ready = prepared.filter((sms) => sms.kind === "prepared");
      const singles = ready.filter(mustEncrypt);
      const listed = ready.filter((sms) => !singles.includes(sms));
      const outcomes = new Map<PreparedSms, SendOutcome>();
      for (const chunk of chunksOf(listed, config.batchSize)) {
        for (const [sms, outcome] of await sendList(chunk, signal)) outcomes.set(sms, outcome);
      }
      await mapConcurrently(singles, concurrentSingles, async (sms) => {
        outcomes.set(sms, await sendSingle(sms, signal));
      });
      return prepared.map((sms) =>
        isFailure(sms) ? sms : (outcomes.get(sms) ?? unreadable.outcome),
      );
    },

    prepareText: (text) => prepareText(config, text),

    checkHealth: async (signal) => ({
      reachable: await isReachable(runtime.fetch, config.baseUrl, signal),
    }),
  };
}
