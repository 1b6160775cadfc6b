import { defineJob, type Job } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { askAccount, checkMs } from "../health/check-account.ts";
import { noteChecks } from "../health/note-checks.ts";
import { readHealth } from "../health/read-health.ts";
import { takeChanges } from "../health/take-changes.ts";

/**
 * Looks whether the providers answer. What it finds is told to people; routing goes by what happens
 * to messages, which is the only proof.
 */
export const checkProviders = (context: GatewayContext): Job<object> =>
  defineJob({
    name: "providers.health",
    every: 60,
    timeoutSeconds: 60,
    retries: 0,
    async work(_, signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(checkMs)]);
      const accounts = context.accounts();
      const checks = await Promise.all(
        accounts.map(async (account) => {
          const fact = await askAccount(account, limit);
          return fact === undefined ? [] : [{ account: account.id, fact }];
        }),
      );
      // One that was cut short has found nothing.
      if (signal.aborted) return;
      await noteChecks(context.database, checks.flat());
      for (const { account, state } of await takeChanges(
        context.database,
        await readHealth(context, accounts),
      ))
        context.logger.warn({ event: "provider.health", provider: account, outcome: state });
    },
  });
