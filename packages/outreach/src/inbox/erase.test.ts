import { expect, test } from "bun:test";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { eraseFromInbox } from "./erase.ts";
import { createTestInbox } from "./test-inbox-fixture.ts";

const amy = "+84912345671";
const ben = "+84912345672";

describeOnDatabases("a person who is erased", (open) => {
  test("is in no conversation and beside no answer, which stays counted", async () => {
    const database = await open();
    const own = createTestInbox(database);
    const asked = await own.expectations.create(own.organizationId, {
      ...{ kind: "approval", requestId: "WR-1001", recipients: [amy, ben], answers: ["YES"] },
      ...{ text: "{request}?", expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
    });
    if (!asked.ok) throw new Error(asked.error.code);
    for (const text of ["yes", "no, not yes"]) await own.receive(amy, text);
    await own.receive(ben, "hello");
    await own.read();
    const person = { organizationId: own.organizationId, phone: amy, form: "erased:x" };
    // Both of an erasure that was begun again.
    for (let times = 0; times < 2; times += 1) await eraseFromInbox(database, person);
    const { data } = await own.inbox.list(own.organizationId, {});
    expect(data.map(({ phone }) => phone)).toEqual([ben]);
    expect(await own.expectations.read(own.organizationId, asked.value.id)).toMatchObject({
      value: { counts: { answered: 1 }, recipients: [{ phone: ben }, { phone: "erased:x" }] },
    });
    const held = await own.expectations.quarantine(own.organizationId, {});
    expect(held.data).toMatchObject([{ phone: "erased:x", reason: "unclear" }]);
    await database.orm.execute(
      sql`update inbound_messages set sender = 'erased:x' where sender = ${amy}`,
    );
    await database.orm.execute(sql`update inbox_places set position = 0`);
    await own.read();
    expect((await own.inbox.list(own.organizationId, {})).data).toHaveLength(1);
  });
});
