import { type DestinationStream, type Level, pino, stdTimeFunctions } from "pino";
import { toLoggedError } from "./log-error.ts";

// A label has no spaces: a sentence, a body or a connection string cannot pass as one.
const label = (value: unknown) =>
  typeof value === "string" && /^[\w.:/{}*~-]{1,128}$/.test(value) ? value : "[refused]";
const number = (value: unknown) => (Number.isFinite(value) ? value : "[refused]");
const phone = (value: unknown) =>
  typeof value === "string" && value.length > 6 ? `***${value.slice(-3)}` : "***";

// The whole of what can be logged. A field that is not here does not reach the log at all.
const fields = {
  event: label,
  requestId: label,
  organization: label,
  provider: label,
  providerCode: label,
  outcome: label,
  errorCode: label,
  setting: label,
  path: label,
  method: label,
  route: label,
  id: label,
  status: number,
  durationMs: number,
  count: number,
  port: number,
  phone,
  error: (value: unknown) => toLoggedError(value),
} as const;

/** What may be said in a log line. Strings are labels without spaces; there is no free text. */
export interface LogFields {
  /** What happened, for example `otp.sent`. */
  readonly event: string;
  readonly requestId?: string;
  readonly organization?: string;
  readonly provider?: string;
  readonly providerCode?: string;
  readonly outcome?: string;
  readonly errorCode?: string;
  /** For example `INTEGRATION/vnpay`. */
  readonly setting?: string;
  /** JSON pointer to a field. */
  readonly path?: string;
  readonly method?: string;
  /** The pattern, `/v1/otp/:id`, never the URL. */
  readonly route?: string;
  /** Public id of the thing that the line is about. */
  readonly id?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly port?: number;
  /** The logger itself masks all but the last three digits. */
  readonly phone?: string;
  /** Whatever was thrown; name, code and stack are logged, a foreign message is not. */
  readonly error?: unknown;
}

export type LogLevel = Level | "silent";

/** A logger that cannot be handed anything but {@link LogFields}. */
export type Logger = Readonly<
  Record<"debug" | "info" | "warn" | "error", (fields: LogFields) => void>
>;

const pick = (given: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value !== undefined && isField(name) ? [[name, fields[name](value)]] : [],
    ),
  );

const isField = (name: string): name is keyof typeof fields => Object.hasOwn(fields, name);

/** JSON lines through pino, to standard output unless a `destination` is given. */
export const createLogger = (options: {
  level: LogLevel;
  destination?: DestinationStream;
}): Logger => {
  const settings = { level: options.level, base: null, timestamp: stdTimeFunctions.isoTime };
  const out = options.destination ? pino(settings, options.destination) : pino(settings);
  return {
    debug: (given) => out.debug(pick(given)),
    info: (given) => out.info(pick(given)),
    warn: (given) => out.warn(pick(given)),
    error: (given) => out.error(pick(given)),
  };
};
