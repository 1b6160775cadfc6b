import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { asStranger, startOutreach, type TestOutreach } from "../elysia/people-fixture.ts";

const [ana, binh, chi] = ["+84912345671", "+84912345672", "+84912345673"] as const;

describeOnDatabases("groups", (open) => {
  let database: Database;
  let world: TestOutreach;
  beforeEach(async () => {
    database = await open();
    world = startOutreach(database);
  });

  const group = async (name: string) => {
    const made = await world.outreach.groups.create(world.organizationId, { name });
    if (!made.ok) throw new Error(made.error.code);
    return made.value.id;
  };
  const events = async () => {
    const rows = await database.orm.execute<{ type: string; phone: string; group: string }>(sql`
      select e.type, c.phone, e.data->>'group' as group from contact_events e
        join contacts c on c.organization_id = e.organization_id and c.id = e.contact_id
      where e.type like 'group.%' order by e.id`);
    return [...rows];
  };

  test("have a name of their own, a colour and a count", async () => {
    const body = { name: "7B", color: "#3B82F6", description: "Parents" };
    const { status, json } = await world.call("POST", "/groups", body);
    expect({ status, json }).toMatchObject({ status: 201, json: { ...body, memberCount: 0 } });
    expect(await world.call("POST", "/groups", body)).toMatchObject({
      status: 409,
      json: { code: "name_taken" },
    });
    expect((await world.call("POST", "/groups", { name: "x", color: "red" })).status).toBe(400);
    const other = await group("6A");
    expect((await world.call("PATCH", `/groups/${other}`, { name: "7B" })).status).toBe(409);
    const changed = await world.call("PATCH", `/groups/${other}`, { name: "6B", color: "#000000" });
    expect(changed.json).toMatchObject({ name: "6B", color: "#000000" });
    expect((await world.call("GET", "/groups")).json).toMatchObject({
      data: [{ name: "6B" }, { name: "7B" }],
    });
    expect((await world.call("GET", "/groups", undefined, asStranger)).json).toEqual({ data: [] });
  });

  test("members come by id or number and go again; once more changes nothing", async () => {
    const id = await group("7B");
    const contact = await world.contact(ana);
    await world.contact(binh);
    const body = { contacts: [contact, "con_none"], phones: [binh, ana, chi, "x"] };
    const unknown = ["con_none", "x", chi];
    const members = `/groups/${id}/members`;
    expect((await world.call("PUT", members, body)).json).toEqual({
      ...{ changed: 2, unchanged: 0, unknown },
    });
    expect((await world.call("PUT", members, body)).json).toEqual({
      ...{ changed: 0, unchanged: 2, unknown },
    });
    expect((await world.call("GET", `/groups/${id}`)).json).toMatchObject({ memberCount: 2 });
    expect((await world.call("GET", members)).json).toMatchObject({
      data: [{ phone: binh, groups: [{ id, name: "7B" }] }, { phone: ana }],
    });
    expect((await world.call("GET", `/contacts?group=${id}&limit=1`)).json).toMatchObject({
      ...{ data: [{ phone: binh }], hasMore: true },
    });
    expect((await world.call("DELETE", members, { phones: [ana, chi] })).json).toEqual({
      ...{ changed: 1, unchanged: 0, unknown: [chi] },
    });
    expect((await world.call("DELETE", members, { phones: [ana] })).json).toMatchObject({
      ...{ changed: 0, unchanged: 1 },
    });
    expect(await events()).toEqual(
      expect.arrayContaining([
        { type: "group.joined", phone: ana, group: id },
        { type: "group.joined", phone: binh, group: id },
        { type: "group.left", phone: ana, group: id },
      ]),
    );
    expect(await events()).toHaveLength(3);
    expect((await world.call("PUT", members, {})).status).toBe(400);
  });

  test("who is removed leaves; of a group that is removed everybody leaves", async () => {
    const id = await group("7B");
    const contact = await world.contact(ana);
    await world.contact(binh);
    await world.call("PUT", `/groups/${id}/members`, { phones: [ana, binh] });
    await world.call("DELETE", `/contacts/${contact}`);
    expect((await world.call("GET", `/groups/${id}`)).json).toMatchObject({ memberCount: 1 });
    expect((await world.call("DELETE", `/groups/${id}`)).status).toBe(204);
    expect((await world.call("DELETE", `/groups/${id}`)).status).toBe(404);
    expect(await events()).toEqual([
      { type: "group.joined", phone: binh, group: id },
      { type: "group.left", phone: binh, group: id },
    ]);
    expect((await world.call("GET", "/contacts")).json).toMatchObject({
      data: [{ phone: binh, groups: [] }],
    });
  });

  test("joining, leaving and removing at once ends whole, and every change was told", async () => {
    const id = await group("7B");
    const phones = Array.from({ length: 60 }, (_, n) => `+849123460${10 + n}`);
    const ids = await Promise.all(phones.map((phone) => world.contact(phone)));
    const { groups, contacts } = world.outreach;
    const of = world.organizationId;
    await Promise.all([
      ...[phones, phones.toReversed(), phones].map((list) =>
        groups.addMembers(of, id, { phones: [...list] }),
      ),
      ...[phones, phones.toReversed()].map((list) =>
        groups.removeMembers(of, id, { phones: [...list] }),
      ),
      ...ids.slice(0, 20).map((contact) => contacts.remove(of, contact)),
    ]);
    const [row] = await database.orm.execute(sql`
      select
        (select count(*)::int from contact_group_members m where not exists (
          select from contacts c where c.id = m.contact_id)) as orphans,
        (select count(*)::int from contact_events e where type <> 'contact.deleted' and not exists (
          select from contacts c where c.id = e.contact_id)) as remembered,
        (select count(*)::int from contacts c where
          (select count(*) filter (where type = 'group.joined')
            - count(*) filter (where type = 'group.left')
            from contact_events e where e.contact_id = c.id)
          <> (select count(*) from contact_group_members m where m.contact_id = c.id)) as untold`);
    expect(row).toEqual({ orphans: 0, remembered: 0, untold: 0 });
  });

  test("what is none, or somebody else's, is answered the same", async () => {
    const id = await group("7B");
    await world.contact(ana);
    for (const [method, path, body] of [
      ["GET", ""],
      ["PATCH", "", { name: "x" }],
      ["DELETE", ""],
      ["GET", "/members"],
      ["PUT", "/members", { phones: [ana] }],
      ["DELETE", "/members", { phones: [ana] }],
    ] as const)
      for (const name of [id, toPublicId("grp", newUuid(systemClock)), "grp_none"])
        expect(await world.call(method, `/groups/${name}${path}`, body, asStranger)).toMatchObject({
          status: 404,
          json: { code: "group_not_found" },
        });
    const theirs = await world.call("POST", "/groups", { name: "7B" }, asStranger);
    expect(theirs.status).toBe(201);
  });
});
