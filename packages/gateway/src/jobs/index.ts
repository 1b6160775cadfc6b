import type { Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { checkProviders } from "./check-providers.ts";
import { erasePeople } from "./erase-people.ts";
import { forgetLimits } from "./forget-limits.ts";
import { forgetMessages } from "./forget-messages.ts";
import { forgetSandboxMessages } from "./forget-sandbox.ts";
import { lookUpMessages } from "./look-up-messages.ts";
import { prepareMonths } from "./prepare-months.ts";
import { rollUp } from "./roll-up.ts";

/** What the ledger does by the clock, once for all processes. */
export const gatewayJobs = (context: GatewayContext): readonly Job[] => [
  prepareMonths(context),
  forgetMessages(context),
  forgetLimits(context),
  erasePeople(context),
  forgetSandboxMessages(context),
  lookUpMessages(context),
  checkProviders(context),
  rollUp(context),
];
