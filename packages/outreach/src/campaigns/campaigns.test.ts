import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { inChunks, utf8 } from "../csv/csv-fixture.ts";
import { campaignEraser } from "./erase.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { stepNext } from "./run.ts";
import type { Repeat } from "./schemas.ts";
import {
  createTestCampaigns,
  must,
  phoneOf,
  type TestCampaigns,
} from "./test-campaigns-fixture.ts";
import { variantOf } from "./variants.ts";

test("of every so many in a row each variant gets exactly its weight", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 1000 }),
      (weights, start) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const counts = weights.map(() => 0);
        for (let k = start + 1; k <= start + sum; k += 1) {
          const place = variantOf(
            k,
            weights.map((weight) => ({ weight })),
          );
          counts[place] = (counts[place] ?? 0) + 1;
        }
        expect(counts).toEqual(weights);
      },
    ),
  );
});

describeOnDatabases("campaigns", (open) => {
  let database: Database;
  let test1: TestCampaigns;
  beforeEach(async () => {
    database = await open();
    test1 = createTestCampaigns(database);
  });
  const sum = (counts: object) =>
    Object.values(counts).reduce((total: number, count) => total + Number(count), 0);
  /** What holds at every moment: each number at most once, and every recipient in one bucket. */
  const balanced = async (id: string, total: number) => {
    const stats = await test1.stats(id);
    expect(sum(stats.buckets)).toBe(total);
    const twice = await database.orm.execute(sql`
      select recipient from messages where campaign_id = ${fromPublicId("cmp", id) ?? null}::uuid
      group by recipient having count(*) > 1 or max(attempts) > 1`);
    expect(twice.length).toBe(0);
    return stats;
  };
  const stateOf = async (id: string) =>
    must(await test1.campaigns.read(test1.organizationId, id)).state;
  const act = async (
    verb: "start" | "pause" | "resume" | "cancel",
    id: string,
    version?: number,
  ) => {
    const { campaigns, organizationId } = test1;
    const body = version === undefined ? {} : { version };
    if (verb === "start") return campaigns.start(organizationId, id, body, { actor: "user:usr_1" });
    return campaigns[verb](organizationId, id, body);
  };

  test("reaches everybody once, and is completed when the last message has left", async () => {
    const id = await test1.draft(1500);
    expect((await test1.stats(id)).buckets.pending).toBe(1500);
    await test1.start(id);
    await test1.steps();
    expect(await balanced(id, 1500)).toMatchObject({ total: 1500, buckets: { queued: 1500 } });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    await test1.ledger.dispatch(2000, "DELIVERED");
    await test1.makeDue(id);
    await test1.steps();
    expect(await stateOf(id)).toBe("COMPLETED");
    expect((await balanced(id, 1500)).buckets.delivered).toBe(1500);
    expect((await act("pause", id)).ok).toBe(false);
  });

  test("started twice at once and expanded by four at once it reaches nobody twice", async () => {
    const id = await test1.draft(3500);
    const other = await test1.draft(1200);
    const started = await Promise.all([act("start", id), act("start", id), act("start", other)]);
    expect(started.map(({ ok }) => ok)).toEqual([true, true, true]);
    const work = async () => {
      while (await stepNext(test1.context));
    };
    await Promise.all([work(), work(), work(), work()]);
    await work();
    expect((await balanced(id, 3500)).buckets.queued).toBe(3500);
    expect((await balanced(other, 1200)).buckets.queued).toBe(1200);
  });

  test("an expander that dies before its commit has done nothing, and another goes on", async () => {
    const id = await test1.draft(2500);
    await test1.start(id);
    await test1.steps(2);
    test1.ledger.afterAccept = () => Promise.reject(new Error("killed"));
    await test1.steps(1);
    expect((await balanced(id, 2500)).buckets).toMatchObject({ queued: 1000, pending: 1500 });
    expect(await test1.steps()).toBe(0);
    test1.ledger.afterAccept = async () => {};
    await test1.makeDue(id);
    await test1.steps();
    expect((await balanced(id, 2500)).buckets.queued).toBe(2500);
  });

  test("paused at half nothing leaves; resumed it goes on; cancelled the rest never leaves", async () => {
    const id = await test1.draft(4000);
    await test1.start(id);
    await test1.steps(3);
    await test1.ledger.dispatch(700);
    must(await act("pause", id));
    expect(await test1.steps()).toBe(0);
    expect(await test1.ledger.dispatch(5000)).toBe(0);
    expect((await balanced(id, 4000)).buckets).toMatchObject({
      ...{ sent: 700, queued: 1300, pending: 2000 },
    });
    must(await act("pause", id));
    must(await act("resume", id));
    await test1.steps();
    await test1.ledger.dispatch(2500);
    must(await act("cancel", id));
    await test1.steps();
    expect(await test1.ledger.dispatch(5000)).toBe(0);
    expect((await balanced(id, 4000)).buckets).toMatchObject({ sent: 3200, cancelled: 800 });
    expect(await act("resume", id)).toMatchObject({ error: { code: "campaign_state" } });
  });

  test("who changed it meanwhile is told", async () => {
    const id = await test1.draft(10);
    const { version } = must(await act("start", id));
    must(await act("pause", id, version));
    expect(await act("resume", id, version)).toMatchObject({ error: { code: "campaign_changed" } });
    expect(await act("start", id)).toMatchObject({ error: { code: "campaign_state" } });
    const patched = await test1.campaigns.update(test1.organizationId, id, { name: "Other" });
    expect(patched).toMatchObject({ error: { code: "campaign_state" } });
  });

  test("whatever happens in whatever order, every recipient is in one bucket", async () => {
    type Action = "start" | "pause" | "resume" | "cancel" | "step" | "send" | "die";
    const actions = fc.array(
      fc.constantFrom<Action>("start", "pause", "resume", "step", "step", "send", "die", "cancel"),
      { minLength: 5, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(actions, async (taken) => {
        const id = await test1.draft(1300);
        for (const action of taken) {
          if (action === "step") await test1.steps(1);
          else if (action === "send") await test1.ledger.dispatch(300);
          else if (action === "die") {
            test1.ledger.afterAccept = () => Promise.reject(new Error("killed"));
            await test1.steps(1);
            test1.ledger.afterAccept = async () => {};
            if (["IN_PROGRESS"].includes(await stateOf(id))) await test1.makeDue(id);
          } else await act(action, id);
          await balanced(id, 1300);
        }
        must(await act("cancel", id));
        await test1.steps();
        const { buckets } = await balanced(id, 1300);
        expect(buckets.pending + buckets.queued).toBe(0);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  test("whom the ledger refuses or the text cannot name is skipped, and nobody else", async () => {
    const id = await test1.draft(20, { body: "Chao {{name}}" });
    const recipients = [{ to: "+84912345678" }, { to: "123" }, { to: phoneOf(3) }];
    expect(must(await test1.campaigns.give(test1.organizationId, id, { recipients }))).toEqual({
      ...{ added: 1, repeated: 1, refused: 1 },
      problems: [{ row: 2, reason: expect.any(String) }],
    });
    test1.ledger.refusals.set(phoneOf(5), "opted_out");
    await test1.start(id);
    await test1.steps();
    const stats = await balanced(id, 21);
    expect(stats.buckets).toMatchObject({ queued: 18, skipped: 3 });
    expect(stats.reasons.skipped).toEqual({ opted_out: 1, missing_variable: 2 });
    const skipped = must(
      await test1.campaigns.recipients(test1.organizationId, id, { bucket: "skipped", limit: 2 }),
    );
    expect([skipped.data.length, skipped.hasMore]).toEqual([2, true]);
    const cursor = skipped.nextCursor ?? "";
    const rest = { bucket: "skipped", limit: 2, cursor } as const;
    const next = must(await test1.campaigns.recipients(test1.organizationId, id, rest));
    expect([next.data.length, next.hasMore]).toEqual([1, false]);
    const phone = phoneOf(5);
    const found = await test1.campaigns.recipients(test1.organizationId, id, { phone });
    expect(must(found).data).toEqual([{ phone, bucket: "skipped", reason: "opted_out" }]);
  });

  test("without money it pauses where it is, and goes on when there is some", async () => {
    const id = await test1.draft(1500);
    for (let n = 0; n < 1500; n += 1) test1.ledger.refusals.set(phoneOf(n), "budget_exceeded");
    test1.ledger.refusals.delete(phoneOf(7));
    await test1.start(id);
    await test1.steps();
    const paused = must(await test1.campaigns.read(test1.organizationId, id));
    expect(paused).toMatchObject({ state: "PAUSED", reason: "budget_exceeded" });
    expect((await balanced(id, 1500)).buckets.skipped).toBe(0);
    test1.ledger.refusals.clear();
    must(await act("resume", id));
    await test1.steps();
    expect((await balanced(id, 1500)).buckets.queued).toBe(1500);
  });

  test("variants share an audience exactly; after a trial the rest gets the better one", async () => {
    const variants = [
      { name: "A", body: "A {{name}}" },
      { name: "B", body: "B {{name}}", weight: 3 },
    ];
    const split = await test1.draft(400, { variants });
    await test1.start(split);
    await test1.steps();
    expect((await balanced(split, 400)).variants).toMatchObject([
      { name: "A", messages: 100 },
      { name: "B", messages: 300 },
    ]);
    const trial = { share: 10, metric: "delivered", afterMinutes: 60 } as const;
    const even = variants.map(({ name, body }) => ({ name, body }));
    const id = await test1.draft(1000, { variants: even, trial });
    await test1.start(id);
    await test1.steps();
    expect((await balanced(id, 1000)).variants.map(({ messages }) => messages)).toEqual([50, 50]);
    await database.orm.execute(sql`update messages set status =
      case when body like 'B%' then 'DELIVERED' else 'FAILED' end
      where campaign_id = ${fromPublicId("cmp", id) ?? null}::uuid`);
    await test1.makeDue(id);
    await test1.steps();
    const stats = await balanced(id, 1000);
    expect(stats.winner).toBe("B");
    expect(stats.variants.map(({ messages }) => messages)).toEqual([50, 950]);
  });

  test("contacts are frozen at the start: who joins later is not of it", async () => {
    const { organizationId, campaigns } = test1;
    const addContacts = (from: number, count: number) =>
      database.orm.execute(sql`
        insert into contacts (organization_id, id, phone, display_name, fields, created_at, updated_at)
        select ${organizationId}::uuid, gen_random_uuid(), '+8491' || lpad(n::text, 7, '0'),
          'An ' || n, jsonb_build_object('grade', n), now(), now()
        from generate_series(${from}::int, ${from + count - 1}::int) n`);
    await addContacts(0, 6000);
    const body = {
      name: "All",
      body: "{{displayName}} {{grade}}",
      audience: { all: true },
    } as const;
    const { id } = must(await campaigns.create(organizationId, body));
    expect(must(await campaigns.forecast(organizationId, id))).toMatchObject({
      ...{ recipients: 6000, sampled: 1000, messages: 6000, segments: 6000, skipped: {} },
      cost: [{ amount: "600000.00", currency: "VND" }],
    });
    await test1.start(id);
    await test1.steps(2);
    await addContacts(6000, 100);
    await test1.steps();
    expect((await balanced(id, 6000)).buckets.queued).toBe(6000);
    expect(test1.ledger.seen.find(({ to }) => to === phoneOf(42))?.body).toBe("An 42 42");
    const copy = must(await campaigns.duplicate(organizationId, id));
    expect(copy).toMatchObject({ state: "DRAFT", audience: { all: true } });
  });

  test("a CSV file gives recipients, and twice the same", async () => {
    const { organizationId, campaigns } = test1;
    const id = await test1.draft(0, { body: "{{ten}}" });
    const rows = Array.from({ length: 2500 }, (_, n) => `091${String(n).padStart(7, "0")},An ${n}`);
    const file = () => inChunks(utf8(["phone,ten", ...rows, "abc,X"].join("\n")));
    const give = async () => must(await campaigns.giveFile(organizationId, id, file(), "VN"));
    expect(await give()).toMatchObject({ added: 2500, repeated: 0, refused: 1 });
    expect(await give()).toMatchObject({ added: 0, repeated: 2500, refused: 1 });
    const copy = must(await campaigns.duplicate(organizationId, id));
    expect(await campaigns.remove(organizationId, id)).toMatchObject({
      error: { code: "campaign_in_use" },
    });
    await test1.start(copy.id);
    await test1.steps();
    expect((await balanced(copy.id, 2500)).buckets.queued).toBe(2500);
    expect(test1.ledger.seen.find(({ to }) => to === "+84910000042")?.body).toBe("An 42");
  });

  test("what is scheduled waits; what repeats makes a campaign of its own each time", async () => {
    const { organizationId, campaigns } = test1;
    const startAt = new Date(systemClock.now().getTime() + 3_600_000).toISOString();
    const later = await test1.draft(10, { startAt });
    await test1.start(later);
    expect(await test1.steps()).toBe(0);
    expect(await stateOf(later)).toBe("SCHEDULED");
    await test1.makeDue(later);
    await test1.steps();
    expect((await balanced(later, 10)).buckets.queued).toBe(10);

    const repeat: Repeat = { every: "day", at: "09:00", timeZone: "Asia/Ho_Chi_Minh" };
    const daily = await test1.draft(10, { repeat });
    await test1.start(daily);
    await test1.makeDue(daily);
    await test1.steps();
    expect(await stateOf(daily)).toBe("SCHEDULED");
    const { data } = await campaigns.list(organizationId, {});
    const [occurrence] = data.filter(({ repeats }) => repeats === daily);
    expect(occurrence).toMatchObject({ state: "IN_PROGRESS", recipients: 10 });
    expect((await balanced(occurrence?.id ?? "", 10)).buckets.queued).toBe(10);
  });

  test.each<[Repeat, string, string]>([
    [
      { every: "day", at: "02:30", timeZone: "America/New_York" },
      "2026-03-07T12:00Z",
      "2026-03-08T07:30Z",
    ],
    [
      { every: "day", at: "09:00", timeZone: "America/New_York" },
      "2026-03-08T12:00Z",
      "2026-03-08T13:00Z",
    ],
    [
      { every: "day", at: "09:00", timeZone: "Europe/Berlin" },
      "2026-10-24T12:00Z",
      "2026-10-25T08:00Z",
    ],
    [
      { every: "week", at: "08:00", timeZone: "Asia/Kathmandu", weekdays: [3, 7] },
      "2026-11-26T00:00Z",
      "2026-11-29T02:15Z",
    ],
    [
      { every: "month", at: "08:00", timeZone: "UTC", dayOfMonth: 31 },
      "2026-02-01T00:00Z",
      "2026-02-28T08:00Z",
    ],
    [{ every: "month", at: "08:00", timeZone: "UTC" }, "2026-12-01T08:00Z", "2027-01-01T08:00Z"],
  ])("%j after %s comes at %s", async (repeat, after, next) => {
    const at = sql`${new Date(after)}::timestamptz`;
    expect(await nextOccurrence(database.orm, repeat, at)).toEqual(new Date(next));
  });

  test("a template is said with the variables that it has, and its version is kept", async () => {
    const { organizationId, campaigns } = test1;
    const templateId = newUuid(systemClock);
    const content = {
      category: "promotional",
      texts: [{ language: "vi", body: "Chao {{name}}" }],
      variables: [{ name: "name", kind: "text", maxLength: 40, required: true }],
    };
    await database.orm.execute(sql`
      with made as (insert into templates (organization_id, id, name, latest_version, created_at,
          updated_at)
        values (${organizationId}::uuid, ${templateId}::uuid, 'hello', 1, now(), now()))
      insert into template_versions (organization_id, template_id, version, content, approval,
        created_by, created_at)
      values (${organizationId}::uuid, ${templateId}::uuid, 1, ${JSON.stringify(content)}::jsonb,
        'draft', 'operator', now())`);
    const id = await test1.draft(3, { template: "hello", language: "vi" });
    const recipients = [{ to: "+84912345678", variables: { name: "Lan", other: "x" } }];
    must(await campaigns.give(organizationId, id, { recipients }));
    await test1.start(id);
    await test1.start(id);
    await test1.steps();
    expect((await balanced(id, 4)).buckets.queued).toBe(4);
    const template = toPublicId("tpl", templateId);
    const told = await database.orm.execute(sql`
      select actor, action, target, details from audit_log
      where organization_id = ${organizationId}::uuid`);
    expect([...told]).toEqual([
      {
        ...{ actor: "user:usr_1", action: "template.used", target: template },
        details: { version: 1, campaign: id },
      },
    ]);
    expect(test1.ledger.seen.find(({ to }) => to === "+84912345678")).toMatchObject({
      body: "Chao Lan",
      template: { id: template, version: 1, language: "vi" },
    });
    const other = { name: "X", template: "hello", category: "transactional" } as const;
    expect(await campaigns.create(organizationId, other)).toMatchObject({
      error: { code: "invalid_template" },
    });
  });

  test("others see nothing of it", async () => {
    const id = await test1.draft(5);
    const stranger = newUuid(systemClock);
    const { campaigns } = test1;
    const missing = { error: { code: "campaign_not_found" } };
    expect(await campaigns.read(stranger, id)).toMatchObject(missing);
    expect(await campaigns.start(stranger, id, {}, { actor: "user:usr_2" })).toMatchObject(missing);
    expect(await campaigns.recipients(stranger, id, {})).toMatchObject(missing);
    expect(await campaigns.forecast(stranger, id)).toMatchObject(missing);
    expect(await campaigns.duplicate(stranger, id)).toMatchObject(missing);
    expect((await campaigns.list(stranger, {})).data).toEqual([]);
  });

  test("whoever is erased is no number any more, and still counted", async () => {
    const id = await test1.draft(5);
    const person = {
      organizationId: test1.organizationId,
      phone: phoneOf(2),
      form: "erased:x",
    };
    await campaignEraser(database)(person, new AbortController().signal);
    await test1.start(id);
    await test1.steps();
    const stats = await balanced(id, 5);
    expect(stats.reasons.skipped).toEqual({ erased: 1 });
    expect(test1.ledger.seen.map(({ to }) => to)).not.toContain(phoneOf(2));
  });
});
