import { exchange, type Incoming } from "../exchange.ts";
import { type Answer, jsonAnswer, toResponse } from "../faults.ts";
import type { Gateway, GatewayParts } from "../gateway.ts";
import { basicAuth } from "../http/basic-auth.ts";
import type { Call, Handler } from "../http/listen.ts";
import type { Scenario } from "../scenario.ts";
import type { TwilioAccount } from "./accounts.ts";
import { sendCodes, statusOf } from "./codes.ts";
import { judge } from "./judge.ts";
import { listMessages } from "./list.ts";
import { createMailbox } from "./mailbox.ts";

const root = "/twilio/2010-04-01/Accounts/:account";

/** The Twilio gateway; accounts are by SID. */
export function createTwilio(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, TwilioAccount>,
): Gateway {
  const mailbox = createMailbox(parts, accounts);

  /** The account of the path, or the code for a caller who may not speak for it. */
  function admit(call: Call): TwilioAccount | string {
    const given = basicAuth(call.headers);
    const isOf = ({ accountSid, authToken, apiKeys }: TwilioAccount) =>
      given?.user === accountSid
        ? given.password === authToken
        : given !== undefined && apiKeys[given.user] === given.password;
    const account = accounts.get(call.params["account"] ?? "");
    if (account && isOf(account)) return account;
    return [...accounts.values()].some(isOf) ? "20404" : "20003";
  }

  function incoming(call: Call, body: string): Incoming {
    const form = new URLSearchParams(body);
    const to = form.get("To") || null;
    return {
      messages: [{ messageId: null, to }],
      decide([scenario]) {
        const account = admit(call);
        const order = typeof account === "string" ? account : judge(form, account);
        if (typeof account === "string" || typeof order === "string") {
          return refusal(to, typeof order === "string" ? order : "20003", scenario);
        }
        const code = mailbox.isOptedOut(order) ? "21610" : refusedBy(scenario);
        if (code && code in sendCodes) return refusal(to, code, scenario);
        // With a code that only deliveries have, Twilio creates the message and fails it at once.
        const { message, report } = mailbox.take(order, account, code);
        const taken = { messageId: message.sid, outcome: code ?? message.status, accepted: !code };
        return {
          answer: jsonAnswer(message, 201),
          decisions: [{ ...taken, to, scenario, ...(report && { report }) }],
        };
      },
    };
  }

  /** A resource of an account that has been let in. */
  function read(answer: (account: TwilioAccount, call: Call) => unknown): Handler {
    return (call) => {
      const account = admit(call);
      const found = typeof account === "string" ? undefined : answer(account, call);
      if (found !== undefined) return toResponse(jsonAnswer(found));
      return toResponse(errorAnswer(typeof account === "string" ? account : "20404"));
    };
  }

  return {
    routes: {
      [`POST ${root}/Messages.json`]: (call) =>
        exchange(parts, call, "twilio", (body) => incoming(call, body)),
      [`GET ${root}/Messages.json`]: read(({ accountSid }, { url }) => {
        return listMessages(
          mailbox.of(accountSid),
          url.searchParams,
          url.pathname.slice("/twilio".length),
        );
      }),
      [`GET ${root}/Messages/:message`]: read(({ accountSid }, { params }) =>
        mailbox.find(accountSid, params["message"]?.replace(/\.json$/, "") ?? ""),
      ),
      [`GET ${root}/Balance.json`]: read(({ accountSid, balance, currency }) => ({
        account_sid: accountSid,
        balance,
        currency,
      })),
    },
    forget: mailbox.forget,
  };
}

function refusedBy(scenario: Scenario | undefined): string | undefined {
  return scenario?.scenario === "code" ? scenario.code : undefined;
}

function refusal(to: string | null, code: string, scenario: Scenario | undefined) {
  const decision = { messageId: null, to, scenario, outcome: code, accepted: false };
  return { answer: errorAnswer(code), decisions: [decision] };
}

function errorAnswer(code: string): Answer {
  const status = statusOf(code);
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  const headers = status === 429 || status === 503 ? { "retry-after": "1" } : {};
  const error = { code: Number(code), message: sendCodes[code] ?? "Error", more_info, status };
  return { ...jsonAnswer(error, status), headers };
}
