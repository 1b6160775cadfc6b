import type { GatewayParts } from "../gateway.ts";
import type { Scenario } from "../scenario.ts";

/** Milliseconds between two reports about one message. */
const PACE = 100;

/** One step in the life of an accepted message; each provider has words of its own for it. */
export type ReportStep =
  | { state: "sent" | "delivered" | "expired" }
  | { state: "failed"; code: string };

/** Takes note of a step, and tells the sender if `notify` is set. Resolves when it was told. */
export type Reporter = (step: ReportStep, notify: boolean) => Promise<void>;

/** The steps of a message in the order in which they are told. */
export function stepsOf({ reports = "normal", code = "" }: Partial<Scenario> = {}): ReportStep[] {
  const sent: ReportStep = { state: "sent" };
  const delivered: ReportStep = { state: "delivered" };
  switch (reports) {
    case "duplicated":
      return [sent, sent, delivered, delivered];
    case "out-of-order":
      return [delivered, sent];
    case "failed":
      return [sent, { state: "failed", code }];
    case "expired":
      return [{ state: "expired" }];
    default:
      return [sent, delivered];
  }
}

/**
 * Reports what becomes of one message. It begins when `answered` settles, at once for early reports
 * and for an answer that never comes, and ends when the simulator stops or is reset.
 */
export async function runReports(
  { callbacks, wait }: GatewayParts,
  scenario: Scenario | undefined,
  report: Reporter,
  answered: Promise<void> | undefined,
): Promise<void> {
  const ended = callbacks.current();
  const isEarly = scenario?.reports === "early";
  if (!isEarly) await answered;
  if (scenario?.reports === "late") await wait(scenario.delayMs ?? 0, ended);
  for (const step of stepsOf(scenario)) {
    if (!isEarly) await wait(PACE, ended);
    if (ended.aborted) return;
    await report(step, scenario?.reports !== "none");
  }
}
