import { defineJob, type Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { forgetOld } from "../ledger/forget.ts";

/** Forgets old messages and keys, at 2 in the night of Vietnam. */
export const forgetMessages = ({ database, clock, logger }: GatewayContext): Job<object> =>
  defineJob({
    name: "messages.retention",
    every: "0 19 * * *",
    timeoutSeconds: 3600,
    async work(_, signal) {
      const { tables, rows } = await forgetOld(database, clock.now(), signal);
      if (tables + rows > 0) logger.info({ event: "messages.forgotten", count: rows });
    },
  });
