import { join } from "node:path";
import type { Sizes } from "./faults.ts";
import type { FaultResult } from "./scene.ts";

/** What came of one fault; `error` where it could not be played to its end. */
export type Outcome = FaultResult | { readonly fault: string; readonly error: string };

interface Chosen {
  readonly name: string;
  /** Its place in the list of all. */
  readonly index: number;
}

/**
 * Plays faults side by side, each in a process of its own with its own server, so that none is
 * disturbed by another's damage or waits in another's pool of connections.
 */
export async function runInLanes(
  chosen: readonly Chosen[],
  { lanes, ...options }: Sizes & { readonly seed: number; readonly lanes: number },
  done: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...chosen.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, fault] = next;
      const outcome = await runAlone(fault, options);
      outcomes[place] = outcome;
      done(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  return outcomes;
}

/** No fault takes longer; one that does hangs. */
const mostMinutes = 45;

async function runAlone(
  { name, index }: Chosen,
  { seed, seconds, recipients }: Sizes & { readonly seed: number },
): Promise<Outcome> {
  const child = Bun.spawn(
    [
      process.execPath,
      join(import.meta.dir, "main.ts"),
      ...["--only", String(index), "--seed", String(seed), "--seconds", String(seconds)],
      ...["--recipients", String(recipients)],
    ],
    {
      // Clients and callbacks wait for each other's requests; they may not wait for a free place.
      env: { ...process.env, BUN_CONFIG_MAX_HTTP_REQUESTS: "20000" },
      stdio: ["ignore", "pipe", "inherit"],
      timeout: mostMinutes * 60_000,
      killSignal: "SIGKILL",
    },
  );
  const text = await new Response(child.stdout).text();
  const code = await child.exited;
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  const result: unknown = code === 0 && last.startsWith("{") ? JSON.parse(last) : undefined;
  return isResult(result) ? result : { fault: name, error: `it ended with ${code}: ${text}` };
}

const isResult = (value: unknown): value is FaultResult =>
  typeof value === "object" && value !== null && "unmet" in value && "lost" in value;

/** Whether everything that must be nothing is nothing. */
export const isGood = (outcome: Outcome): boolean =>
  !("error" in outcome) &&
  outcome.lost + outcome.stuck + outcome.denied + outcome.duplicatedUnrecorded === 0 &&
  outcome.acceptedTwice + outcome.moneyOff + outcome.webhooksLost === 0 &&
  outcome.unmet.length === 0;

/** A line of the table. */
export const toLine = (outcome: Outcome): object => {
  if ("error" in outcome) return outcome;
  const { fault, promised: _, replies: __, unmet, messages, seed, ...figures } = outcome;
  return { fault: fault.slice(0, 48), messages, ...figures, unmet: unmet.length, seed };
};
