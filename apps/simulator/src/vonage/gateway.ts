import { exchange } from "../exchange.ts";
import type { Gateway, GatewayParts } from "../gateway.ts";
import type { Call } from "../http/listen.ts";
import type { VonageAccount } from "./accounts.ts";
import { byBasic } from "./admit.ts";
import { incomingMessage } from "./messages-api.ts";
import { incomingSms } from "./sms-api.ts";

/** The Vonage gateway, both APIs under one base URL; accounts are by API key. */
export function createVonage(
  parts: GatewayParts,
  accounts: ReadonlyMap<string, VonageAccount>,
): Gateway {
  function balance({ headers, url }: Call): Response {
    const named = accounts.get(url.searchParams.get("api_key") ?? "");
    const byQuery = named?.apiSecret === url.searchParams.get("api_secret") ? named : undefined;
    const account = byBasic(accounts, headers) ?? byQuery;
    return account
      ? Response.json({ value: account.balance, autoReload: false })
      : Response.json(
          { "error-code": "401", "error-code-label": "authentication failed" },
          { status: 401 },
        );
  }

  return {
    routes: {
      "POST /vonage/sms/json": (call) =>
        exchange(parts, call, "vonage", (body) => incomingSms(parts, accounts, call.headers, body)),
      "POST /vonage/v1/messages": (call) =>
        exchange(parts, call, "vonage", (body) =>
          incomingMessage(parts, accounts, call.headers, body),
        ),
      "GET /vonage/account/get-balance": balance,
    },
  };
}
