import { type Config, DatabaseUnavailable } from "@nx/core";
import { Value } from "@sinclair/typebox/value";
import type { LimitNumbers } from "./layers.ts";
import { RateSettings, rateSetting, ScenarioSettings, scenarioSetting } from "./settings.ts";

/** So many organizations' numbers are kept at hand. */
const mostKept = 10_000;

const shipped = {
  rates: Value.Parse(RateSettings, {}),
  scenarios: Value.Parse(ScenarioSettings, {}),
};

/**
 * The numbers of an organization, or of nobody's. Kept until a setting changes, because reading one
 * costs as much as everything else. Where a setting is wrong, those that ship hold: a mistake does
 * not open the doors. A process that has not read any setting yet throws `DatabaseUnavailable`: numbers
 * that are not the others' would use up what all of them share.
 */
export function createNumbers(
  config: Pick<Config, "read" | "watch">,
): (organizationId: string | undefined) => LimitNumbers {
  const kept = new Map<string | undefined, LimitNumbers>();
  config.watch(rateSetting, () => kept.clear());
  config.watch(scenarioSetting, () => kept.clear());
  return (organizationId) => {
    let numbers = kept.get(organizationId);
    if (numbers === undefined) {
      if (kept.size >= mostKept) kept.clear();
      numbers = readNumbers(config, organizationId);
      kept.set(organizationId, numbers);
    }
    return numbers;
  };
}

function readNumbers(config: Pick<Config, "read">, organizationId: string | undefined) {
  const scope = organizationId === undefined ? {} : { organization: organizationId };
  const platform = config.read(rateSetting);
  if (platform.state === "invalid" && platform.problems.some(isUnread))
    throw new DatabaseUnavailable("not-run", "The limits were not read yet");
  const own = config.read(rateSetting, scope);
  const scenarios = config.read(scenarioSetting, scope);
  const { enabled, ip, global } = platform.state === "ok" ? platform.value : shipped.rates;
  const { key, organization } = own.state === "ok" ? own.value : shipped.rates;
  return {
    rates: { enabled, ip, global, key, organization },
    scenarios: (scenarios.state === "ok" ? scenarios.value : shipped.scenarios).scenarios,
  };
}

const isUnread = ({ code }: { readonly code: string }): boolean => code === "database_unavailable";
