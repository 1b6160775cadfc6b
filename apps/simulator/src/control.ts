import type { Call, Handler } from "./http/listen.ts";
import { problem } from "./http/problem.ts";
import { type Checked, check, parseJson } from "./http/read-body.ts";
import type { Routes } from "./http/router.ts";
import type { RequestLog } from "./request-log.ts";
import type { Scenarios } from "./scenarios.ts";
import { Account } from "./vnpay/accounts.ts";

/** Routes that tell the simulator what to play, and ask what it has seen. */
export function controlRoutes(
  scenarios: Scenarios,
  requests: RequestLog,
  accounts: Map<string, Account>,
): Routes {
  return {
    "GET /scenarios": () => Response.json(scenarios.list()),
    "POST /scenarios": created((body) => scenarios.set(body)),
    "DELETE /scenarios": () => {
      scenarios.clear();
      return noContent();
    },
    "POST /accounts": created((body) => {
      const checked = check(Account, body);
      if (!checked.ok) return checked;
      accounts.set(checked.value.partnerCode, checked.value);
      return { ok: true, value: { partnerCode: checked.value.partnerCode } };
    }),
    "GET /requests": (call) => listRequests(call, requests),
    "DELETE /requests": () => {
      requests.clear();
      return noContent();
    },
  };
}

function created(set: (body: unknown) => Checked<unknown>): Handler {
  return async (call) => {
    const checked = set(parseJson(await call.readText()));
    return checked.ok
      ? Response.json(checked.value, { status: 201 })
      : problem(400, "The request is not valid.", checked.errors);
  };
}

function listRequests({ url }: Call, requests: RequestLog): Response {
  const provider = url.searchParams.get("provider");
  const list = requests.list();
  return Response.json(provider ? list.filter((record) => record.provider === provider) : list);
}

function noContent(): Response {
  return new Response(null, { status: 204 });
}
