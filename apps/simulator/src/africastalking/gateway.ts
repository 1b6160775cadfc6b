import { type Decision, exchange, type Incoming } from "../exchange.ts";
import type { Gateway, GatewayParts } from "../gateway.ts";
import { partsOf } from "../gsm7.ts";
import type { Call } from "../http/listen.ts";
import { toE164 } from "../number.ts";
import type { Scenario } from "../scenario.ts";
import type { AfricasTalkingAccount } from "./accounts.ts";
import { answerOf, type Recipient, recipient, summary } from "./answer.ts";
import { reporter, wayBack } from "./callbacks.ts";
import { wholeCallWords } from "./codes.ts";
import { type Order, readBulk, readForm } from "./order.ts";

const SHARED_SENDER = "AFRICASTKNG";
const badKey = plain(401, "The supplied authentication is invalid");

/** The Africa's Talking gateway; accounts are by user name. */
export function createAfricasTalking(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, AfricasTalkingAccount>,
): Gateway {
  function admit(username: string | undefined, headers: Headers) {
    const account = accounts.get(username ?? "");
    return account?.apiKey === headers.get("apikey") ? account : undefined;
  }

  function incoming(order: Order, headers: Headers): Incoming {
    const messages = order.to.map((number) => ({ messageId: null, to: toE164(number) ?? number }));
    const refuse = (answer: ReturnType<typeof plain>, outcome: string) => ({
      answer,
      decisions: messages.map((message) => refused(message, outcome, undefined)),
    });

    function decide(scenarios: (Scenario | undefined)[]) {
      const account = admit(order.username, headers);
      if (!account) return refuse(badKey, "401");
      const { message: text } = order;
      if (!text || messages.length === 0) {
        return refuse(plain(400, `Must have ${text ? "to" : "message"} in your request`), "400");
      }
      const word = wholeCallWord(order, account, scenarios);
      if (word) return refuse(answerOf(word, [], headers), word);

      const recipients: Recipient[] = [];
      const decisions: Decision[] = [];
      for (const [index, { to }] of messages.entries()) {
        const scenario = scenarios[index];
        const refusal = toE164(order.to[index] ?? "") ? refusedBy(scenario) : "403";
        if (refusal) {
          recipients.push(recipient(to, refusal, "None", 0));
          decisions.push(refused({ messageId: null, to }, refusal, scenario));
        } else {
          const code = order.enqueue ? (index === 0 ? "100" : "102") : "101";
          const messageId = `ATXid_${crypto.randomUUID().replaceAll("-", "")}`;
          recipients.push(recipient(to, code, messageId, partsOf(text).length));
          deliver(account, to, order.from ?? SHARED_SENDER, text);
          const report = reporter(parts, account, to, messageId);
          decisions.push({ messageId, to, scenario, outcome: code, accepted: true, report });
        }
      }
      return { answer: answerOf(summary(recipients), recipients, headers), decisions };
    }

    return { messages, decide };
  }

  function deliver(account: AfricasTalkingAccount, to: string, from: string, text: string): void {
    const back = wayBack(parts, accounts, account.username, to, from);
    parts.phones.deliver(to, { from, text, provider: "africastalking" }, back);
  }

  function balance({ url, headers }: Call): Response {
    const account = admit(url.searchParams.get("username") ?? undefined, headers);
    return account
      ? Response.json({ UserData: { balance: account.balance } })
      : new Response(badKey.body, { status: 401, headers: { "content-type": "text/plain" } });
  }

  return {
    routes: {
      "POST /africastalking/version1/messaging": (call) =>
        exchange(parts, call, "africastalking", (body) => incoming(readForm(body), call.headers)),
      "POST /africastalking/version1/messaging/bulk": (call) =>
        exchange(parts, call, "africastalking", (body) =>
          incoming(readBulk(body, call.headers), call.headers),
        ),
      "GET /africastalking/version1/user": balance,
    },
  };
}

/** The word that refuses the whole call; the answer is a success that names nobody. */
function wholeCallWord(
  { from }: Order,
  { senders }: AfricasTalkingAccount,
  scenarios: (Scenario | undefined)[],
): string | undefined {
  if (from && from !== SHARED_SENDER && !senders.includes(from)) return "InvalidSenderId";
  return scenarios.map(refusedBy).find((code) => code !== undefined && code in wholeCallWords);
}

function refusedBy(scenario: Scenario | undefined): string | undefined {
  return scenario?.scenario === "code" ? scenario.code : undefined;
}

function refused(
  message: { messageId: null; to: string },
  outcome: string,
  scenario: Scenario | undefined,
): Decision {
  return { ...message, outcome, scenario, accepted: false };
}

function plain(status: number, body: string) {
  return { status, type: "text/plain", body };
}
