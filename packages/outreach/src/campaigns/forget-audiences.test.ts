import { expect, test } from "bun:test";
import { describeOnDatabases } from "@nx/core/testing";
import { defaultRetention } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { forgetAudiences } from "./forget-audiences.ts";
import { createTestCampaigns, must, phoneOf } from "./test-campaigns-fixture.ts";

describeOnDatabases("the audience of a campaign that is over", (open) => {
  test("is forgotten when its texts are, and what became of it stays", async () => {
    const database = await open();
    const its = createTestCampaigns(database);
    const { organizationId, campaigns, context, ledger } = its;
    const [ended, draft] = [await its.draft(30), await its.draft(3)];
    await its.start(ended);
    await its.steps();
    await ledger.dispatch(20, "DELIVERED");
    must(await campaigns.cancel(organizationId, ended, {}));
    await its.steps();
    const before = await its.stats(ended);
    const days = (n: number) => new Date(Date.now() + n * 86_400_000);
    const forget = (after: number, retention: typeof defaultRetention | undefined) =>
      forgetAudiences(
        { ...context, clock: { ...context.clock, now: () => days(after) } },
        () => retention,
        new AbortController().signal,
      );
    const recipients = async (id: string) =>
      must(await campaigns.recipients(organizationId, id, {})).data.length;

    await forget(defaultRetention.bodyDays - 1, defaultRetention);
    await forget(6, { ...defaultRetention, bodyDays: 1 });
    await forget(1000, undefined);
    expect(await recipients(ended)).toBe(30);
    await forget(defaultRetention.bodyDays + 1, defaultRetention);
    expect([await recipients(ended), await recipients(draft)]).toEqual([0, 3]);
    expect(await its.stats(ended)).toEqual(before);
    expect(before.buckets.delivered).toBe(20);
    const [left] = await database.orm.execute<{ count: number }>(sql`
      select count(*)::int as count from campaign_recipients where phone = ${phoneOf(0)}`);
    expect(left?.count).toBe(1);
  });
});
