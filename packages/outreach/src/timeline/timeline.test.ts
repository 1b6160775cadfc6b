import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import type { ConsentBody } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { startOutreach, type TestOutreach } from "../elysia/people-fixture.ts";
import type { TimelineItem } from "./schemas.ts";

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

  test("tells of consent among the rest, also of what a carrier said and of what was at once", async () => {
    const { organizationId, ledger } = world;
    const { consent } = world.gateway;
    const change = (input: Partial<ConsentBody>, actor = "key:k") =>
      consent.change(organizationId, { phone: ana, kind: "opted_out", ...input }, { actor });
    await change({ sender: "SHOP", reason: "Asked by phone." });
    const id = await world.contact(ana);
    await change({ kind: "opted_in" }, "user:usr_1");
    await consent.record(organizationId, [
      {
        ...{ phone: ana, kind: "opted_out", sender: "", category: "", source: "keyword" },
        keyword: "STOP",
      },
    ]);
    await change({ phone: "+84912345679" });
    await ledger.accept(ledger.message({ recipient: ana }));
    // At once, and by ids that say nothing of their time.
    await database.orm.execute(sql`
      insert into consent_events (organization_id, id, phone, kind, sender, category, source, at)
      select ${organizationId}::uuid, gen_random_uuid(), ${ana}, 'opted_out', '', 'promotional',
        'carrier-error', now() from generate_series(1, 5)`);
    const { data } = await pageOf(id);
    const carrier = { type: "consent.opted_out", source: "carrier-error", category: "promotional" };
    expect(data).toMatchObject([
      ...[carrier, carrier, carrier, carrier, carrier],
      { type: "message.sent" },
      { type: "consent.opted_out", category: "all", source: "keyword", keyword: "STOP" },
      { type: "consent.opted_in", category: "all", source: "console" },
      { type: "contact.created" },
      { type: "consent.opted_out", category: "promotional", source: "api", sender: "SHOP" },
    ]);
    const history = await consent.read(organizationId, ana, {});
    const told = data.flatMap((item) => ("source" in item ? [item.id] : []));
    if (!history.ok) throw new Error(history.error.code);
    expect(told.toSorted()).toEqual(history.value.events.map((event) => event.id).toSorted());
    const seen: TimelineItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOf(id, { limit: 1, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(data);
    expect(
      await pageOf(id, { cursor: toPublicId("tml", "ffffffff-ffff-7fff-bfff-ffffffffffff") }),
    ).toEqual(await pageOf(id));
    const checked = await world.call("GET", `/contacts/${id}/timeline`);
    expect(checked).toMatchObject({ status: 200, json: { data } });
  });

  test("of one contact has nothing of another organization's", async () => {
    const other = startOutreach(database);
    await other.ledger.accept(other.ledger.message({ recipient: ana }));
    await other.contact(ana);
    const id = await world.contact(ana);
    expect((await pageOf(id)).data.map(({ type }) => type)).toEqual(["contact.created"]);
  });
});
