import { BoundedMap } from "../bounded-map.ts";
import { exchange, type Incoming, type Submitted as Named } from "../exchange.ts";
import { jsonAnswer } from "../faults.ts";
import type { Gateway, GatewayParts } from "../gateway.ts";
import { parseJson } from "../http/read-body.ts";
import { toE164 } from "../number.ts";
import type { Scenario } from "../scenario.ts";
import type { VnpayAccount } from "./accounts.ts";
import { codes } from "./codes.ts";
import { judge, type Verdict } from "./judge.ts";
import { type GatewayRequest, readList, readSingle, type Submitted } from "./requests.ts";

const MAX_LIST = 100;

/** The VNPAY gateway; accounts are by partner code. */
export function createVnpay(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VnpayAccount>,
): Gateway {
  const taken = new BoundedMap<string, true>(100_000);

  function incoming({ credentials, submitted, whole }: GatewayRequest, isList: boolean): Incoming {
    return {
      messages: submitted.map(named),
      decide(scenarios) {
        const account = admit(credentials, submitted);
        if (typeof account === "string") {
          const decision = { scenario: undefined, outcome: account, accepted: false };
          return {
            answer: jsonAnswer(answer(whole, { code: account })),
            decisions: [{ ...named(whole), ...decision }],
          };
        }
        const judged = submitted.map((message, index) => {
          const scenario = scenarios[index];
          return { message, scenario, verdict: take(message, account, scenario) };
        });
        const answers = judged.map(({ message, verdict }) => answer(message, verdict));
        return {
          answer: jsonAnswer(isList ? answers : answers[0]),
          decisions: judged.map(({ message, scenario, verdict: { code } }) => ({
            ...named(message),
            scenario,
            outcome: code,
            accepted: code === "00",
          })),
        };
      },
    };
  }

  /** The account of a request, or the code that refuses the request as a whole. */
  function admit(
    credentials: GatewayRequest["credentials"],
    submitted: Submitted[],
  ): VnpayAccount | string {
    if (!credentials) return "97";
    const account = accounts.get(credentials.partnerCode);
    if (!account) return "80";
    if (account.secret !== credentials.secret) return "04";
    return submitted.length > MAX_LIST ? "14" : account;
  }

  function take(
    message: Submitted,
    account: VnpayAccount,
    scenario: Scenario | undefined,
  ): Verdict {
    if (!message.item) return { code: "97" };
    const key = `${account.partnerCode} ${message.item.messageId}`;
    const verdict = judge(message.item, account, taken.has(key), scenario);
    const { to } = named(message);
    if (verdict.text !== undefined && to) {
      taken.set(key, true);
      const { sender } = message.item;
      parts.phones.deliver(to, { from: sender, text: verdict.text, provider: "vnpay" });
    }
    return verdict;
  }

  return {
    routes: {
      "POST /vnpay/smsgw/sendSms": (call) =>
        exchange(parts, call, "vnpay", (body) => incoming(readSingle(parseJson(body)), false)),
      "POST /vnpay/smsgw/sendSmsList": (call) =>
        exchange(parts, call, "vnpay", (body) => incoming(readList(parseJson(body)), true)),
    },
    forget: () => taken.clear(),
  };
}

function named({ messageId, destination }: Submitted): Named {
  return { messageId, to: destination === null ? null : (toE164(destination) ?? destination) };
}

function answer({ messageId }: Submitted, verdict: Verdict): Record<string, string | null> {
  const head = { messageId, status: verdict.code, description: codes[verdict.code] ?? "EXCEPTION" };
  if (verdict.text === undefined) return { ...head, isMnp: "0" };
  const isMnp = verdict.network === verdict.originalNetwork ? "0" : "1";
  return { ...head, isMnp, providerId: verdict.network, providerIdOrg: verdict.originalNetwork };
}
