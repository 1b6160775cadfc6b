import { expect, test } from "bun:test";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { forgetInbox } from "./forget.ts";
import { createTestInbox } from "./test-inbox-fixture.ts";

const amy = "+84912345671";
const ben = "+84912345672";

describeOnDatabases("what the ledger has forgotten", (open) => {
  test("is in no conversation and in no quarantine any more", async () => {
    const database = await open();
    const own = createTestInbox(database);
    await own.expectations.create(own.organizationId, {
      ...{ kind: "approval", recipients: [amy, ben], answers: ["APPROVE"], text: "{request}?" },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    for (const phone of [amy, ben]) await own.receive(phone, "I do not approve");
    await own.read();
    await database.orm.execute(sql`delete from inbound_messages where sender = ${amy}`);
    await database.orm.execute(sql`
      insert into auto_replies
        (organization_id, inbound_id, rule_id, phone, asked_hash, said_hash, at)
      select ${own.organizationId}::uuid, gen_random_uuid(), gen_random_uuid(), ${ben},
        gen_random_uuid(), gen_random_uuid(), now() - days * interval '1 day'
      from unnest(array[1, 40]) as days`);
    await forgetInbox(own.context).perform({}, AbortSignal.timeout(60_000));
    const { data } = await own.inbox.list(own.organizationId, {});
    expect(data.map(({ phone }) => phone)).toEqual([ben]);
    const held = await own.expectations.quarantine(own.organizationId, {});
    expect(held.data.map(({ phone }) => phone)).toEqual([ben]);
    expect(await database.orm.execute(sql`select from auto_replies`)).toHaveLength(1);
  });
});
