import type { Callbacks } from "./callbacks/callbacks.ts";
import type { Routes } from "./http/router.ts";
import type { Phones } from "./phones/phones.ts";
import type { RequestLog } from "./request-log.ts";
import type { Scenarios } from "./scenarios.ts";
import type { Wait } from "./wait.ts";

/** What the gateways share; the control routes work on the same. */
export interface GatewayParts {
  scenarios: Scenarios;
  requests: RequestLog;
  phones: Phones;
  callbacks: Callbacks;
  now: () => Date;
  wait: Wait;
  stopping: AbortSignal;
}

/** A fake provider: its routes, and a way to forget the messages that it keeps, if it keeps any. */
export interface Gateway {
  routes: Routes;
  forget?(): void;
}
