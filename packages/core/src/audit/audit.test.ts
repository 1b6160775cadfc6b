import { beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { platformOrganization } from "../access.ts";
import { type Database, openDatabase } from "../database/index.ts";
import { newUuid } from "../ids.ts";
import { createLogger } from "../logger.ts";
import { createKeyring } from "../secrets/index.ts";
import { createTestDatabase, describeOnDatabases, fakeClock } from "../testing/index.ts";
import { type AuditEntry, appendAudit } from "./append.ts";
import { type Audit, createAudit } from "./audit.ts";
import { verifyAuditExport } from "./export.ts";
import { pruneAudit } from "./prune.ts";

const keys = createKeyring([{ id: "k", key: Buffer.alloc(32, 7).toString("base64") }]);
if (!keys.ok) throw new Error("not a keyring");
const { keyring } = keys;
const never = new AbortController().signal;
const dayMs = 86_400_000;

describeOnDatabases("audit", (open) => {
  let database: Database;
  let audit: Audit;
  let lines: string[];
  const clock = fakeClock(new Date());
  const organizationId = newUuid(clock);
  beforeEach(async () => {
    database = await open();
    lines = [];
    audit = auditWith({ keyring });
  });

  const auditWith = (options: { keyring?: typeof keyring }) =>
    createAudit({
      database,
      clock,
      logger: createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } }),
      ...options,
    });
  const append = (changes: Partial<AuditEntry> = {}) =>
    appendAudit(database.orm, { organizationId, actor: "operator", action: "a.b", ...changes });
  const appendMany = async (count: number) => {
    for (let n = 0; n < count; n += 1) await append({ action: `number.${n}` });
  };
  const runDaily = async () => {
    for (const job of audit.jobs) await job.perform({}, never);
  };
  /** What somebody does who may do anything to the database. */
  const tamper = async (statement: string) => {
    await database.transaction(async (tx) => {
      await tx.execute(sql`alter table audit_log disable trigger user`);
      await tx.execute(sql`alter table audit_heads disable trigger user`);
      await tx.execute(sql.raw(statement));
      await tx.execute(sql`alter table audit_log enable trigger user`);
      await tx.execute(sql`alter table audit_heads enable trigger user`);
    });
  };
  const run = async (statement: string) => database.orm.execute(sql.raw(statement));
  const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

  test("an entry is found with all it says, the address as a network, numbers masked", async () => {
    const details = { phone: "+84912345678", list: ["0912 345 678"], count: 3, day: "2026-01-02" };
    await append({ target: "key_1", details, ip: "203.0.113.77", requestId: "r-1" });
    const { data } = await audit.list(organizationId, {});
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      organizationId,
      seq: 1,
      actor: "operator",
      action: "a.b",
      target: "key_1",
      details: { phone: "***678", list: ["***678"], count: 3, day: "2026-01-02" },
      ip: "203.0.113.0/24",
      requestId: "r-1",
      prevHash: "0".repeat(64),
    });
    expect(await audit.verify(organizationId)).toEqual({
      valid: true,
      entries: 1,
      first: 1,
      last: 1,
    });
  });

  test("the database hashes whatever text there is as we do", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 }).map((s) => s.replaceAll("\0", ""));
    const entry = fc.record(
      {
        target: text,
        requestId: text,
        details: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.double())),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(entry, text, (changes, actor) => append({ ...changes, actor })),
      { numRuns: 50 },
    );
    await append({ target: '"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028é😀' });
    expect(await audit.verify(organizationId)).toMatchObject({ valid: true, entries: 51 });
  });

  test("each organization and the platform have a chain of their own", async () => {
    const other = newUuid(clock);
    await append();
    await append({ organizationId: other });
    await append({ organizationId: null });
    await append();
    for (const [id, entries] of [
      [organizationId, 2],
      [other, 1],
      [platformOrganization, 1],
    ] as const)
      expect(await audit.verify(id)).toMatchObject({ valid: true, entries, last: entries });
  });

  test("in a transaction that fails nothing was done, and nothing is missing", async () => {
    await append();
    const failing = database.transaction(async (tx) => {
      await appendAudit(tx, { organizationId, actor: "operator", action: "gone" });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await append();
    expect(await audit.verify(organizationId)).toMatchObject({ valid: true, entries: 2, last: 2 });
  });

  test("several rows of one statement follow each other", async () => {
    await database.orm.execute(sql`
      insert into audit_log (organization_id, seq, actor, action, hash)
      select ${organizationId}::uuid, 99, 'operator', 'n.' || n, '\\x00' from generate_series(1, 5) as n`);
    expect(await audit.verify(organizationId)).toMatchObject({ valid: true, entries: 5, last: 5 });
  });

  test.each([
    "update audit_log set actor = 'somebody'",
    "delete from audit_log",
    "truncate audit_log",
    "update audit_heads set seq = 9",
    "delete from audit_heads",
    "truncate audit_heads",
  ])("%s is refused", async (statement) => {
    await appendMany(2);
    await runDaily();
    await append();
    await expect(run(statement)).rejects.toMatchObject({ code: "23001" });
    // Not even under the name of the retention can go what no head vouches for.
    const pruning = database.transaction(async (tx) => {
      await tx.execute(sql`select set_config('nx.audit_pruning', ${organizationId}, true)`);
      await tx.execute(sql`delete from audit_log`);
    });
    await expect(pruning).rejects.toMatchObject({ code: "23001" });
    expect(await audit.verify(organizationId)).toMatchObject({ valid: true, entries: 3 });
  });

  describe("tampering is found, and where", () => {
    const one = "where seq = 3";
    test.each([
      ["one byte of the actor", `update audit_log set actor = 'operatos' ${one}`, 3, "altered"],
      ["one byte of the details", `update audit_log set details = '{"n":2}' ${one}`, 3, "altered"],
      [
        "the time by a millisecond",
        `update audit_log set at = at + interval '1 ms' ${one}`,
        3,
        "altered",
      ],
      ["a target taken away", `update audit_log set target = null ${one}`, 3, "altered"],
      [
        "one byte of the hash",
        `update audit_log set hash = set_byte(hash, 31, get_byte(hash, 31) # 1) ${one}`,
        3,
        "altered",
      ],
      [
        "one byte of the link",
        `update audit_log set prev_hash = set_byte(prev_hash, 0, get_byte(prev_hash, 0) # 1) ${one}`,
        3,
        "unlinked",
      ],
      ["an entry removed", `delete from audit_log ${one}`, 3, "missing"],
      ["the first entries removed", "delete from audit_log where seq < 3", 2, "missing"],
      ["the last entries removed", "delete from audit_log where seq > 4", 5, "missing"],
      ["all removed", "delete from audit_log", 1, "missing"],
      [
        "two entries exchanged",
        "update audit_log set target = case seq when 2 then 't4' else 't2' end where seq in (2, 4)",
        2,
        "altered",
      ],
      [
        "a head of another time",
        "update audit_heads set signed_at = signed_at + interval '1 s'",
        5,
        "bad_signature",
      ],
      ["a head of another place", "update audit_heads set seq = 4", 4, "bad_signature"],
    ] as const)("%s", async (_, statement, seq, reason) => {
      for (let n = 1; n <= 5; n += 1) await append({ target: `t${n}`, details: { n: 1 } });
      await runDaily();
      await tamper(statement.replace("where", `where organization_id = '${organizationId}' and`));
      expect(await audit.verify(organizationId)).toMatchObject({
        valid: false,
        broken: { seq, reason },
      });
      // What is broken is told, and not signed.
      await runDaily();
      const heads = await database.orm.execute(sql`select from audit_heads`);
      expect(heads).toHaveLength(1);
      if (reason !== "missing" || seq !== 1)
        expect(lines.join("")).toContain(`"event":"audit.broken"`);
    });

    test("a chain written anew from the beginning is not what was signed", async () => {
      await appendMany(3);
      await runDaily();
      await tamper("delete from audit_log");
      await appendMany(4);
      expect(await audit.verify(organizationId)).toMatchObject({
        valid: false,
        broken: { seq: 3, reason: "head_differs" },
      });
    });
  });

  test("heads are signed once a day, and vouch for the chain", async () => {
    await appendMany(2);
    expect((await audit.verify(organizationId)).signedThrough).toBeUndefined();
    await runDaily();
    await runDaily();
    await append();
    const found = await audit.verify(organizationId);
    expect(found).toMatchObject({ valid: true, signedThrough: 2, last: 3 });
    await runDaily();
    expect(await audit.verify(organizationId)).toMatchObject({
      signedThrough: 3,
      publicKey: found.publicKey ?? "",
    });
    expect(lines).toEqual([]);
  });

  test("without a keyring nothing is signed, the log says so, and the chain holds all the same", async () => {
    audit = auditWith({});
    await appendMany(2);
    await runDaily();
    expect(await audit.verify(organizationId)).toEqual({
      valid: true,
      entries: 2,
      first: 1,
      last: 2,
    });
    expect(lines.join("")).toContain(`"event":"audit.unsigned"`);
  });

  test("an export verifies without the database, and a changed one does not", async () => {
    for (let n = 0; n < 450; n += 1) await append({ details: { n, text: "é" } });
    await runDaily();
    await append();
    const text = await textOf(
      await audit.export(organizationId, { actor: "user:u", requestId: "r" }),
    );
    const { publicKey = "" } = await audit.verify(organizationId);
    expect(await verifyAuditExport(text.split("\n"), publicKey)).toMatchObject({
      valid: true,
      entries: 452,
      signedThrough: 450,
    });
    const changed = text.replace('"n":300,', '"n":301,').split("\n");
    expect(await verifyAuditExport(changed, publicKey)).toMatchObject({
      valid: false,
      broken: { seq: 301, reason: "altered" },
    });
    const cut = text.trimEnd().split("\n").slice(0, -100);
    expect((await verifyAuditExport(cut, publicKey)).broken).toEqual({
      seq: 353,
      reason: "missing",
    });
    const [{ action, actor } = {}] = (await audit.list(organizationId, { limit: 1 })).data;
    expect({ action, actor }).toEqual({ action: "audit.exported", actor: "user:u" });
    expect(verifyAuditExport(['{"seq":1}'], publicKey)).rejects.toThrow("neither");
  });

  test("is listed page by page, newest first, by who, what and when, and only one's own", async () => {
    await append({ organizationId: newUuid(clock) });
    await append({ actor: "user:a", action: "key.created", target: "key_1" });
    await append({ actor: "user:b", action: "key.revoked", target: "key_1" });
    await append({ actor: "user:a", action: "keyless.thing", target: "key_2" });
    const seqs = async (query: Parameters<Audit["list"]>[1]) =>
      (await audit.list(organizationId, query)).data.map(({ seq }) => seq);
    const first = await audit.list(organizationId, { limit: 2 });
    expect(first).toMatchObject({ hasMore: true, nextCursor: "2" });
    expect(first.data.map(({ seq }) => seq)).toEqual([3, 2]);
    await append();
    expect(await seqs({ cursor: "2" })).toEqual([1]);
    expect(await seqs({ actor: "user:a" })).toEqual([3, 1]);
    expect(await seqs({ action: "key." })).toEqual([2, 1]);
    expect(await seqs({ action: "key.revoked" })).toEqual([2]);
    expect(await seqs({ target: "key_1" })).toEqual([2, 1]);
    expect(await seqs({ from: "2999-01-01T00:00:00Z" })).toEqual([]);
    expect(await seqs({ to: "2999-01-01T00:00:00Z" })).toEqual([4, 3, 2, 1]);
  });

  describe("old entries", () => {
    const ago = (days: number) => new Date(clock.now().getTime() - days * dayMs);

    test("go up to a signed head, and what is left still verifies", async () => {
      await appendMany(3);
      await runDaily();
      await appendMany(2);
      clock.advance(100 * dayMs);
      await runDaily();
      expect(await pruneAudit(database, organizationId, ago(101), never)).toBe(0);
      expect(await pruneAudit(database, organizationId, ago(90), never)).toBe(3);
      const found = await audit.verify(organizationId);
      expect(found).toMatchObject({ valid: true, entries: 3, first: 4, last: 6, signedThrough: 5 });
      expect(await pruneAudit(database, organizationId, ago(90), never)).toBe(0);
      const text = await textOf(await audit.export(organizationId, { actor: "operator" }));
      expect(await verifyAuditExport(text.split("\n"), found.publicKey ?? "")).toMatchObject({
        valid: true,
        first: 4,
      });
      // Nobody can pass for the retention: more is missing than the chain says.
      await tamper("delete from audit_log where seq = 4");
      expect((await audit.verify(organizationId)).broken).toEqual({ seq: 4, reason: "missing" });
    });

    test("that are half gone are no break: the chain said so before", async () => {
      await appendMany(3);
      await runDaily();
      clock.advance(100 * dayMs);
      await pruneAudit(database, organizationId, ago(90), AbortSignal.abort()).catch(() => {});
      expect(await audit.verify(organizationId)).toMatchObject({ valid: true, entries: 4 });
      await tamper("delete from audit_log where seq < 3");
      expect(await audit.verify(organizationId)).toMatchObject({ valid: true, first: 3 });
      await pruneAudit(database, organizationId, ago(90), never);
      expect(await audit.verify(organizationId)).toMatchObject({
        valid: true,
        first: 4,
        entries: 2,
      });
    });
  });
});

