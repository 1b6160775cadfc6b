import { controlRoutes } from "./control.ts";
import { listen } from "./http/listen.ts";
import { createRouter } from "./http/router.ts";
import { toE164 } from "./number.ts";
import { createPhones, type PhoneMessage } from "./phones/phones.ts";
import { phoneRoutes } from "./phones/routes.ts";
import { createRequestLog, type RequestRecord } from "./request-log.ts";
import { createScenarios, type Scenario } from "./scenarios.ts";
import { type Account, defaultAccount } from "./vnpay/accounts.ts";
import { createGateway } from "./vnpay/gateway.ts";
import { wait as realWait, type Wait } from "./wait.ts";

export type { PhoneMessage } from "./phones/phones.ts";
export type { RequestRecord } from "./request-log.ts";
export type { Scenario } from "./scenarios.ts";
export { type Account, defaultAccount } from "./vnpay/accounts.ts";

/** How to start a simulator. */
export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  /** Loopback alone by default. */
  hostname?: string;
  now?: () => Date;
  /** Delays of the scenarios; a test gives one that does not wait. */
  wait?: Wait;
  /** Takes one line for each message that a gateway saw, without text or whole numbers. */
  log?: (line: string) => void;
}

/** A running simulator. */
export interface Simulator {
  /** Without a slash at the end; the VNPAY base URL is `${url}/vnpay`. */
  url: string;
  port: number;
  /** What the gateways saw, newest first. */
  requests(): RequestRecord[];
  /** What a phone shows, newest first; the number may be in any form. */
  messages(number: string): PhoneMessage[];
  /** As `POST /scenarios`; throws what that would refuse. */
  setScenario(scenario: Scenario): void;
  /** Adds an account, or replaces the one with its partner code. */
  setAccount(account: Account): void;
  /** Back to the state of a fresh simulator. */
  reset(): void;
  /** Ends every delay and connection, then the server. */
  stop(): Promise<void>;
}

/** Starts the fake gateways and virtual phones on one port. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, hostname = "127.0.0.1", now = () => new Date(), wait = realWait } = options;
  const log = options.log ?? (() => {});
  const stop = new AbortController();
  const accounts = new Map([[defaultAccount.partnerCode, defaultAccount]]);
  const scenarios = createScenarios();
  const requests = createRequestLog(now, log);
  const phones = createPhones(now);
  const stopping = stop.signal;
  const gateway = createGateway({ accounts, scenarios, requests, phones, wait, stopping });
  const router = createRouter(
    {
      ...gateway.routes,
      ...phoneRoutes(phones),
      ...controlRoutes(scenarios, requests, accounts),
    },
    log,
  );
  const server = await listen(router, port, hostname, stopping);

  return {
    url: `http://${hostname}:${server.port}`,
    port: server.port,
    requests: () => requests.list(),
    messages: (number) => phones.messages(toE164(number) ?? number),
    setScenario(scenario) {
      const checked = scenarios.set(scenario);
      if (!checked.ok) throw new Error(`bad scenario: ${JSON.stringify(checked.errors)}`);
    },
    setAccount: (account) => void accounts.set(account.partnerCode, account),
    reset() {
      accounts.clear();
      accounts.set(defaultAccount.partnerCode, defaultAccount);
      scenarios.clear();
      requests.clear();
      phones.clear();
      gateway.forget();
    },
    async stop() {
      stop.abort();
      await server.close();
    },
  };
}
