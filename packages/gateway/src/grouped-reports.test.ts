import { expect, test } from "bun:test";
import { createLogger, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { createCircuits } from "./dispatch/circuits.ts";
import { systemTiming } from "./dispatch/timing.ts";
import { groupedReports } from "./grouped-reports.ts";
import { createTestLedger } from "./testing/index.ts";

describeOnDatabases("reports that come at the same time", (open) => {
  test("and too early are tried again a little later, however many come of others' messages", async () => {
    const database = await open();
    const ledger = createTestLedger(database);
    const message = ledger.message();
    await ledger.accept(message);
    const dispatcher = ledger.dispatcher([recordingProvider(undefined, "one")]);
    dispatcher.start();
    await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
    await dispatcher.stop();

    const waits: number[] = [];
    const later = Promise.withResolvers<void>();
    const delay = (ms: number) => {
      waits.push(ms);
      return later.promise;
    };
    const report = groupedReports({
      database,
      circuits: createCircuits(database, systemClock.now),
      newId: ledger.newId,
      timing: { ...systemTiming, delay },
      logger: createLogger({ level: "silent" }),
    });
    const receive = (...names: string[]) =>
      report(
        names.map((providerMessageId) => ({
          account: "one",
          fact: { status: "delivered", providerMessageId },
        })),
      );
    await receive("second-name");
    await receive(...Array.from({ length: 1100 }, (_, n) => `of-others-${n}`));
    expect(waits).toHaveLength(1);
    // Recorded meanwhile, by somebody who did not see the report.
    await database.orm.execute(sql`
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      values ('one', 'second-name', ${ledger.organizationId}::uuid, ${message.id}::uuid, 1, 1, now())`);
    later.resolve();
    await ledger.until(message.id, ({ status }) => status === "DELIVERED");
    expect(waits).toHaveLength(1);
  });
});
