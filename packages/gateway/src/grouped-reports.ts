import type { AccountReport, GatewayContext } from "./context.ts";
import { type Grouped, grouped } from "./grouped.ts";
import { matchParkedReports } from "./ledger/parked-reports.ts";
import { applyReports } from "./ledger/report.ts";
import { nameOf, otherOf } from "./ledger/report-facts.ts";

/** Time after which reports that came too early are looked at again. */
const matchAfterMs = 200;

/** Reports that one statement applies. */
const mostReports = 1000;

/** Applies reports; those that come at the same time share a statement for each account. */
export function groupedReports({
  database,
  circuits,
  newId,
  timing,
  logger,
}: Pick<GatewayContext, "database" | "circuits" | "newId" | "timing" | "logger">): Grouped<
  AccountReport,
  undefined
> {
  let early: AccountReport[] = [];
  /** What they are about is usually being recorded at this moment. */
  const matchSoon = async (reports: readonly AccountReport[]): Promise<void> => {
    early.push(...reports);
    if (early.length > reports.length) return;
    await timing.delay(matchAfterMs);
    const names = early.flatMap(({ fact }) => [nameOf(fact), otherOf(fact)]);
    early = [];
    await matchParkedReports(
      database,
      names.filter((name) => name !== undefined),
    ).catch((error) => logger.warn({ event: "ledger.match_failed", error }));
  };
  return grouped<AccountReport, undefined>(
    async (reports) => {
      for (const account of new Set(reports.map((report) => report.account))) {
        const own = reports.filter((report) => report.account === account);
        const facts = own.map(({ fact }) => fact);
        const { deliveries, parked } = await applyReports(database, account, facts, {
          newId,
          random: timing.random,
        });
        if (parked > 0) void matchSoon(own);
        for (const tookMs of deliveries) circuits.record(account, { kind: "delivered", tookMs });
      }
      return reports.map(() => undefined);
    },
    { most: mostReports },
  );
}
