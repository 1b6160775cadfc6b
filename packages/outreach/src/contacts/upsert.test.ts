import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { ContactRow } from "./row.ts";
import { type Upserted, upsertContacts } from "./upsert.ts";

const newId = () => newUuid(systemClock);
const ana = "+84912345671";
const binh = "+84912345672";
const chi = "+254712345678";

describeOnDatabases("upserting contacts", (open) => {
  let database: Database;
  let organizationId: string;
  beforeEach(async () => {
    database = await open();
    organizationId = newId();
  });

  const upsert = (...rows: ContactRow[]): Promise<Upserted> =>
    upsertContacts(database.forOrganization(organizationId).orm, organizationId, rows, { newId });
  const countsOf = async (...rows: ContactRow[]) => {
    const { counts, duplicates } = await upsert(...rows);
    return { ...counts, duplicates };
  };
  const none = { created: 0, updated: 0, unchanged: 0, full: 0, duplicates: 0 };
  const read = async (phone: string) => {
    const [row] = await database.orm.execute(sql`
      select id, country, display_name, email, language, time_zone, fields, metadata, version
      from contacts where organization_id = ${organizationId}::uuid and phone = ${phone}`);
    return row;
  };
  const eventsOf = async (phone: string) => {
    const rows = await database.orm.execute<{ type: string; data: unknown }>(sql`
      select e.type, e.data from contact_events e
        join contacts c on c.organization_id = e.organization_id and c.id = e.contact_id
      where c.organization_id = ${organizationId}::uuid and c.phone = ${phone} order by e.id`);
    return [...rows];
  };

  test("what is new is made, what a row does not name stays, the same row changes nothing", async () => {
    const row: ContactRow = {
      phone: ana,
      displayName: 'Nguyễn Thị An, "Ana" \\ {x}',
      language: "vi",
      timeZone: "Asia/Ho_Chi_Minh",
      fields: { grade: 7, paid: false, due: "2026-01-31", nothing: null },
      metadata: { crm: "a-1" },
    };
    expect(await countsOf(row, { phone: chi })).toEqual({ ...none, created: 2 });
    expect(await countsOf(row, { phone: chi })).toEqual({ ...none, unchanged: 2 });
    const changes = { displayName: null, email: "an@example.com", fields: { paid: true } };
    expect(await countsOf({ phone: ana, ...changes })).toEqual({ ...none, updated: 1 });
    expect(await read(ana)).toMatchObject({
      country: "VN",
      display_name: null,
      email: "an@example.com",
      language: "vi",
      time_zone: "Asia/Ho_Chi_Minh",
      fields: { grade: 7, paid: true, due: "2026-01-31" },
      metadata: { crm: "a-1" },
      version: 2,
    });
    expect(await read(chi)).toMatchObject({ country: "KE", version: 1, fields: {} });
    expect(await eventsOf(ana)).toEqual([
      { type: "contact.created", data: null },
      {
        type: "contact.changed",
        data: {
          changes: {
            displayName: { from: row.displayName },
            email: { to: "an@example.com" },
            "fields.paid": { from: false, to: true },
          },
        },
      },
    ]);
    expect(await eventsOf(chi)).toEqual([{ type: "contact.created", data: null }]);
  });

  test("the last row of a number counts, and the ids tell who is who", async () => {
    const { contacts, counts, duplicates } = await upsert(
      { phone: ana, displayName: "first" },
      { phone: binh },
      { phone: ana, email: "an@example.com" },
    );
    expect({ counts, duplicates }).toEqual({
      counts: { created: 2, updated: 0, unchanged: 0, full: 0 },
      duplicates: 1,
    });
    expect(await read(ana)).toMatchObject({ display_name: null, email: "an@example.com" });
    expect(contacts.get(ana)).toEqual({
      id: String((await read(ana))?.["id"]),
      outcome: "created",
    });
    const again = await upsert({ phone: binh }, { phone: ana, displayName: "An" });
    expect(again.contacts.get(ana)).toMatchObject({
      id: contacts.get(ana)?.id,
      outcome: "updated",
    });
    expect(again.contacts.get(binh)).toMatchObject({
      id: contacts.get(binh)?.id,
      outcome: "unchanged",
    });
  });

  test("nobody gathers fields without end", async () => {
    const fields = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${from + n}`, n]));
    await upsert({ phone: ana, fields: fields(0, 99) });
    expect(await countsOf({ phone: ana, fields: fields(99, 2) })).toEqual({ ...none, full: 1 });
    expect(await countsOf({ phone: ana, fields: fields(99, 1) })).toEqual({ ...none, updated: 1 });
    const { f0: _, ...left } = fields(0, 101);
    expect(await countsOf({ phone: ana, fields: { ...left, f0: null } })).toEqual({
      ...none,
      updated: 1,
    });
  });

  test("whoever writes the same numbers at once makes each contact once, and loses nothing", async () => {
    const phones = Array.from({ length: 200 }, (_, n) => `+8491234${5000 + n}`);
    const writers = Array.from({ length: 8 }, (_, n) => n);
    const results = await Promise.all(
      writers.map((n) => {
        const rows = phones.map((phone) => ({ phone, fields: { [`w${n}`]: n } }));
        return upsert(...(n % 2 === 0 ? rows : rows.toReversed()));
      }),
    );
    const created = results.reduce((sum, { counts }) => sum + counts.created, 0);
    const updated = results.reduce((sum, { counts }) => sum + counts.updated, 0);
    expect({ created, updated }).toEqual({ created: 200, updated: 7 * 200 });
    const [row] = await database.orm.execute(sql`
      select count(*)::int as contacts, count(distinct phone)::int as phones,
        min(version) as least, max(version) as most,
        count(distinct fields)::int as kinds, (array_agg(fields))[1] as fields,
        (select count(*)::int from contact_events) as events
      from contacts`);
    expect(row).toEqual({
      contacts: 200,
      phones: 200,
      least: 8,
      most: 8,
      kinds: 1,
      fields: Object.fromEntries(writers.map((n) => [`w${n}`, n])),
      events: 8 * 200,
    });
  });

  test("what is somebody else's is not there", async () => {
    await upsert({ phone: ana, displayName: "An" });
    const other = newId();
    const { counts } = await upsertContacts(
      database.forOrganization(other).orm,
      other,
      [{ phone: ana }],
      { newId },
    );
    expect(counts.created).toBe(1);
    expect(await read(ana)).toMatchObject({ display_name: "An" });
  });
});
