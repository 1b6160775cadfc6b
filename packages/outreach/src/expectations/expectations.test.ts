import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { stepInbox } from "../inbox/step.ts";
import { createTestInbox, ourNumber, type TestInbox } from "../inbox/test-inbox-fixture.ts";
import type { OutreachResult } from "../problems.ts";
import { countAnswers } from "./count-answers.ts";
import { expireExpectations } from "./expire.ts";
import type { Expectation, ExpectationBody } from "./schemas.ts";

const approvers = [1, 2, 3, 4, 5].map((n) => `+8491234567${n}`);
const [amy = "", ben = "", cam = "", dan = "", eve = ""] = approvers;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const value = <T>(result: OutreachResult<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describeOnDatabases("expectations", (open) => {
  let database: Database;
  let own: TestInbox;
  beforeEach(async () => {
    database = await open();
    own = createTestInbox(database);
  });

  const create = (changes: Partial<ExpectationBody> = {}) =>
    own.expectations.create(own.organizationId, {
      kind: "approval",
      recipients: approvers,
      answers: ["APPROVE", "REJECT"],
      text: "Withdrawal {request}: answer APPROVE {request} or REJECT {request}",
      expiresAt: inAnHour(),
      quorum: 3,
      sender: ourNumber,
      ...changes,
    });
  const ask = async (changes: Partial<ExpectationBody> = {}) => value(await create(changes));
  const now = async ({ id }: Expectation) =>
    value(await own.expectations.read(own.organizationId, id));
  const say = async (from: string, text: string, to = ourNumber) => {
    await own.receive(from, text, { to });
    await own.read();
  };
  const quarantine = async (resolved = false) =>
    (await own.expectations.quarantine(own.organizationId, { resolved })).data;
  const reasons = async () => (await quarantine()).map(({ phone, reason }) => [phone, reason]);
  const outcomes = async () => {
    const rows = await database.orm.execute<{ type: string }>(
      sql`select type from expectation_events order by expectation_id`,
    );
    return [...rows].map(({ type }) => type);
  };
  /** What endpoints are told. */
  const told = async () => {
    const rows = await database.orm.execute<{ type: string; data: unknown }>(
      sql`select type, data from webhook_events order by position, id`,
    );
    return [...rows];
  };
  /** Its time was over a moment ago. */
  const end = async ({ id }: Expectation) => {
    await database.orm.execute(sql`update expectations set expires_at = now()
      where id = ${fromPublicId("exp", id) ?? null}::uuid`);
  };

  test("five are asked: a typo counts, a second time does not, too late is quarantined", async () => {
    const request = await ask({ requestId: "WR-12345" });
    expect((await own.sent()).map(({ to, body }) => [to, body])).toEqual(
      approvers.map((phone) => [
        phone,
        "Withdrawal WR-12345: answer APPROVE WR-12345 or REJECT WR-12345",
      ]),
    );
    await say(amy, "aprove wr-12345");
    await say(ben, "APPROVE WR-12345");
    await say(ben, "Approve WR-12345!");
    expect(await now(request)).toMatchObject({
      status: "open",
      counts: { asked: 5, answered: 2, byAnswer: { APPROVE: 2, REJECT: 0 } },
    });
    await end(request);
    await say(cam, "APPROVE WR-12345");
    expect(await now(request)).toMatchObject({
      status: "expired",
      counts: { answered: 2, byAnswer: { APPROVE: 2, REJECT: 0 } },
    });
    expect(await quarantine()).toMatchObject([
      { phone: cam, reason: "expired", answer: "APPROVE", expectationId: request.id },
    ]);
    expect(await outcomes()).toEqual(["expectation.expired"]);
    const { id, kind, requestId, counts } = await now(request);
    expect(await told()).toEqual([
      { type: "expectation.expired", data: { id, kind, requestId, outcome: "expired", counts } },
    ]);
  });

  test("are approved by as many as it needs, and rejected where they cannot be reached", async () => {
    const approved = await ask({ quorum: 2 });
    for (const phone of [amy, ben]) await say(phone, `APPROVE ${approved.requestId}`);
    expect(await now(approved)).toMatchObject({
      status: "approved",
      decidedAt: expect.any(String),
    });
    await say(cam, `reject ${approved.requestId}`);
    expect(await now(approved)).toMatchObject({
      status: "approved",
      counts: { byAnswer: { APPROVE: 2, REJECT: 1 } },
    });
    await end(approved);
    await own.read();
    const rejected = await ask();
    for (const phone of [amy, ben, cam]) await say(phone, "REJECT");
    expect(await now(rejected)).toMatchObject({ status: "rejected" });
    expect(await outcomes()).toEqual(["expectation.approved", "expectation.rejected"]);
    expect(await told()).toMatchObject([
      {
        type: "expectation.decided",
        data: { id: approved.id, outcome: "approved", counts: { byAnswer: { APPROVE: 2 } } },
      },
      {
        type: "expectation.decided",
        data: { id: rejected.id, outcome: "rejected", counts: { answered: 3 } },
      },
    ]);
    expect(await quarantine()).toEqual([]);
  });

  test("two replies at once that reach the quorum make one outcome", async () => {
    const request = await ask({ quorum: 4 });
    for (const phone of [amy, ben, cam, dan]) await own.receive(phone, "APPROVE");
    await settled(database);
    // Each is a worker of its own: all read the same messages, and one of them moves the place.
    await Promise.all(Array.from({ length: 6 }, () => stepInbox(own.context)));
    await own.read();
    expect(await now(request)).toMatchObject({ status: "approved", counts: { answered: 4 } });
    expect(await outcomes()).toEqual(["expectation.approved"]);
  });

  test("answers counted at the same moment see each other", async () => {
    const request = await ask({ quorum: 5 });
    const expectationId = fromPublicId("exp", request.id) ?? "";
    const { organizationId } = own;
    await Promise.all(
      approvers.map((phone) =>
        countAnswers(own.context, [
          {
            ...{ organizationId, expectationId, phone, answer: "APPROVE" },
            ...{ inboundId: own.context.newId(), at: new Date() },
          },
        ]),
      ),
    );
    expect(await now(request)).toMatchObject({ status: "approved", counts: { answered: 5 } });
    expect(await outcomes()).toEqual(["expectation.approved"]);
    expect(await told()).toMatchObject([
      { data: { id: request.id, counts: { asked: 5, answered: 5, byAnswer: { APPROVE: 5 } } } },
    ]);
  });

  test("an outcome that cannot be told of is none", async () => {
    const request = await ask({ quorum: 1 });
    const { gateway } = own.context;
    const tell = () => Promise.reject(new Error("killed"));
    const dying = { database, gateway: { ...gateway, webhooks: { ...gateway.webhooks, tell } } };
    const inAYear = new Date(Date.now() + 365 * 86_400_000);
    await expect(expireExpectations(dying, inAYear)).rejects.toThrow("killed");
    expect(await now(request)).toMatchObject({ status: "open" });
    expect(await outcomes()).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => expireExpectations(own.context, inAYear)));
    expect(await told()).toMatchObject([
      { type: "expectation.expired", data: { id: request.id, counts: { answered: 0 } } },
    ]);
  });

  test("several that are open need the request id; strangers are quarantined", async () => {
    const first = await ask({ requestId: "WR-1001" });
    const second = await ask({ requestId: "WR-1002" });
    await say(amy, "APPROVE");
    await say(ben, "approve wr 1002");
    await say("+84987654321", "APPROVE WR-1001");
    await say(cam, "good morning");
    // The request id is enough, wherever it was sent to.
    await say(dan, "APPROVE WR-1001", "8079");
    expect((await now(first)).counts.answered).toBe(1);
    expect((await now(second)).counts.answered).toBe(1);
    expect(await reasons()).toEqual([
      ["+84987654321", "stranger"],
      [amy, "ambiguous"],
    ]);
  });

  test("an answer that came in time counts when it is read late", async () => {
    const request = await ask({ quorum: 1 });
    await own.receive(amy, "APPROVE");
    await database.orm.execute(sql`
      update expectations set expires_at = (
        select date_trunc('milliseconds', max(received_at)) + interval '1 millisecond'
        from inbound_messages)`);
    await own.read();
    expect(await now(request)).toMatchObject({ status: "approved" });
  });

  test("quarantined answers are assigned once, or dismissed", async () => {
    const request = await ask({ requestId: "WR-1001", quorum: 2 });
    await ask({ requestId: "WR-1002" });
    await say(amy, "REJECT WR-1001");
    await say(amy, "APPROVE WR-1001");
    await say(ben, "APPROVE");
    await say("+84987654321", "APPROVE WR-1001");
    const [stranger, bens, amys] = await quarantine();
    expect(amys).toMatchObject({ reason: "changed", text: "APPROVE WR-1001", answer: "APPROVE" });
    const assign = (id = "", answer = "APPROVE", expectationId = request.id) =>
      own.expectations.assign(own.organizationId, id, { expectationId, answer }, "user:usr_1");
    expect(await assign(stranger?.id)).toMatchObject({ error: { code: "not_asked" } });
    expect(await assign(bens?.id, "MAYBE")).toMatchObject({ error: { code: "unknown_answer" } });
    expect(await assign(bens?.id, "APPROVE", toPublicId("exp", own.context.newId()))).toMatchObject(
      {
        error: { code: "expectation_not_found" },
      },
    );
    expect((await now(request)).counts.byAnswer).toEqual({ APPROVE: 0, REJECT: 1 });

    const both = await Promise.all([assign(bens?.id), assign(bens?.id, "reject")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.filter(({ ok }) => !ok)).toMatchObject([{ error: { code: "already_resolved" } }]);
    expect(await assign(amys?.id)).toMatchObject({
      value: { resolution: "assigned", resolvedBy: "user:usr_1" },
    });
    const dismiss = (id = "") => own.expectations.dismiss(own.organizationId, id, "user:usr_1");
    expect(await dismiss(stranger?.id)).toMatchObject({ value: { resolution: "dismissed" } });
    expect(await dismiss(stranger?.id)).toMatchObject({ error: { code: "already_resolved" } });
    expect(await dismiss("msg_none")).toMatchObject({
      error: { code: "quarantined_answer_not_found" },
    });
    expect(await quarantine()).toEqual([]);
    expect(await quarantine(true)).toHaveLength(3);
    const { counts } = await now(request);
    expect(counts.answered).toBe(2);
    expect(counts.byAnswer["APPROVE"]).toBeGreaterThanOrEqual(1);
  });

  test("the same request is sent once, and another under its id is refused", async () => {
    const expiresAt = inAnHour();
    const request = await ask({ requestId: "WR-1001", expiresAt });
    expect(await ask({ requestId: "WR-1001", expiresAt, answers: ["approve", "reject"] })).toEqual(
      request,
    );
    expect(await own.sent()).toHaveLength(5);
    const refusals = [
      await create({ requestId: "WR-1001", expiresAt, quorum: 2 }),
      await create({ requestId: "wr1001", expiresAt }),
      await create({ expiresAt: "2020-01-01T00:00:00Z" }),
      await create({ expiresAt: "2099-01-01T00:00:00Z" }),
      await create({ quorum: 6 }),
      await create({ recipients: [amy, "12"] }),
      await create({ requestId: "WR-1002", text: "{request}".repeat(300) }),
    ];
    expect(refusals.map((refusal) => !refusal.ok && refusal.error)).toMatchObject([
      { code: "request_id_taken", path: "/requestId" },
      { code: "request_id_taken" },
      { code: "invalid_expiry" },
      { code: "invalid_expiry", path: "/expiresAt" },
      { code: "invalid_quorum", path: "/quorum" },
      { code: "invalid_phone", path: "/recipients/1" },
      { code: "cannot_ask" },
    ]);
    expect(await own.sent()).toHaveLength(5);
    // Nothing is left of what nobody was asked.
    await ask({ requestId: "WR-1002", recipients: [amy], quorum: 1 });
  });

  test("nobody reads or decides another organization's", async () => {
    const request = await ask({ requestId: "WR-1001" });
    await say(eve, "maybe approve WR-1001");
    const [held] = await quarantine();
    const them = own.context.newId();
    const { expectations } = own;
    expect(await expectations.read(them, request.id)).toMatchObject({
      error: { code: "expectation_not_found" },
    });
    expect((await expectations.quarantine(them, {})).data).toEqual([]);
    expect(
      await expectations.assign(
        them,
        held?.id ?? "",
        { expectationId: request.id, answer: "APPROVE" },
        "operator",
      ),
    ).toMatchObject({ error: { code: "quarantined_answer_not_found" } });
    expect(held).toMatchObject({ reason: "unclear" });
  });

  test("the quarantine is read page by page", async () => {
    await ask({ requestId: "WR-1001" });
    for (const phone of approvers) await own.receive(phone, "maybe approve WR-1001");
    await own.read();
    const page = (cursor?: string) =>
      own.expectations.quarantine(own.organizationId, { limit: 3, ...(cursor && { cursor }) });
    const first = await page();
    const second = await page(first.nextCursor);
    expect([...first.data, ...second.data].map(({ phone }) => phone)).toEqual(
      approvers.toReversed(),
    );
    expect(second).toMatchObject({ hasMore: false });
  });
});
