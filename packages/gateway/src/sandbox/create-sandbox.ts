import type { GatewayContext } from "../context.ts";
import type { Routing } from "../dispatch/routing.ts";
import { sandboxAccount } from "./endings.ts";
import { createSandboxProvider } from "./provider.ts";

/** Where everything ends that test twins send. */
export interface Sandbox {
  /** One account and no rules, whatever is configured for the twin. */
  routing(organizationId: string): Routing;
  /** Brings the reports that are still due. */
  stop(): Promise<void>;
}

/** Messages of all twins under way at once, per process. */
const window = 64;

/** Makes the sandbox. Reports that are due live in this process: one that is killed brings none. */
export function createSandbox({
  database,
  newId,
  timing,
  logger,
  report,
}: Pick<GatewayContext, "database" | "newId" | "timing" | "logger" | "report">): Sandbox {
  const routings = new Map<string, Routing>();
  const due = new Set<Promise<unknown>>();
  const stopping = Promise.withResolvers<void>();

  const reportLater: Parameters<typeof createSandboxProvider>[0]["reportLater"] = (
    fact,
    afterMs,
  ) => {
    const reported = Promise.race([timing.delay(afterMs), stopping.promise])
      .then(() => report([{ account: sandboxAccount, fact }]))
      .catch((error) => logger.warn({ event: "sandbox.report_failed", error }))
      .finally(() => due.delete(reported));
    due.add(reported);
  };

  return {
    routing(organizationId) {
      const known = routings.get(organizationId);
      if (known !== undefined) return known;
      const provider = createSandboxProvider({ database, organizationId, newId, reportLater });
      const routing = { accounts: [{ id: sandboxAccount, provider, window }], rules: [] };
      routings.set(organizationId, routing);
      return routing;
    },
    async stop() {
      stopping.resolve();
      while (due.size > 0) await Promise.all(due);
    },
  };
}
