import { keepStepping } from "../keep-stepping.ts";
import type { InboxContext } from "./context.ts";
import { stepInbox } from "./step.ts";

/** How long a message may be committed before it is noticed. */
const pollMs = 300;

/** Reads what people write, until it is stopped. */
export const startInbox = (context: InboxContext): { stop(): Promise<void> } =>
  keepStepping(context, {
    name: "inbox",
    pollMs,
    step: async () => (await stepInbox(context)) > 0,
  });
