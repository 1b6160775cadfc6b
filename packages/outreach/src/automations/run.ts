import type { Timing } from "@nx/gateway";
import { keepStepping } from "../keep-stepping.ts";
import type { AutomationContext } from "./context.ts";
import { takeSteps } from "./take-steps.ts";
import { takeTriggers } from "./take-triggers.ts";

/** How long after something happened it is noticed, or a step is due before it is taken. */
const pollMs = 500;

/** Enrols contacts to whom something happens, and takes them further, until it is stopped. */
export const startAutomations = (
  context: AutomationContext & { readonly timing: Pick<Timing, "delay"> },
): { stop(): Promise<void> } => {
  const running = [
    keepStepping(context, {
      name: "automations.triggers",
      pollMs,
      step: () => takeTriggers(context),
    }),
    keepStepping(context, { name: "automations", pollMs, step: () => takeSteps(context) }),
  ];
  return {
    async stop() {
      await Promise.all(running.map((each) => each.stop()));
    },
  };
};
