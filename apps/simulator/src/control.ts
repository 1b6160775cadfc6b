import { type Accounts, checkAccount } from "./accounts.ts";
import type { Callbacks } from "./callbacks/callbacks.ts";
import type { Call, Handler } from "./http/listen.ts";
import { problem } from "./http/problem.ts";
import { type Checked, parseJson } from "./http/read-body.ts";
import type { Routes } from "./http/router.ts";
import type { RequestLog } from "./request-log.ts";
import type { Scenarios } from "./scenarios.ts";

/** Routes that tell the simulator what to play, and ask what it has seen. */
export function controlRoutes(
  scenarios: Scenarios,
  requests: RequestLog,
  callbacks: Callbacks,
  accounts: Accounts,
): Routes {
  return {
    "GET /scenarios": () => Response.json(scenarios.list()),
    "POST /scenarios": created((body) => scenarios.set(body)),
    "DELETE /scenarios": () => {
      scenarios.clear();
      return noContent();
    },
    "POST /accounts": created((body) => {
      const checked = checkAccount(body);
      return checked.ok ? { ok: true, value: accounts.set(checked.value) } : checked;
    }),
    "GET /requests": (call) => listed(call, requests.list()),
    "DELETE /requests": () => {
      requests.clear();
      return noContent();
    },
    "GET /callbacks": (call) => listed(call, callbacks.list()),
    "DELETE /callbacks": () => {
      callbacks.clear();
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

/** The records, or those of one provider. */
function listed({ url }: Call, records: { provider: string }[]): Response {
  const wanted = url.searchParams.get("provider");
  return Response.json(records.filter(({ provider }) => !wanted || provider === wanted));
}

function noContent(): Response {
  return new Response(null, { status: 204 });
}
