import { type Reporter, runReports } from "./callbacks/reports.ts";
import { type Answer, playAfter, playBefore, spoilsAnswer } from "./faults.ts";
import type { GatewayParts } from "./gateway.ts";
import type { Call, Reply } from "./http/listen.ts";
import type { Provider } from "./providers.ts";
import type { Scenario } from "./scenario.ts";

/** One message of a request, as far as it can be told before anybody has judged it. */
export interface Submitted {
  messageId: string | null;
  /** E.164 where the number is one, else as it came. */
  to: string | null;
}

/** What a gateway decided about one message. */
export interface Decision extends Submitted {
  scenario: Scenario | undefined;
  /** The provider's code. */
  outcome: string;
  accepted: boolean;
  /** Tells what becomes of an accepted message. */
  report?: Reporter;
}

/** A request as read, before its scenarios are known. */
export interface Incoming {
  messages: Submitted[];
  /** Judges the messages and takes those that are in order; one scenario for each message. */
  decide(scenarios: (Scenario | undefined)[]): { answer: Answer; decisions: Decision[] };
}

/**
 * Answers one request to send: reads it, plays what the scenarios of its numbers ask for, and
 * records what became of each message. Delivery reports follow the answer, unless they are early.
 */
export async function exchange(
  parts: GatewayParts,
  call: Call,
  provider: Provider,
  read: (body: string) => Incoming,
): Promise<Reply> {
  const { scenarios, requests, wait, stopping } = parts;
  const path = call.url.pathname;
  const record = ({ messageId, to }: Submitted, outcome: string, accepted: boolean) =>
    requests.add({ provider, path, messageId, to, outcome, accepted });

  const unread = scenarios.find(provider, null);
  if (unread?.scenario === "reset-before-read") {
    scenarios.use(unread);
    record({ messageId: null, to: null }, unread.scenario, false);
    return "reset";
  }

  const { messages, decide } = read(await call.readText());
  const played = messages.map(({ to }) => scenarios.find(provider, to));
  for (const scenario of new Set(played)) if (scenario) scenarios.use(scenario);
  const delay = played.reduce((ms, scenario) => Math.max(ms, answerDelay(scenario)), 0);
  if (delay > 0) await wait(delay, stopping);

  const refusal = playBefore(played);
  if (refusal) {
    for (const message of messages) record(message, refusal.scenario, false);
    return refusal.reply;
  }

  const { answer, decisions } = decide(played);
  for (const decision of decisions) record(decision, outcomeOf(decision), decision.accepted);
  await Promise.all(decisions.map((decision) => report(parts, decision, call)));
  return playAfter(played, answer, call.gone);
}

/** Late reports use the same setting; they do not delay the answer. */
function answerDelay(scenario: Scenario | undefined): number {
  return scenario?.reports === "late" ? 0 : (scenario?.delayMs ?? 0);
}

function outcomeOf({ outcome, accepted, scenario }: Decision): string {
  return accepted && scenario && spoilsAnswer(scenario) ? scenario.scenario : outcome;
}

/** Starts the reports of one message; the promise is that of those which precede the answer. */
async function report(parts: GatewayParts, decision: Decision, call: Call): Promise<void> {
  const { scenario, report } = decision;
  if (!report) return;
  const isSilent = scenario?.scenario === "accept-then-timeout";
  const running = runReports(parts, scenario, report, isSilent ? undefined : call.answered);
  if (scenario?.reports === "early") await running;
}
