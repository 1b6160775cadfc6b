import { isIP } from "node:net";
import type { ConfigProblem } from "@nx/core";
import { semver } from "bun";
import { problemOf } from "./keys.ts";

/** What the process is told by its surroundings; everything else is in the database. */
export interface Environment {
  /** Which rows of the configuration are read: `production`, `staging`, `demo`. */
  readonly name: string;
  /** In production nothing stands in for what is missing: no printed codes, no made-up keys. */
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where people and providers reach this service, without a slash at the end. */
  readonly publicUrl: string;
  /** `postgres://…`, `memory://`, or the folder of the embedded database. */
  readonly databaseUrl: string;
  /** Where keys that are made up outside production are kept; undefined keeps them in memory. */
  readonly dataDir: string | undefined;
  readonly logLevel: LogLevel;
  readonly operatorToken: string | undefined;
  readonly apiKey: string | undefined;
  /** `id:base64` entries, the current one first. */
  readonly secretsKeys: readonly string[];
  readonly otpPeppers: readonly string[];
  /** Whether this process also dispatches messages. */
  readonly worker: boolean;
  /** Addresses whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Networks of the operator's own, as CIDRs, into which webhooks may lead. */
  readonly webhookNetworks: readonly string[];
  /** Where the first values of settings come from: `VNPAY_…`, `SMS_…`, `OTP_…`. */
  readonly seeds: Readonly<Record<string, string | undefined>>;
}

const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
type LogLevel = (typeof logLevels)[number];

/** Shorter tokens can be guessed. */
const shortestToken = 16;

/** Older ones were seen to send a request a second time when a connection broke. */
const safeRuntimes = ">=1.4.5";

/**
 * Reads the environment variables once, at the edge. Nothing here stops the boot: what cannot be
 * used is reported, and the safe value stands in for it.
 */
export const readEnvironment = (
  env: Readonly<Record<string, string | undefined>>,
  bunVersion: string = Bun.version,
): { environment: Environment; problems: ConfigProblem[] } => {
  const problems: ConfigProblem[] = [];
  const read = <T>(variable: string, fallback: T, parse: (text: string) => T | undefined): T => {
    const text = env[variable];
    if (text === undefined || text === "") return fallback;
    const value = parse(text);
    if (value === undefined)
      problems.push(problemOf(variable, "not_usable", "The value is not usable and is ignored."));
    return value ?? fallback;
  };

  const name = read("ENVIRONMENT", "production", parseName);
  const production = name === "production";
  const token = (text: string) => (production && text.length < shortestToken ? undefined : text);
  const dataDir = env["DATA_DIR"] || ".data";
  const inMemory = dataDir.startsWith("memory://");

  const port = read("PORT", 3000, parsePort);
  const environment: Environment = {
    name,
    production,
    host: env["HOST"] || "0.0.0.0",
    port,
    publicUrl: read("PUBLIC_URL", `http://localhost:${port}`, parseUrl),
    databaseUrl: env["DATABASE_URL"] || (inMemory ? "memory://" : `${dataDir}/database`),
    dataDir: inMemory ? undefined : dataDir,
    logLevel: read("LOG_LEVEL", "info", (text) => logLevels.find((level) => level === text)),
    operatorToken: read<string | undefined>("OPERATOR_TOKEN", undefined, token),
    apiKey: read<string | undefined>("API_KEY", undefined, token),
    secretsKeys: list(env["SECRETS_KEYS"]),
    otpPeppers: list(env["OTP_PEPPERS"]),
    worker: env["WORKER"] !== "off",
    trustedProxies: list(env["TRUSTED_PROXIES"]),
    webhookNetworks: read<readonly string[]>("WEBHOOK_NETWORKS", [], parseNetworks),
    // Its prefix is that of the settings of one-time codes.
    seeds: { ...env, OTP_PEPPERS: undefined },
  };
  if (!semver.satisfies(bunVersion, safeRuntimes)) {
    const message = `Bun ${safeRuntimes} is needed: an older one may send a message twice.`;
    problems.push(problemOf("bun", "outdated", message));
  }
  return { environment, problems };
};

const list = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);

const parseName = (text: string): string | undefined =>
  /^[a-z][a-z0-9-]{0,31}$/.test(text) ? text : undefined;

const parseNetworks = (text: string): string[] | undefined => {
  const networks = list(text);
  return networks.every(isNetwork) ? networks : undefined;
};

const isNetwork = (text: string): boolean => {
  const [address = "", bits = "", ...rest] = text.split("/");
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most && rest.length === 0;
};

const parseUrl = (text: string): string | undefined =>
  /^https?:\/\/[^\s?#]+$/.test(text) && URL.canParse(text) ? text.replace(/\/+$/, "") : undefined;

const parsePort = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
