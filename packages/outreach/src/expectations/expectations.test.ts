import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { stepInbox } from "../inbox/step.ts";
import { createTestInbox, ourNumber, type TestInbox } from "../inbox/test-inbox-fixture.ts";
import type { OutreachResult } from "../problems.ts";
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
  });
});
