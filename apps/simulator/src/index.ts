import { type Account, createAccounts } from "./accounts.ts";
import { createAfricasTalking } from "./africastalking/gateway.ts";
import { type CallbackRecord, createCallbacks } from "./callbacks/callbacks.ts";
import { controlRoutes } from "./control.ts";
import { listen } from "./http/listen.ts";
import { createRouter } from "./http/router.ts";
import { toE164 } from "./number.ts";
import { createPhones, type PhoneMessage } from "./phones/phones.ts";
import { phoneRoutes } from "./phones/routes.ts";
import { createRequestLog, type RequestRecord } from "./request-log.ts";
import type { Scenario } from "./scenario.ts";
import { createScenarios } from "./scenarios.ts";
import { type Smsc, startSmsc } from "./smpp/smsc.ts";
import { createTriggers } from "./smpp/triggers.ts";
import { createTwilio } from "./twilio/gateway.ts";
import { createVeevoTech } from "./veevotech/gateway.ts";
import { createVnpay } from "./vnpay/gateway.ts";
import { createVonage } from "./vonage/gateway.ts";
import { wait as realWait, type Wait } from "./wait.ts";

export { type Account, defaultAccounts } from "./accounts.ts";
export type { CallbackOutcome, CallbackRecord } from "./callbacks/callbacks.ts";
export type { PhoneMessage } from "./phones/phones.ts";
export { type Provider, providerNames } from "./providers.ts";
export type { RequestRecord } from "./request-log.ts";
export type { ReportMode, Scenario } from "./scenario.ts";
/** Who may bind to the SMSC. */
export const smppAccounts = [{ systemId: "demo", password: "secret", sender: "NXDEMO" }];
export { vonageTestKey } from "./vonage/test-key.ts";

/** How to start a simulator. */
export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  /** Where the SMSC listens; a free port by default. */
  smppPort?: number;
  /** Loopback alone by default. */
  hostname?: string;
  now?: () => Date;
  /** Delays of scenarios and callbacks; a test gives one that does not wait. */
  wait?: Wait;
  /** Takes one line for each message that a gateway saw, without text or whole numbers. */
  log?: (line: string) => void;
  /** The newest requests that it tells of; 20,000 by default. */
  mostRequests?: number;
}

/** A running simulator. */
export interface Simulator {
  /** Without a slash at the end; the base URL of a provider is `${url}/twilio` and so on. */
  url: string;
  port: number;
  /** Port of the SMSC; accounts are in `smppAccounts`. */
  smppPort: number;
  /** What the gateways saw, newest first. */
  requests(): RequestRecord[];
  /** Reports and inbound messages that went out, newest first. */
  callbacks(): CallbackRecord[];
  /** What a phone shows, newest first; the number may be in any form. */
  messages(number: string): PhoneMessage[];
  /** As `POST /phones/{number}/reply`: false where nobody could take it. */
  reply(number: string, text: string, to?: string): boolean;
  /** As `POST /scenarios`; throws what that would refuse. */
  setScenario(scenario: Scenario): void;
  /** Adds an account to its provider (VNPAY if it names none), or replaces the one of its name. */
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
  const stopping = stop.signal;
  const accounts = createAccounts();
  const scenarios = createScenarios();
  const requests = createRequestLog(now, log, options.mostRequests);
  const callbacks = createCallbacks(now, wait, stopping);
  const phones = createPhones(now);
  const parts = { scenarios, requests, callbacks, phones, now, wait, stopping };
  const gateways = [
    createVnpay(parts, accounts.vnpay),
    createTwilio(parts, accounts.twilio),
    createVonage(parts, accounts.vonage),
    createAfricasTalking(parts, accounts.africastalking),
    createVeevoTech(parts, accounts.veevotech),
  ];
  const router = createRouter(
    Object.assign(
      {},
      ...gateways.map(({ routes }) => routes),
      phoneRoutes(phones),
      controlRoutes(scenarios, requests, callbacks, accounts),
    ),
    log,
  );
  const smsc: Smsc = await startSmsc({
    port: options.smppPort ?? 0,
    hostname,
    accounts: smppAccounts,
    decide: createTriggers(),
    deliver({ from, to, text }) {
      const wayBack = (answer: string) =>
        smsc.inbound({ from: to, to: from, text: answer }) ? Promise.resolve() : undefined;
      phones.deliver(to, { from, text, provider: "smpp" }, wayBack);
    },
    log: ({ messageId, to, outcome, accepted }) =>
      requests.add({ provider: "smpp", path: "submit_sm", messageId, to, outcome, accepted }),
    now,
    wait,
  });
  const server = await listen(router, port, hostname, stopping).catch(async (error) => {
    await smsc.stop();
    throw error;
  });

  return {
    url: `http://${hostname}:${server.port}`,
    port: server.port,
    smppPort: smsc.port,
    requests: () => requests.list(),
    callbacks: () => callbacks.list(),
    messages: (number) => phones.messages(toE164(number) ?? number),
    reply: (number, text, to) => phones.reply(toE164(number) ?? number, text, to) !== undefined,
    setScenario(scenario) {
      const checked = scenarios.set(scenario);
      if (!checked.ok) throw new Error(`bad scenario: ${JSON.stringify(checked.errors)}`);
    },
    setAccount: (account) => void accounts.set(account),
    reset() {
      accounts.reset();
      scenarios.clear();
      requests.clear();
      callbacks.clear();
      phones.clear();
      for (const gateway of gateways) gateway.forget?.();
    },
    async stop() {
      stop.abort();
      await Promise.all([server.close(), smsc.stop()]);
    },
  };
}
