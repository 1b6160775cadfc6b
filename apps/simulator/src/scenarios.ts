import type { Checked } from "./http/read-body.ts";
import { type Provider, providerNames } from "./providers.ts";
import { checkScenario, type Scenario } from "./scenario.ts";
import { suffixesOf } from "./suffixes.ts";

/** The scenarios in force. */
export interface Scenarios {
  /** Sets a scenario in place of the one for the same number, or for all, of its provider. */
  set(input: unknown): Checked<Scenario>;
  /** Those that were set; the suffixes are always there. */
  list(): Scenario[];
  clear(): void;
  /** The scenario for an E.164 number: the most exact one set, else by suffix. */
  find(provider: Provider, number: string | null): Scenario | undefined;
  /** Counts one request against the scenario's `times`. */
  use(scenario: Scenario): void;
}

/** Starts with the suffixes alone. */
export function createScenarios(): Scenarios {
  const suffixes = new Map(providerNames.map((name) => [name, suffixesOf(name)]));
  const byKey = new Map<string, Scenario>();
  return {
    set(input) {
      const checked = checkScenario(input);
      if (checked.ok) byKey.set(keyOf(checked.value), checked.value);
      return checked;
    },
    list: () => [...byKey.values()],
    clear: () => byKey.clear(),
    find(provider, number) {
      const digits = number?.replace("+", "") ?? "";
      const [longest] = [...byKey.values()]
        .filter((each) => each.provider === provider && digits.endsWith(each.number ?? ""))
        .sort((a, b) => (b.number ?? "").length - (a.number ?? "").length);
      return longest ?? suffixes.get(provider)?.get(digits.slice(-3));
    },
    use(scenario) {
      if (scenario.times === undefined) return;
      if (scenario.times > 1)
        byKey.set(keyOf(scenario), { ...scenario, times: scenario.times - 1 });
      else byKey.delete(keyOf(scenario));
    },
  };
}

const keyOf = ({ provider, number = "" }: Scenario) => `${provider} ${number}`;
