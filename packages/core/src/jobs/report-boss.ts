import type { PgBoss } from "pg-boss";
import type { Reporting } from "./run-attempt.ts";

const QUIET_MS = 60_000;

/** Logs what pg-boss reports. An absent database, which every worker meets, is said once a minute. */
export function reportBoss(boss: PgBoss, { clock, logger }: Reporting): void {
  let quietUntilMs = 0;
  boss.on("error", (error) => {
    // Its workers report a copy of the error's fields, which is none by class.
    if (error.name === "DatabaseUnavailable") {
      const nowMs = clock.now().getTime();
      if (nowMs < quietUntilMs) return;
      quietUntilMs = nowMs + QUIET_MS;
    }
    logger.warn({ event: "jobs.error", ...about(error), error });
  });
  boss.on("warning", ({ data }) => {
    logger.warn({ event: "jobs.warning", outcome: textOf(data, "type") ?? "other" });
  });
}

const about = (error: Error) => {
  const errorCode = textOf(error, "code") ?? textOf(error, "name");
  const route = textOf(error, "queue");
  return { ...(errorCode && { errorCode }), ...(route && { route }) };
};

const textOf = (of: unknown, field: string): string | undefined => {
  if (typeof of !== "object" || of === null) return undefined;
  const value: unknown = Reflect.get(of, field);
  return typeof value === "string" ? value : undefined;
};
