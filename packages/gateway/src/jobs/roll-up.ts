import { defineJob, type Job } from "@nx/core";
import { rollUpInbound } from "../analytics/roll-up-inbound.ts";
import { rollUpMessages } from "../analytics/roll-up-messages.ts";
import type { GatewayContext } from "../context.ts";

/** Brings the totals that analytics reads up to date. */
export const rollUp = ({ database }: GatewayContext): Job<object> =>
  defineJob({
    name: "analytics.roll-up",
    every: 60,
    timeoutSeconds: 300,
    async work(_, signal) {
      await rollUpMessages(database, signal);
      await rollUpInbound(database, signal);
    },
  });
