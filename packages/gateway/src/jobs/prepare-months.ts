import { defineJob, type Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { preparePartitions } from "../ledger/partitions.ts";

/** Makes the months ahead, long before the first message falls into them. */
export const prepareMonths = ({ database, clock }: GatewayContext): Job<object> =>
  defineJob({
    name: "messages.partitions",
    every: 3600,
    work: () => preparePartitions(database, clock.now()),
  });
