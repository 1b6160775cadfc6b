import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { startOutreach, type TestOutreach } from "../elysia/people-fixture.ts";

const ana = "+84912345671";

describeOnDatabases("the timeline of a contact", (open) => {
  let database: Database;
  let world: TestOutreach;
  beforeEach(async () => {
    database = await open();
    world = startOutreach(database);
  });

  const pageOf = async (id: string, query: { limit?: number; cursor?: string } = {}) => {
    const page = await world.outreach.contacts.timeline(world.organizationId, id, query);
    if (!page.ok) throw new Error(page.error.code);
    return page.value;
  };

  test("is what was sent, what came and what happened, the newest first, page by page", async () => {
    const { ledger, organizationId } = world;
    const early = ledger.message({ recipient: ana, body: "before" });
    await ledger.accept(early, ledger.message({ recipient: "+84912345679", body: "not hers" }));
    const id = await world.contact(ana, { displayName: "An" });
    await world.call("PATCH", `/contacts/${id}`, { displayName: "Binh", fields: { grade: 7 } });
    const at = new Date(Date.now() + 60_000);
    await database.orm.execute(sql`
      insert into inbound_messages
        (organization_id, id, account, external_id, sender, recipient, body, received_at)
      values (${organizationId}::uuid, ${newUuid({ now: () => at })}::uuid, 'one', 'x', ${ana},
        '8079', 'answer', ${at})`);
    const whole = await pageOf(id);
    expect(whole).toMatchObject({
      hasMore: false,
      data: [
        { type: "message.received", id: expect.stringMatching(/^msg_/), body: "answer" },
        {
          type: "contact.changed",
          id: expect.stringMatching(/^cev_/),
          changes: { displayName: { from: "An", to: "Binh" }, "fields.grade": { to: 7 } },
        },
        { type: "contact.created" },
        { type: "message.sent", body: "before", status: "QUEUED", category: "transactional" },
      ],
    });
    const first = await pageOf(id, { limit: 3 });
    expect(first).toMatchObject({ data: whole.data.slice(0, 3), hasMore: true });
    const rest = await pageOf(id, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(rest).toEqual({ data: whole.data.slice(3), hasMore: false });
    expect(await pageOf(id, { cursor: "tml_none" })).toEqual({ data: [], hasMore: false });
    expect((await world.call("GET", `/contacts/${id}/timeline?limit=1`)).json).toMatchObject({
      data: [whole.data[0]],
    });
  });

  test("tells which groups the contact joined and left", async () => {
    const id = await world.contact(ana);
    const { json } = await world.call("POST", "/groups", { name: "7B" });
    const group = /grp_[^"]*/.exec(JSON.stringify(json))?.[0] ?? "";
    await world.call("PUT", `/groups/${group}/members`, { contacts: [id] });
    await world.call("DELETE", `/groups/${group}`);
    const { data } = await pageOf(id);
    expect(data.map(({ type }) => type)).toEqual(["group.left", "group.joined", "contact.created"]);
    expect(data.filter((item) => "group" in item && item.group === group)).toHaveLength(2);
  });

  test("of one contact has nothing of another organization's", async () => {
    const other = startOutreach(database);
    await other.ledger.accept(other.ledger.message({ recipient: ana }));
    await other.contact(ana);
    const id = await world.contact(ana);
    expect((await pageOf(id)).data.map(({ type }) => type)).toEqual(["contact.created"]);
  });
});
