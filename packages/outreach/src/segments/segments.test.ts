import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { asStranger, startOutreach, type TestOutreach } from "../elysia/people-fixture.ts";
import type { SegmentQuery } from "./schemas.ts";
import { type Selection, selectContacts } from "./select.ts";

const ana = "+84912345671";
const binh = "+84912345672";
const wanjiku = "+254712345678";

describeOnDatabases("segments", (open) => {
  let database: Database;
  let world: TestOutreach;
  beforeEach(async () => {
    database = await open();
    world = startOutreach(database);
    await world.contact(ana, {
      displayName: "Nguyễn Thị AN",
      language: "vi",
      fields: { grade: 7, due: "2026-01-31", paid: false },
    });
    await world.contact(binh, {
      displayName: "Binh'; drop table contacts; --",
      email: "binh@example.com",
      fields: { grade: "7", due: "2026-02-28", paid: true },
    });
    await world.contact(wanjiku, { language: "sw", timeZone: "Africa/Nairobi" });
  });

  const find = (...of: SegmentQuery["of"]) => findBy({ match: "all", of });
  const findBy = async (query: SegmentQuery) => {
    const found = await world.outreach.segments.previewQuery(world.organizationId, query);
    if (!found.ok) throw new Error(found.error.code);
    expect(found.value.count).toBe(found.value.sample.length);
    return found.value.sample.map(({ phone }) => phone).toSorted();
  };
  const sent = async (
    recipient: string,
    status: string,
    { daysAgo = 0, campaign }: { daysAgo?: number; campaign?: string } = {},
  ) => {
    const at = new Date(Date.now() - daysAgo * 86_400_000);
    const id = newUuid({ now: () => at });
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, encoding, segments,
        valid_until, created_at, updated_at, status, campaign_id)
      values (${world.organizationId}::uuid, ${id}::uuid, 'promotional', ${recipient}, 'x', 'GSM-7',
        1, ${at}, ${at}, ${at}, ${status}, ${campaign ?? null}::uuid)`);
  };
  const received = (sender: string, daysAgo = 0) => {
    const at = new Date(Date.now() - daysAgo * 86_400_000 + 1000);
    return database.orm.execute(sql`
      insert into inbound_messages
        (organization_id, id, account, external_id, sender, recipient, body, received_at)
      values (${world.organizationId}::uuid, ${newUuid({ now: () => at })}::uuid, 'one',
        ${newUuid(systemClock)}, ${sender}, '8079', 'x', ${at})`);
  };

  test("ask for what is known of a contact", async () => {
    expect(await find({ field: "country", op: "is", value: "VN" })).toEqual([ana, binh].toSorted());
    expect(await find({ field: "language", op: "in", value: ["sw", "en"] })).toEqual([wanjiku]);
    expect(await find({ field: "displayName", op: "contains", value: "thị an" })).toEqual([ana]);
    expect(await find({ field: "displayName", op: "contains", value: "%" })).toEqual([]);
    expect(await find({ field: "phone", op: "startsWith", value: "+254" })).toEqual([wanjiku]);
    expect(await find({ field: "email", op: "exists" })).toEqual([binh]);
    expect(await find({ created: { withinDays: 1, to: "2999-01-01T00:00:00Z" } })).toHaveLength(3);
    expect(await find({ created: { from: "2999-01-01T00:00:00Z" } })).toEqual([]);
  });

  test("ask for custom fields: equal as texts, in order only with their like", async () => {
    expect(await find({ field: "fields.grade", op: "is", value: 7 })).toEqual([ana, binh]);
    expect(await find({ field: "fields.paid", op: "is", value: true })).toEqual([binh]);
    expect(await find({ field: "fields.grade", op: "atLeast", value: 7 })).toEqual([ana]);
    expect(await find({ field: "fields.grade", op: "above", value: 7 })).toEqual([]);
    expect(await find({ field: "fields.due", op: "below", value: "2026-02-01" })).toEqual([ana]);
    expect(await find({ field: "fields.due", op: "atMost", value: "2026-02-28" })).toEqual([
      ana,
      binh,
    ]);
    expect(await find({ field: "fields.none", op: "exists" })).toEqual([]);
  });

  test("none is the opposite of any, also of contacts that lack what is asked", async () => {
    const isVi = { field: "language", op: "is", value: "vi" } as const;
    const isGrown = { field: "fields.grade", op: "atLeast", value: 1 } as const;
    expect(await findBy({ match: "any", of: [isVi, isGrown] })).toEqual([ana]);
    expect(await findBy({ match: "none", of: [isVi, isGrown] })).toEqual(
      [wanjiku, binh].toSorted(),
    );
    expect(
      await findBy({
        match: "any",
        of: [
          { match: "all", of: [isVi, { match: "none", of: [isGrown] }] },
          { field: "phone", op: "is", value: wanjiku },
        ],
      }),
    ).toEqual([wanjiku]);
  });

  test("a value is never more than a value", async () => {
    const name = "Binh'; drop table contacts; --";
    expect(await find({ field: "displayName", op: "is", value: name })).toEqual([binh]);
    const bad = { field: "fields.x'; drop table contacts; --", op: "exists" };
    const query = { match: "all", of: [bad] };
    expect((await world.call("POST", "/segments/preview", { query })).status).toBe(400);
  });

  test("ask for groups and links", async () => {
    const { json } = await world.call("POST", "/groups", { name: "7B" });
    const id = /grp_[^"]*/.exec(JSON.stringify(json))?.[0] ?? "";
    await world.call("PUT", `/groups/${id}/members`, { phones: [ana, wanjiku] });
    expect(await find({ group: id }, { field: "language", op: "is", value: "vi" })).toEqual([ana]);
    expect(await findBy({ match: "none", of: [{ group: id }] })).toEqual([binh]);
    const query = { match: "all", of: [{ group: id }] };
    const theirs = await world.call("POST", "/segments/preview", { query }, asStranger);
    expect(theirs).toMatchObject({ status: 422, json: { code: "unknown_group" } });

    const linked = await world.contact("+84912345673");
    await world.call("PUT", `/contacts/${linked}/links/student/1`);
    expect(await find({ linked: "student" })).toEqual(["+84912345673"]);
    expect(await find({ linked: "lead" })).toEqual([]);
  });

  test("ask for what became of messages, in a time and of a campaign", async () => {
    const campaign = newUuid(systemClock);
    const name = toPublicId("cmp", campaign);
    await sent(ana, "DELIVERED", { daysAgo: 1, campaign });
    await sent(binh, "EXPIRED", { daysAgo: 1 });
    await sent(wanjiku, "QUEUED");
    await received(ana);
    await received(binh, 1);
    expect(await find({ messages: "sent" })).toEqual([ana]);
    expect(await find({ messages: "delivered", withinDays: 2 })).toEqual([ana]);
    expect(await find({ messages: "delivered", campaign: name })).toEqual([ana]);
    expect(await find({ messages: "delivered", campaign: "cmp_none" })).toEqual([]);
    expect(await find({ messages: "failed" })).toEqual([binh]);
    expect(await find({ messages: "replied", withinDays: 30 })).toEqual([ana, binh]);
    expect(await find({ messages: "replied", campaign: name })).toEqual([ana]);
    expect(await findBy({ match: "none", of: [{ messages: "sent", withinDays: 30 }] })).toEqual(
      [binh, wanjiku].toSorted(),
    );
    // The same contact of another organization has no messages.
    await world.call("POST", "/contacts", { phone: ana }, asStranger);
    const query = { match: "any", of: [{ messages: "sent" }, { messages: "replied" }] };
    const theirs = await world.call("POST", "/segments/preview", { query }, asStranger);
    expect(theirs.json).toEqual({ count: 0, sample: [] });
  });

  test("are saved, changed, previewed, listed by and removed", async () => {
    const query = { match: "all", of: [{ field: "country", op: "is", value: "KE" }] };
    const made = await world.call("POST", "/segments", { name: "Kenya", query });
    expect(made).toMatchObject({ status: 201, json: { name: "Kenya", query } });
    const id = /seg_[^"]*/.exec(JSON.stringify(made.json))?.[0] ?? "";
    expect((await world.call("POST", "/segments", { name: "Kenya", query })).status).toBe(409);
    expect((await world.call("GET", `/segments/${id}/preview`)).json).toMatchObject({
      ...{ count: 1, sample: [{ phone: wanjiku }] },
    });
    expect((await world.call("GET", `/contacts?segment=${id}`)).json).toMatchObject({
      ...{ data: [{ phone: wanjiku }], hasMore: false },
    });
    const other = { match: "none", of: query.of };
    const changed = await world.call("PATCH", `/segments/${id}`, { query: other });
    expect(changed.json).toMatchObject({ name: "Kenya", query: other });
    expect((await world.call("GET", `/segments/${id}/preview`)).json).toMatchObject({ count: 2 });
    expect((await world.call("GET", "/segments")).json).toMatchObject({ data: [{ id }] });
    for (const [method, path, body] of [
      ["GET", ""],
      ["GET", "/preview"],
      ["PATCH", "", { name: "x" }],
      ["DELETE", ""],
    ] as const)
      for (const name of [id, "seg_none"])
        expect(
          await world.call(method, `/segments/${name}${path}`, body, asStranger),
        ).toMatchObject({
          status: 404,
          json: { code: "segment_not_found" },
        });
    expect((await world.call("DELETE", `/segments/${id}`)).status).toBe(204);
    expect((await world.call("GET", `/contacts?segment=${id}`)).status).toBe(404);
  });

  test("are neither deeper nor larger than they may be", async () => {
    const is = { field: "country", op: "is", value: "VN" };
    const deep = [1, 2, 3].reduce<unknown>((inner) => ({ match: "all", of: [inner] }), is);
    const deeper = { match: "all", of: [deep] };
    const level = { match: "any", of: Array.from({ length: 20 }, () => is) };
    const large = { match: "all", of: [level, level, level] };
    const status = async (query: unknown) =>
      (await world.call("POST", "/segments/preview", { query })).status;
    expect(await status(deep)).toBe(200);
    expect(await status(deeper)).toBe(400);
    expect(await status(large)).toBe(422);
    expect(await status({ match: "all", of: [] })).toBe(400);
  });

  const idsOf = async (selection: Selection) => {
    const asked = { organizationId: world.organizationId, now: new Date() };
    const selected = await selectContacts(database.orm, selection, asked);
    if (!selected.ok) return selected.error.code;
    const rows = await database.orm.execute<{ id: string }>(sql`
      select id from (${selected.value}) chosen order by id`);
    return [...rows].map(({ id }) => id);
  };

  test("and other selections become a part of a larger statement", async () => {
    const all = await idsOf({ all: true });
    expect(all).toHaveLength(3);
    const { json } = await world.call("POST", "/groups", { name: "7B" });
    const group = /grp_[^"]*/.exec(JSON.stringify(json))?.[0] ?? "";
    await world.call("PUT", `/groups/${group}/members`, { phones: [ana] });
    const made = await world.call("GET", "/contacts?phone=%2B84912345671");
    const contact = /con_[^"]*/.exec(JSON.stringify(made.json))?.[0] ?? "";
    const id = fromPublicId("con", contact) ?? "";
    expect(await idsOf({ group })).toEqual([id]);
    expect(await idsOf({ contacts: [contact, "con_none"] })).toEqual([id]);
    expect(await idsOf({ group: "grp_none" })).toEqual([]);
    expect(await idsOf({ segment: "seg_none" })).toBe("segment_not_found");
  });
});
