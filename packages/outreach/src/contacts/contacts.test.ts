import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { asStranger, startOutreach, type TestOutreach } from "../elysia/people-fixture.ts";
import { contactEraser } from "./remove.ts";

const ana = "+84912345671";
const nobody = toPublicId("con", newUuid(systemClock));

describeOnDatabases("contacts", (open) => {
  let database: Database;
  let world: TestOutreach;
  beforeEach(async () => {
    database = await open();
    world = startOutreach(database);
  });

  const eventsOf = async (id: string) => {
    const rows = await database.orm.execute<{ type: string }>(sql`
      select type from contact_events where contact_id = ${fromPublicId("con", id) ?? ""}::uuid
      order by id`);
    return [...rows].map(({ type }) => type);
  };
  const phonesIn = async (path: string) => {
    const { status, json } = await world.call("GET", path);
    const phones = JSON.stringify(json).matchAll(/"phone":"([^"]*)"/g);
    return { status, json: [...phones].map(([, phone]) => phone) };
  };

  test("is made once per number, however the number is written", async () => {
    const { status, json, etag } = await world.call("POST", "/contacts", {
      phone: "+84 (0)91 234-5671",
      displayName: "An",
      timeZone: "Asia/Ho_Chi_Minh",
      fields: { grade: 7 },
    });
    expect({ status, etag }).toEqual({ status: 201, etag: '"1"' });
    expect(json).toMatchObject({
      id: expect.stringMatching(/^con_/),
      ...{ phone: ana, country: "VN", displayName: "An", fields: { grade: 7 }, version: 1 },
      ...{ links: [], groups: [] },
    });
    expect(await world.call("POST", "/contacts", { phone: ana })).toMatchObject({
      status: 409,
      json: { code: "contact_exists" },
    });
    expect((await world.call("POST", "/contacts", { phone: ana }, asStranger)).status).toBe(201);
  });

  test("what cannot be is refused by name", async () => {
    for (const [body, status, code] of [
      [{ phone: "12" }, 422, "invalid_phone"],
      [{ phone: ana, timeZone: "Asia/Atlantis" }, 422, "invalid_time_zone"],
      [{ phone: ana, timeZone: "+07:00" }, 422, "invalid_time_zone"],
      [{ phone: ana, surname: "x" }, 400, "invalid_request"],
      [{ phone: ana, fields: { "a b": 1 } }, 400, "invalid_request"],
      [{ phone: ana, fields: { deep: { a: 1 } } }, 400, "invalid_request"],
      [{ phone: ana, language: "Vietnamese" }, 400, "invalid_request"],
    ] as const)
      expect(await world.call("POST", "/contacts", body)).toMatchObject({ status, json: { code } });
    expect(await phonesIn("/contacts")).toEqual({ status: 200, json: [] });
  });

  test("a change of what was read before somebody else's is refused", async () => {
    const id = await world.contact(ana, { displayName: "An", fields: { grade: 7 } });
    const patch = (body: object, version: string) =>
      world.call("PATCH", `/contacts/${id}`, body, { "if-match": version });
    const first = await patch({ displayName: null, fields: { grade: null, paid: true } }, '"1"');
    expect(first).toMatchObject({ status: 200, etag: '"2"', json: { fields: { paid: true } } });
    expect(first.json).not.toHaveProperty("displayName");
    expect(await patch({ displayName: "Binh" }, '"1"')).toMatchObject({
      status: 412,
      json: { code: "contact_changed" },
    });
    expect((await patch({ displayName: "Binh" }, "W/x")).status).toBe(400);
    expect((await patch({ displayName: "Binh" }, "*")).etag).toBe('"3"');
    expect((await world.call("PATCH", `/contacts/${id}`, { displayName: "Binh" })).etag).toBe(
      '"3"',
    );
    expect(await eventsOf(id)).toEqual(["contact.created", "contact.changed", "contact.changed"]);
  });

  test("changes at once all count", async () => {
    const id = await world.contact(ana);
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        world.outreach.contacts.update(world.organizationId, id, { fields: { [`f${n}`]: n } }),
      ),
    );
    const { json } = await world.call("GET", `/contacts/${id}`);
    expect(json).toMatchObject({ version: 11, fields: { f0: 0, f4: 4, f9: 9 } });
  });

  test("many at once, and those that cannot be stop none of the others", async () => {
    const contacts = [
      { phone: ana, displayName: "old" },
      { phone: "nonsense" },
      { phone: "+254712345678", timeZone: "nowhere" },
      { phone: "+254712345679" },
      { phone: "0084 912 345 671", displayName: "An" },
    ];
    const { json } = await world.call("POST", "/contacts/batch", { contacts });
    expect(json).toMatchObject({ created: 2, updated: 0, unchanged: 0, duplicates: 1 });
    expect(json).toMatchObject({
      refused: [
        { index: 1, code: "invalid_phone" },
        { index: 2, code: "invalid_time_zone" },
      ],
    });
    expect((await world.call("POST", "/contacts/batch", { contacts })).json).toMatchObject({
      ...{ created: 0, updated: 0, unchanged: 2, duplicates: 1 },
    });
  });

  test("a thousand at once fit into a request", async () => {
    const contacts = Array.from({ length: 1000 }, (_, n) => ({
      phone: `+8491234${1000 + n}`,
      fields: { grade: n, name: "x".repeat(100) },
    }));
    const { status, json } = await world.call("POST", "/contacts/batch", { contacts });
    expect({ status, json }).toMatchObject({ status: 200, json: { created: 1000, refused: [] } });
  });

  test("are found by number, name and link, page by page, the newest first", async () => {
    const phones = Array.from({ length: 5 }, (_, n) => `+8491234567${n}`);
    for (const [n, phone] of phones.entries())
      await world.contact(phone, { displayName: `Nguyễn Thị ${n}` });
    const id = await world.contact("+254712345678", { displayName: "Wanjiku" });
    const listed = (json: string[]) => ({ status: 200, json });
    expect(await phonesIn("/contacts?phone=%2B8491")).toEqual(listed(phones.toReversed()));
    expect(await phonesIn("/contacts?phone=%2B84912345673")).toEqual(listed(["+84912345673"]));
    expect(await phonesIn("/contacts?phone=%2B1")).toEqual(listed([]));
    expect(await phonesIn("/contacts?name=anji")).toEqual(listed(["+254712345678"]));
    expect(await phonesIn("/contacts?group=")).toEqual(listed([]));
    expect(await phonesIn("/contacts?name=%25")).toEqual(listed([]));

    const first = await world.call("GET", "/contacts?phone=%2B84&limit=2");
    expect(first.json).toMatchObject({ hasMore: true, data: [{ phone: phones[4] }, {}] });
    const cursor = /"nextCursor":"(con_[^"]*)"/.exec(JSON.stringify(first.json))?.[1];
    await world.contact("+84912345679");
    expect(await phonesIn(`/contacts?phone=%2B84&cursor=${cursor}`)).toEqual(
      listed(["+84912345672", "+84912345671", "+84912345670"]),
    );
    expect(await phonesIn("/contacts?cursor=con_none")).toEqual(listed([]));

    const link = `/contacts/${id}/links/student/4711`;
    expect(await world.call("PUT", link)).toMatchObject({
      status: 200,
      json: { links: [{ kind: "student", externalId: "4711" }] },
    });
    expect((await world.call("PUT", link)).status).toBe(200);
    expect(await phonesIn("/contacts?link=student:4711")).toEqual(listed(["+254712345678"]));
    expect(await phonesIn("/contacts?link=lead:4711")).toEqual(listed([]));
    expect((await world.call("GET", "/contacts?link=dog:1")).status).toBe(400);
    expect((await world.call("DELETE", link)).json).toMatchObject({ links: [] });
  });

  test("of one that is removed nothing is left but that it was", async () => {
    const id = await world.contact(ana, { displayName: "An" });
    await world.call("PUT", `/contacts/${id}/links/lead/1`);
    await world.call("PATCH", `/contacts/${id}`, { displayName: "Binh" });
    expect((await world.call("DELETE", `/contacts/${id}`)).status).toBe(204);
    expect((await world.call("DELETE", `/contacts/${id}`)).status).toBe(404);
    expect(await eventsOf(id)).toEqual(["contact.deleted"]);
    const [left] = await database.orm.execute(sql`
      select (select count(*)::int from contacts) as contacts,
        (select count(*)::int from contact_links) as links`);
    expect(left).toEqual({ contacts: 0, links: 0 });
  });

  test("a person who is erased is forgotten as a contact, of that organization alone", async () => {
    const id = await world.contact(ana, { displayName: "An" });
    await world.call("POST", "/contacts", { phone: ana }, asStranger);
    const erase = contactEraser(database);
    const person = { organizationId: world.organizationId, phone: ana, form: "erased:x" };
    await erase(person, AbortSignal.any([]));
    await erase(person, AbortSignal.any([]));
    expect((await world.call("GET", `/contacts/${id}`)).status).toBe(404);
    expect(await eventsOf(id)).toEqual(["contact.deleted"]);
    const [left] = await database.orm.execute(sql`select count(*)::int as n from contacts`);
    expect(left).toEqual({ n: 1 });
  });

  test("what is none, or somebody else's, is answered the same", async () => {
    const id = await world.contact(ana);
    for (const [method, path, body] of [
      ["GET", ""],
      ["PATCH", "", { displayName: "x" }],
      ["DELETE", ""],
      ["PUT", "/links/lead/1"],
      ["DELETE", "/links/lead/1"],
      ["GET", "/timeline"],
    ] as const)
      for (const name of [id, nobody, "con_none"])
        expect(
          await world.call(method, `/contacts/${name}${path}`, body, asStranger),
        ).toMatchObject({ status: 404, json: { code: "contact_not_found" } });
    expect((await world.call("GET", `/contacts/${id}`)).json).toMatchObject({ version: 1 });
  });
});
