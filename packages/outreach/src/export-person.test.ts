import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { startOutreach, type TestOutreach } from "./elysia/people-fixture.ts";

const ana = "+84912345671";
const ben = "+84912345672";

describeOnDatabases("what outreach holds of a person", (open) => {
  let database: Database;
  let world: TestOutreach;
  beforeEach(async () => {
    database = await open();
    world = startOutreach(database);
  });

  const exported = async (phone: string, organizationId = world.organizationId) => {
    const lists: Record<string, readonly object[]> = {};
    const parts = world.outreach.exportPerson({ organizationId, phone });
    for (const [name, pages] of Object.entries(parts))
      lists[name] = (await Array.fromAsync(pages)).flat();
    return lists;
  };
  const nothing = {
    ...{ contacts: [], contactEvents: [], conversations: [], campaigns: [] },
    ...{ automations: [], expectations: [], quarantinedAnswers: [], importRows: [] },
  };

  test("is the contact with all that is known, and what happened to it", async () => {
    const { organizationId, outreach } = world;
    const id = await world.contact(ana, { displayName: "An", fields: { grade: 7 } });
    await outreach.contacts.link(organizationId, id, { kind: "student", externalId: "4711" });
    const group = await outreach.groups.create(organizationId, { name: "7B" });
    if (!group.ok) throw new Error(group.error.code);
    await world.call("PUT", `/groups/${group.value.id}/members`, { contacts: [id] });
    await world.contact(ben, { displayName: "Binh" });
    const automation = await outreach.automations.create(organizationId, {
      ...{ name: "Welcome", trigger: { on: "nothing" }, steps: [{ do: "stop" }] },
    });
    if (!automation.ok) throw new Error(automation.error.code);
    await outreach.automations.activate(organizationId, automation.value.id);
    await outreach.automations.enrol(organizationId, automation.value.id, { contacts: [id] });
    expect(await exported(ana)).toEqual({
      ...nothing,
      automations: [
        {
          ...{ automationId: automation.value.id, name: "Welcome", state: "ACTIVE" },
          enrolledAt: expect.any(String),
        },
      ],
      contacts: [
        expect.objectContaining({
          ...{ id, phone: ana, displayName: "An", fields: { grade: 7 } },
          links: [{ kind: "student", externalId: "4711" }],
          groups: [{ id: group.value.id, name: "7B" }],
        }),
      ],
      contactEvents: [
        expect.objectContaining({ type: "contact.created", id: expect.stringMatching(/^cev_/) }),
        expect.objectContaining({ type: "group.joined", group: group.value.id }),
      ],
    });
  });

  test("is every campaign with the values for its text, page after page", async () => {
    const { organizationId, outreach } = world;
    const ids: string[] = [];
    for (let n = 0; n < 205; n += 1) {
      const made = await outreach.campaigns.create(organizationId, { name: `${n}`, body: "Hi" });
      if (!made.ok) throw new Error(made.error.code);
      ids.push(made.value.id);
    }
    const recipients = [
      { to: ana, variables: { name: "An" } },
      { to: ben, variables: { name: "Binh" } },
    ];
    for (const id of ids.slice(1))
      await outreach.campaigns.give(organizationId, id, { recipients });
    const { campaigns } = await exported(ana);
    expect(campaigns).toEqual(
      ids.slice(1).map((campaignId, n) => ({
        ...{ campaignId, name: `${n + 1}`, variables: { name: "An" } },
      })),
    );
  });

  test("is conversations, questions and answers, and rows of imports that hold the number", async () => {
    const { organizationId, outreach } = world;
    const label = await outreach.inbox.labels.create(organizationId, { name: "Fees" });
    if (!label.ok) throw new Error(label.error.code);
    const conversation = newUuid(systemClock);
    await database.orm.execute(sql`
      insert into conversations (organization_id, id, phone, number, account, assignee,
        last_message_id, created_at)
      values (${organizationId}::uuid, ${conversation}::uuid, ${ana}, '8099', 'one', 'usr_1',
        ${newUuid(systemClock)}::uuid, now())`);
    await database.orm.execute(sql`
      insert into conversation_labels (organization_id, conversation_id, label_id)
      select organization_id, ${conversation}::uuid, id from inbox_labels`);
    await database.orm.execute(sql`
      with asked as (
        insert into expectations (organization_id, id, kind, request_id, request_key, answers, text,
          quorum, asked, expires_at, created_at)
        values (${organizationId}::uuid, ${newUuid(systemClock)}::uuid, 'approval', 'WR-1001', 'WR1001',
          '{YES}', '{request}?', 2, 2, now(), now())
        returning *
      )
      insert into expectation_recipients (organization_id, expectation_id, phone, answer, answered_at)
      select organization_id, id, phone, 'YES', now() from asked, unnest(array[${ana}, ${ben}]) phone`);
    await database.orm.execute(sql`
      insert into quarantined_answers
        (organization_id, inbound_id, phone, number, reason, received_at)
      values (${organizationId}::uuid, ${newUuid(systemClock)}::uuid, ${ana}, '8099', 'unclear', now())`);
    const file =
      "phone,email\n０９１２ 345 671,an@\n0912345672,binh@\n8.4912345671E+10,x@\n+84912345671,a@b.vn\n";
    const bytes = (async function* () {
      yield new TextEncoder().encode(file);
    })();
    const imported = await outreach.imports.run(organizationId, bytes, { region: "VN" });
    if (!imported.ok) throw new Error(imported.error.code);
    expect(await exported(ana)).toMatchObject({
      conversations: [
        { id: expect.stringMatching(/^cnv_/), number: "8099", assignee: "usr_1", labels: ["Fees"] },
      ],
      expectations: [{ requestId: "WR-1001", text: "{request}?", answer: "YES" }],
      quarantinedAnswers: [{ phone: ana, reason: "unclear" }],
      importRows: [
        { row: 2, outcome: "refused", cells: ["０９１２ 345 671", "an@"] },
        { row: 4, outcome: "refused", cells: ["8.4912345671E+10", "x@"] },
      ],
    });
  });

  test("is nothing of strangers, and nothing of another organization's", async () => {
    await world.contact(ana);
    const other = startOutreach(database);
    expect(await exported(ben)).toEqual(nothing);
    expect(await exported(ana, other.organizationId)).toEqual(nothing);
  });
});
