import type { ReceivedMessage, Timing } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";

/** What the reading of inbound messages works with. */
export interface InboxContext extends OutreachContext {
  /** Somebody else answers it, as STOP and START are: no rule does. */
  readonly isKeyword: (message: ReceivedMessage) => Promise<boolean>;
  readonly timing: Pick<Timing, "delay">;
}
