import { type ConfigProblem, createKeyring, type Keyring } from "@nx/core";
import type { Environment } from "./environment.ts";
import { localKeys } from "./local-keys.ts";

/** The keys and tokens of this process, and what is missing of them. */
export interface Keys {
  /** Wraps the keys that encrypt settings. */
  readonly secrets: Keyring | undefined;
  readonly peppers: Keyring | undefined;
  readonly operatorToken: string | undefined;
  readonly apiKey: string | undefined;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Takes the keys of the environment. In production a missing one is a problem and switches off what
 * needs it; elsewhere keys are made up and kept in the data folder.
 */
export const readKeys = async (environment: Environment): Promise<Keys> => {
  const problems: ConfigProblem[] = [];
  const stand = environment.production ? undefined : await localKeys(environment.dataDir);

  const ring = (variable: string, entries: readonly string[], standIn: string | undefined) => {
    const given = entries.length > 0 || !standIn ? entries : [`local:${standIn}`];
    const result = createKeyring(given.map(splitEntry));
    if (result.ok) return result.keyring;
    problems.push(
      ...result.problems.map(({ code, message }) => problemOf(variable, code, message)),
    );
    return undefined;
  };
  const token = (variable: string, given: string | undefined, standIn: string | undefined) => {
    if (!given && !standIn) problems.push(problemOf(variable, "missing", "It is not set."));
    return given ?? standIn;
  };

  return {
    secrets: ring("SECRETS_KEYS", environment.secretsKeys, stand?.secretsKey),
    peppers: ring("OTP_PEPPERS", environment.otpPeppers, stand?.otpPepper),
    operatorToken: token("OPERATOR_TOKEN", environment.operatorToken, stand?.operatorToken),
    apiKey: token("API_KEY", environment.apiKey, stand?.apiKey),
    problems,
  };
};

const splitEntry = (entry: string): { id: string; key: string } => {
  const colon = entry.indexOf(":");
  return { id: entry.slice(0, Math.max(0, colon)), key: entry.slice(colon + 1) };
};

/** A problem of the environment, in the form of those of the settings. */
export const problemOf = (variable: string, code: string, message: string): ConfigProblem => ({
  setting: "environment",
  path: variable,
  code,
  message,
});
