import { beforeEach, expect, test } from "bun:test";
import { createLogger, type Database, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { inChunks, utf8 } from "../csv/csv-fixture.ts";
import { createOutreach, type Outreach } from "../outreach.ts";
import { refused } from "../problems.ts";
import { forgetImportRows } from "./forget-rows.ts";
import type { ContactImport, ImportQuery } from "./schemas.ts";

const vietnam: ImportQuery = { region: "VN" };
const newId = () => newUuid(systemClock);

/** Ten thousand rows, every hundredth of them refused. */
const manyRows = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const number = String(from + at).padStart(7, "0");
    return at % 100 === 99 ? `8.49E+10,An ${at}\n` : `091${number},An ${at}\n`;
  }).join("");

describeOnDatabases("imports", (open) => {
  let database: Database;
  let outreach: Outreach;
  let organizationId: string;
  beforeEach(async () => {
    database = await open();
    const logger = createLogger({ level: "silent" });
    const routing = () => ({ accounts: [], rules: [] });
    const gateway = createGateway({ database, routing, logger, dispatch: false });
    outreach = createOutreach({ database, gateway, logger });
    organizationId = newId();
  });

  const run = (file: string | AsyncIterable<Uint8Array>, query = vietnam) =>
    outreach.imports.run(
      organizationId,
      typeof file === "string" ? inChunks(utf8(file)) : file,
      query,
    );
  const taken = async (...file: Parameters<typeof run>): Promise<ContactImport> => {
    const result = await run(...file);
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  /** With its byte order mark. */
  const textOf = async (stream: ReadableStream<Uint8Array>) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(await new Response(stream).bytes());
  const reportOf = async (id: string) => {
    const report = await outreach.imports.report(organizationId, id);
    if (!report.ok) throw new Error(report.error.code);
    return (await textOf(report.value)).split("\r\n").slice(1, -1);
  };
  const stored = async () => [
    ...(await database.orm.execute(sql`
      select phone, display_name, email, language, time_zone, fields, metadata, version
      from contacts where organization_id = ${organizationId}::uuid order by phone`)),
  ];
  const created = async (): Promise<string> => {
    const id = newId();
    await database.orm.execute(sql`
      insert into contact_groups (organization_id, id, name, created_at, updated_at)
      values (${organizationId}::uuid, ${id}::uuid, 'Parents', now(), now())`);
    return id;
  };

  test("every row is counted once: as it was, repaired or refused", async () => {
    const made = await taken(
      [
        "Số điện thoại;Họ tên;Email;fields.grade;metadata.crm;Mật",
        "0912345671;An;an@example.com;7;a-1;x",
        "912345672;\u200bBình;;007;;x",
        "8.49E+10;Chi;;;;x",
        "0912345674;Dung;nobody;;;x",
        "0912345671;An Nguyễn;;;;x",
        ";;;;;x",
      ].join("\r\n"),
    );
    expect(made).toMatchObject({
      status: "completed",
      region: "VN",
      columns: ["phone", "name", "email", "fields.grade", "metadata.crm", null],
      ...{ rows: 6, ok: 2, repaired: 1, refused: 3, duplicates: 1 },
      ...{ created: 2, updated: 0, unchanged: 0 },
    });
    expect(await stored()).toMatchObject([
      { phone: "+84912345671", display_name: "An Nguyễn", email: null, fields: {}, metadata: {} },
      { phone: "+84912345672", display_name: "Bình", fields: { grade: "007" }, version: 1 },
    ]);
    expect(await outreach.imports.read(organizationId, made.id)).toEqual({ ok: true, value: made });
    expect(await reportOf(made.id)).toEqual([
      "3,repaired,phone name,lost_zero hidden_characters,912345672,\u200bBình,,007,,x",
      "4,refused,phone,digits_lost,8.49E+10,Chi,,,,x",
      "5,refused,email,invalid_value,0912345674,Dung,nobody,,,x",
      "7,refused,phone,phone_missing,,,,,,x",
    ]);
  });

  test("the same file twice changes nothing, also where it is larger than a batch", async () => {
    const file = `phone,name\n${manyRows(0, 2500)}0910000000,An 0\n`;
    const first = await taken(file);
    const counts = { rows: 2501, ok: 2476, repaired: 0, refused: 25, duplicates: 1 };
    expect(first).toMatchObject({ ...counts, created: 2475, updated: 0, unchanged: 0 });
    const before = await stored();
    expect(before).toHaveLength(2475);
    expect(await taken(file)).toMatchObject({ ...counts, created: 0, updated: 0, unchanged: 2475 });
    expect(await stored()).toEqual(before);
    const changed = await taken("phone,name\n0910000000,An 0\n0910000001,Chi\n");
    expect(changed).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  test("of two rows with one number the last counts, however far it is from the first", async () => {
    const made = await taken(
      `phone,name\n0920000000,first\n0920000000,second\n${manyRows(0, 1500)}0920000000,last\n`,
    );
    expect(made).toMatchObject({ rows: 1503, duplicates: 2, created: 1486, updated: 0 });
    expect((await stored()).find(({ phone }) => phone === "+84920000000")).toMatchObject({
      display_name: "last",
    });
  });

  test("an upload that breaks off keeps what was read, and its counts", async () => {
    const cut = async function* () {
      yield utf8(`phone,name\n${manyRows(0, 2500)}`);
      throw new Error("the connection was lost");
    };
    expect(run(cut())).rejects.toThrow("the connection was lost");
    await run(cut()).catch(() => undefined);
    const [row] = await database.orm.execute(sql`
      select status, rows, created + unchanged as people from contact_imports
      where organization_id = ${organizationId}::uuid order by id limit 1`);
    expect(row).toMatchObject({ status: "interrupted", rows: 2000, people: 1980 });
    expect(await taken(`phone,name\n${manyRows(0, 2500)}`)).toMatchObject({
      rows: 2500,
      created: 495,
      unchanged: 1980,
    });
  });

  test("one file at a time, but none waits for one that is dead", async () => {
    let begun = () => {};
    let more = () => {};
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const goesOn = new Promise<void>((resolve) => (more = resolve));
    const slow = async function* () {
      yield utf8(`phone,name\n${manyRows(0, 2500)}`);
      begun();
      await goesOn;
      yield utf8(manyRows(2500, 1500));
    };
    const running = run(slow());
    await isBegun;
    expect(await run("phone\n0912345678")).toMatchObject({
      ok: false,
      error: { code: "import_running" },
    });
    await database.orm.execute(
      sql`update contact_imports set moved_at = now() - interval '3 minutes'`,
    );
    expect(await taken("phone\n0912345678")).toMatchObject({ created: 1 });
    more();
    expect(await running).toMatchObject({ ok: false, error: { code: "import_running" } });
    expect(await stored()).toHaveLength(1981);
  });

  test("all join the group that is named, once", async () => {
    const group = await created();
    const query = { ...vietnam, group: toPublicId("grp", group) };
    expect(await taken("phone\n0912345671\n0912345672\n", query)).toMatchObject({
      group: query.group,
    });
    await taken("phone\n0912345672\n0912345673\n", query);
    const [count] = await database.orm.execute(sql`
      select (select count(*)::int from contact_group_members) as members,
        (select count(*)::int from contact_events where type = 'group.joined') as joined`);
    expect(count).toEqual({ members: 3, joined: 3 });
    const members = await outreach.imports.export(organizationId, { group: query.group });
    expect((await textOf(members)).split("\r\n")).toHaveLength(5);
  });

  test.each<[string, string, ImportQuery]>([
    ["not_csv", "PK\u0003\u0004", vietnam],
    ["no_phone_column", "name,email\nAn,an@example.com", vietnam],
    ["no_phone_column", "", vietnam],
    ["unknown_region", "phone", { region: "XX" }],
    ["unusable_columns", "a,b", { columns: "name,email" }],
    ["unusable_columns", "a,b", { columns: "phone,phone" }],
    ["unusable_columns", "a,b", { columns: "phone,salary" }],
    ["unusable_columns", "a,b", { columns: "phone,fields.no good" }],
    ["group_not_found", "phone", { group: toPublicId("grp", newId()) }],
    ["group_not_found", "phone", { group: "grp_x" }],
  ])("%s", async (code, file, query) => {
    expect(await run(file, query)).toMatchObject({ ok: false, error: { code } });
    expect([...(await database.orm.execute(sql`select id from contact_imports`))]).toEqual([]);
  });

  test("columns may be named by whoever sends the file", async () => {
    const query = { ...vietnam, columns: "-,fields.paid,phone", header: "false" as const };
    await taken("An,true,0912345671\nBinh,'true,0912345672\n", query);
    expect(await stored()).toMatchObject([
      { display_name: null, fields: { paid: true } },
      { display_name: null, fields: { paid: "true" } },
    ]);
  });

  test("a preview shows the first rows and stores nothing", async () => {
    const rows = "0912345678,An,1\n8.49E+10,Chi,2\n912345678,,3\n".repeat(6);
    const preview = await outreach.imports.preview(
      organizationId,
      inChunks(utf8(`sdt,ten,ma\n${rows}`)),
      vietnam,
    );
    if (!preview.ok) throw new Error(preview.error.code);
    expect(preview.value.header).toBe(true);
    expect(preview.value.columns).toEqual([
      { name: "sdt", field: "phone" },
      { name: "ten", field: "name" },
      { name: "ma", field: null },
    ]);
    expect(preview.value.rows).toHaveLength(10);
    expect(preview.value.rows.slice(0, 3)).toEqual([
      {
        ...{ row: 2, outcome: "ok", phone: "+84912345678", fields: { name: "An" }, repairs: [] },
        cells: ["0912345678", "An", "1"],
      },
      {
        ...{ row: 3, outcome: "refused", reason: "digits_lost", column: "phone" },
        cells: ["8.49E+10", "Chi", "2"],
      },
      {
        ...{ row: 4, outcome: "repaired", phone: "+84912345678", fields: {} },
        ...{ repairs: [{ column: "phone", repair: "lost_zero" }], cells: ["912345678", "", "3"] },
      },
    ]);
    expect(await stored()).toEqual([]);
  });

  test("an export that is sent back changes nothing", async () => {
    await taken(`phone,name\n${manyRows(0, 1200)}`);
    const values = [
      "'=1+1",
      "'5",
      "''5",
      "5",
      "-5",
      "true",
      "'true",
      "1.50",
      '"a"; b',
      "@x",
      "12345678901234567890",
    ];
    await taken(
      `${["phone,name,language,timeZone", ...values.map((_, at) => `fields.f${at}`), "metadata.m"].join(",")}\n` +
        `0912345678,'=cmd,vi,Asia/Ho_Chi_Minh,${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")},'-5\n`,
    );
    const before = await stored();
    expect(before.at(-1)).toMatchObject({
      display_name: "=cmd",
      fields: { f0: "=1+1", f1: "5", f2: "'5", f3: 5, f4: -5, f5: true, f6: "true", f7: "1.50" },
      metadata: { m: "-5" },
    });
    const file = await textOf(await outreach.imports.export(organizationId, { bom: "true" }));
    expect(file.charCodeAt(0)).toBe(0xfeff);
    expect(
      file
        .split("\r\n")
        .slice(1, -1)
        .every((line) => line.startsWith(`"'+84`)),
    ).toBe(true);
    const people = before.length;
    expect(await taken(file, {})).toMatchObject({
      ...{ rows: people, ok: people, repaired: 0, unchanged: people, updated: 0, created: 0 },
    });
    expect(await stored()).toEqual(before);
  });

  test("nothing of others is seen, and nothing is theirs", async () => {
    const made = await taken("phone\n0912345671\n8.49E+10\n");
    organizationId = newId();
    const none = refused("import_not_found");
    expect(await outreach.imports.read(organizationId, made.id)).toEqual(none);
    expect(await outreach.imports.report(organizationId, made.id)).toEqual(none);
    expect(await outreach.imports.read(organizationId, "imp_x")).toEqual(none);
    expect(await textOf(await outreach.imports.export(organizationId))).toBe(
      "phone,name,email,language,timeZone\r\n",
    );
  });

  test("reports are forgotten after a week, counts are not", async () => {
    const made = await taken("phone\n0912345671\n8.49E+10\n");
    expect(await forgetImportRows(database)).toBe(0);
    await database.orm.execute(
      sql`update contact_import_rows set written_at = now() - interval '8 days'`,
    );
    expect(await forgetImportRows(database)).toBe(1);
    expect(await reportOf(made.id)).toEqual([]);
    expect(await outreach.imports.read(organizationId, made.id)).toMatchObject({
      value: { refused: 1 },
    });
  });
});
