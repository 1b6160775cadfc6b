import { defineJob, type Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { forgetFull } from "../limits/forget.ts";

/** Forgets rate limits that nobody is near. */
export const forgetLimits = ({ database }: Pick<GatewayContext, "database">): Job<object> =>
  defineJob({
    name: "limits.forget",
    every: 600,
    async work(_, signal) {
      await forgetFull(database, signal);
    },
  });
