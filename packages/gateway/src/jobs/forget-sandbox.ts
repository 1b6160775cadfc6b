import { defineJob, type Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { forgetSandbox } from "../sandbox/forget.ts";

/** Forgets what test twins sent an hour ago. */
export const forgetSandboxMessages = ({ database }: GatewayContext): Job<object> =>
  defineJob({
    name: "sandbox.retention",
    every: 600,
    work: async () => {
      await forgetSandbox(database);
    },
  });
