import { BoundedMap } from "../bounded-map.ts";
import type { Call, Reply } from "../http/listen.ts";
import { parseJson } from "../http/read-body.ts";
import type { Routes } from "../http/router.ts";
import { toE164 } from "../number.ts";
import type { Phones } from "../phones/phones.ts";
import type { RequestLog } from "../request-log.ts";
import type { Scenario, Scenarios } from "../scenarios.ts";
import type { Wait } from "../wait.ts";
import type { Account } from "./accounts.ts";
import { codes } from "./codes.ts";
import { playAfter, playBefore, spoilsAnswer } from "./faults.ts";
import { judge, type Verdict } from "./judge.ts";
import { type GatewayRequest, readList, readSingle, type Submitted } from "./requests.ts";

const MAX_LIST = 100;

/** What the gateway works on; all of it is shared with the control routes. */
export interface GatewayParts {
  /** By partner code. */
  accounts: ReadonlyMap<string, Account>;
  scenarios: Scenarios;
  requests: RequestLog;
  phones: Phones;
  wait: Wait;
  stopping: AbortSignal;
}

/** The routes of the VNPAY gateway, and a way to forget which messages it has seen. */
export function createGateway(parts: GatewayParts): { routes: Routes; forget(): void } {
  const { accounts, scenarios, requests, phones, wait, stopping } = parts;
  const taken = new BoundedMap<string, true>(100_000);

  async function receive(
    call: Call,
    read: (body: unknown) => GatewayRequest,
    isList: boolean,
  ): Promise<Reply> {
    const path = call.url.pathname;
    const unread = scenarios.find(null);
    if (unread?.scenario === "reset-before-read") {
      scenarios.use(unread);
      record(path, undefined, unread.scenario, false);
      return "reset";
    }

    const { credentials, submitted, whole } = read(parseJson(await call.readText()));
    const played = submitted.map((message) => scenarios.find(numberOf(message)));
    for (const scenario of new Set(played)) if (scenario) scenarios.use(scenario);
    const delay = played.reduce((ms, scenario) => Math.max(ms, scenario?.delayMs ?? 0), 0);
    if (delay > 0) await wait(delay, stopping);

    const refusal = playBefore(played);
    if (refusal) {
      for (const message of submitted) record(path, message, refusal.scenario, false);
      return refusal.reply;
    }

    const account = admit(credentials, submitted);
    if (typeof account === "string") {
      record(path, whole, account, false);
      return playAfter(played, JSON.stringify(answer(whole, { code: account })), call.gone);
    }
    const answers = submitted.map((message, index) => {
      const scenario = played[index];
      const verdict = take(message, account, scenario);
      record(path, message, outcomeOf(verdict, scenario), verdict.code === "00");
      return answer(message, verdict);
    });
    return playAfter(played, JSON.stringify(isList ? answers : answers[0]), call.gone);
  }

  /** The account of a request, or the code that refuses the request as a whole. */
  function admit(
    credentials: GatewayRequest["credentials"],
    submitted: Submitted[],
  ): Account | "97" | "80" | "04" | "14" {
    if (!credentials) return "97";
    const account = accounts.get(credentials.partnerCode);
    if (!account) return "80";
    if (account.secret !== credentials.secret) return "04";
    return submitted.length > MAX_LIST ? "14" : account;
  }

  function take(message: Submitted, account: Account, scenario: Scenario | undefined): Verdict {
    if (!message.item) return { code: "97" };
    const key = `${account.partnerCode} ${message.item.messageId}`;
    const verdict = judge(message.item, account, taken.has(key), scenario);
    const number = numberOf(message);
    if (verdict.text !== undefined && number) {
      taken.set(key, true);
      phones.deliver(number, { from: message.item.sender, text: verdict.text, provider: "vnpay" });
    }
    return verdict;
  }

  function record(
    path: string,
    message: Submitted | undefined,
    outcome: string,
    accepted: boolean,
  ): void {
    const messageId = message?.messageId ?? null;
    const to = message ? numberOf(message) : null;
    requests.add({ provider: "vnpay", path, messageId, to, outcome, accepted });
  }

  return {
    routes: {
      "POST /vnpay/smsgw/sendSms": (call) => receive(call, readSingle, false),
      "POST /vnpay/smsgw/sendSmsList": (call) => receive(call, readList, true),
    },
    forget: () => taken.clear(),
  };
}

function numberOf({ destination }: Submitted): string | null {
  return destination === null ? null : (toE164(destination) ?? destination);
}

function outcomeOf({ code }: Verdict, scenario: Scenario | undefined): string {
  return code === "00" && scenario && spoilsAnswer(scenario) ? scenario.scenario : code;
}

function answer({ messageId }: Submitted, verdict: Verdict): Record<string, string | null> {
  const head = { messageId, status: verdict.code, description: codes[verdict.code] ?? "EXCEPTION" };
  if (verdict.text === undefined) return { ...head, isMnp: "0" };
  const isMnp = verdict.network === verdict.originalNetwork ? "0" : "1";
  return { ...head, isMnp, providerId: verdict.network, providerIdOrg: verdict.originalNetwork };
}
