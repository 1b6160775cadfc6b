import { ledger } from "../ledger/engine.ts";
import { bare } from "./bare.ts";
import { bullmqDocumented, bullmqTuned, bullmqTunedAlways } from "./bullmq.ts";
import type { EngineKind } from "./engine.ts";
import { graphileWorker, graphileWorkerBatchJobs } from "./graphile-worker.ts";
import { pgBossBatched, pgBossDocumented } from "./pg-boss.ts";

/** All ways of use, in the order of the tables. */
export const kinds: readonly EngineKind[] = [
  ledger,
  bare,
  graphileWorkerBatchJobs,
  graphileWorker,
  pgBossBatched,
  pgBossDocumented,
  bullmqTuned,
  bullmqTunedAlways,
  bullmqDocumented,
];

/** The one of that name, for a process that was told it. */
export function kindNamed(name: string | undefined): EngineKind {
  const kind = kinds.find((found) => found.name === name);
  if (!kind) throw new Error(`There is no peer "${name}"`);
  return kind;
}