test("fifty at once from two processes' pools make one unbroken chain", async () => {
  const { url, drop } = await createTestDatabase();
  const pools = await Promise.all([1, 2].map(() => openDatabase({ url, poolSize: 10 })));
  try {
    const organizationId = newUuid(fakeClock(new Date()));
    const entry = (n: number): AuditEntry => ({
      organizationId: n % 10 === 0 ? null : organizationId,
      actor: `user:${n}`,
      action: "race",
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const database = pools[n % 2];
        if (database === undefined) throw new Error("no pool");
        return n % 3 === 0
          ? database.transaction((tx) => appendAudit(tx, entry(n)))
          : appendAudit(database.orm, entry(n));
      }),
    );
    const [database] = pools;
    if (database === undefined) throw new Error("no pool");
    const audit = createAudit({
      database,
      clock: fakeClock(),
      logger: createLogger({ level: "silent" }),
    });
    expect(await audit.verify(organizationId)).toMatchObject({
      valid: true,
      entries: 45,
      last: 45,
    });
    expect(await audit.verify(platformOrganization)).toMatchObject({ valid: true, entries: 5 });
    const { data } = await audit.list(organizationId, { limit: 200 });
    expect(new Set(data.map(({ actor }) => actor)).size).toBe(45);
  } finally {
    for (const database of pools) await database.close();
    await drop();
  }
});
