import type { PgBoss } from "pg-boss";
import type { Clock } from "../clock.ts";
import { DatabaseUnavailable } from "../database/index.ts";
import type { Logger } from "../logger.ts";

const QUIET_MS = 60_000;

/** Logs what pg-boss reports. An absent database, which every worker meets, is said once a minute. */
export function reportBoss(
  boss: PgBoss,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): void {
  let quietUntilMs = 0;
  boss.on("error", (error) => {
    if (error instanceof DatabaseUnavailable) {
      const nowMs = clock.now().getTime();
      if (nowMs < quietUntilMs) return;
      quietUntilMs = nowMs + QUIET_MS;
    }
    logger.warn({ event: "jobs.error", error });
  });
  boss.on("warning", ({ data }) => {
    const type =
      typeof data === "object" && data !== null && "type" in data ? data.type : undefined;
    logger.warn({ event: "jobs.warning", outcome: typeof type === "string" ? type : "other" });
  });
}
