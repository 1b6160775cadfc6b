import { beforeEach, expect, test } from "bun:test";
import { type Database, fromPublicId, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { must } from "../campaigns/test-campaigns-fixture.ts";
import { mostADay, type Step } from "./schemas.ts";
import { takeSteps } from "./take-steps.ts";
import { takeTriggers } from "./take-triggers.ts";
import { createTestAutomations, type TestAutomations, uuidOf } from "./test-automations-fixture.ts";

const phone = "+254712345678";
const other = "+254712345679";
const say = (body: string) => ({ do: "send", body }) as const;

describeOnDatabases("automations", (open) => {
  let database: Database;
  let its: TestAutomations;
  beforeEach(async () => {
    database = await open();
    its = createTestAutomations(database);
  });
  const states = async (id: string) =>
    (await its.enrolments(id)).map(({ state, reason }) => (reason ? `${state} ${reason}` : state));
  const bodies = async () => (await its.sent()).map(({ body }) => body);

  test("a drip: each text once, waits between, and then it is over", async () => {
    const id = await its.active({
      trigger: { on: "contact.created" },
      steps: [
        say("Karibu {{displayName}}"),
        { do: "wait", days: 3 },
        say("Habari {{displayName}}"),
      ],
    });
    await its.contact({ phone, displayName: "Achieng" });
    await its.run();
    await its.run();
    expect(await its.sent()).toEqual([{ to: phone, body: "Karibu Achieng" }]);
    const [waiting] = await its.enrolments(id);
    expect(waiting?.state).toBe("ACTIVE");
    const ahead = Date.parse(waiting?.nextAt ?? "") - Date.now();
    expect(Math.round(ahead / 86_400_000)).toBe(3);
    await its.makeDue();
    await its.run();
    expect(await bodies()).toEqual(["Karibu Achieng", "Habari Achieng"]);
    expect(await states(id)).toEqual(["COMPLETED"]);
    const detail = must(await its.automations.read(its.organizationId, id));
    expect(detail.enrolments).toEqual({ active: 0, completed: 1, exited: 0, failed: 0 });
  });

  test("what happened before it was active, or while it was paused, enrols nobody", async () => {
    await its.contact({ phone });
    const id = await its.active({ trigger: { on: "contact.created" }, steps: [say("x")] });
    must(await its.automations.pause(its.organizationId, id));
    await its.contact({ phone: other });
    must(await its.automations.activate(its.organizationId, id));
    await its.run();
    expect(await its.enrolments(id)).toEqual([]);
  });

  test("who is under way stands still while it is paused, and goes on afterwards", async () => {
    const id = await its.active({ steps: [{ do: "wait", minutes: 1 }, say("x")] });
    const contact = await its.contact({ phone });
    must(await its.automations.enrol(its.organizationId, id, { contacts: [contact] }));
    await its.run();
    must(await its.automations.pause(its.organizationId, id));
    await its.makeDue();
    await its.run();
    expect(await its.sent()).toEqual([]);
    must(await its.automations.activate(its.organizationId, id));
    await its.run();
    expect(await bodies()).toEqual(["x"]);
  });

  test("a field that changes to a value: the stage of a lead", async () => {
    const id = await its.active({
      trigger: { on: "contact.changed", field: "fields.stage", to: "won" },
      steps: [say("Asante")],
    });
    const contact = await its.contact({ phone, fields: { stage: "new" } });
    const set = async (fields: Record<string, string>) =>
      must(await its.contacts.update(its.organizationId, contact, { fields }));
    await set({ stage: "lost" });
    await set({ other: "won" });
    await its.run();
    expect(await its.enrolments(id)).toEqual([]);
    await set({ stage: "won" });
    await its.run();
    await set({ stage: "lost" });
    await set({ stage: "won" });
    await its.run();
    expect(await bodies()).toEqual(["Asante"]);
  });

  test("`again` enrols whoever has been through it, and nobody twice at a time", async () => {
    const id = await its.active({
      trigger: { on: "contact.changed", field: "fields.stage", to: "won" },
      again: true,
      steps: [say("Asante"), { do: "wait", hours: 1 }],
    });
    const contact = await its.contact({ phone });
    const win = async () => {
      for (const stage of ["new", "won"])
        must(await its.contacts.update(its.organizationId, contact, { fields: { stage } }));
      await its.run();
    };
    await win();
    await win();
    expect(await bodies()).toEqual(["Asante"]);
    await its.makeDue();
    await its.run();
    await win();
    expect(await bodies()).toEqual(["Asante", "Asante"]);
    expect(await states(id)).toEqual(["ACTIVE", "COMPLETED"]);
  });

  test("keywords, of whoever writes: who is no contact becomes one", async () => {
    const id = await its.active({
      trigger: { on: "message.inbound", match: "prefix", keywords: ["jiunge", "đăng ký"] },
      steps: [say("Karibu")],
    });
    await its.receive(phone, "Jiunge sasa");
    await its.receive(other, "dang ky");
    await its.receive("+254712345670", "jiungee");
    await its.receive("+254712345671", "STOP");
    await its.receive("VNPAY", "jiunge");
    await its.run();
    expect((await its.sent()).map(({ to }) => to).sort()).toEqual([phone, other]);
    expect(await states(id)).toEqual(["COMPLETED", "COMPLETED"]);
  });

  test("messages that failed, but never the automation's own", async () => {
    const id = await its.active({
      trigger: { on: "message.failed" },
      again: true,
      steps: [say("Hatukukupata")],
    });
    await its.contact({ phone });
    const fail = async () => {
      await database.orm.execute(sql`
        insert into message_events (organization_id, message_id, key, type, at)
        select organization_id, id, 'failed', 'FAILED', now() from messages
        on conflict do nothing`);
      await its.run();
    };
    await its.context.gateway.send(its.organizationId, { to: phone, body: "one" });
    await fail();
    expect(await bodies()).toEqual(["one", "Hatukukupata"]);
    await fail();
    expect(await bodies()).toEqual(["one", "Hatukukupata"]);
    expect(await states(id)).toEqual(["COMPLETED"]);
  });

  test("groups: joined enrols, a step leaves, and two that set off each other end", async () => {
    const make = async (name: string) =>
      must(await its.groups.create(its.organizationId, { name })).id;
    const [red, blue] = [await make("Red"), await make("Blue")];
    const steps = (to: string, from: string): Step[] => [
      { do: "leave", group: from },
      { do: "join", group: to },
    ];
    const there = await its.active({
      ...{ trigger: { on: "group.joined", group: red }, again: true, steps: steps(blue, red) },
    });
    const back = await its.active({
      ...{ trigger: { on: "group.joined", group: blue }, again: true, steps: steps(red, blue) },
    });
    const contact = await its.contact({ phone });
    must(await its.groups.addMembers(its.organizationId, red, { contacts: [contact] }));
    for (let round = 0; round < 2 * mostADay; round += 1) await its.run();
    const count = (await its.enrolments(there)).length + (await its.enrolments(back)).length;
    expect(count).toBe(mostADay);
  });

  test("forks by what is true at that moment", async () => {
    const id = await its.active({
      steps: [
        {
          do: "if",
          query: { match: "all", of: [{ field: "fields.paid", op: "is", value: true }] },
          yes: [say("Asante")],
          no: [say("Tafadhali lipa"), { do: "wait", days: 1 }, say("Bado")],
        },
        say("Kwaheri"),
      ],
    });
    const paid = await its.contact({ phone, fields: { paid: true } });
    const due = await its.contact({ phone: other });
    must(await its.automations.enrol(its.organizationId, id, { contacts: [paid, due] }));
    await its.run();
    await its.makeDue();
    await its.run();
    const said = async (to: string) =>
      (await its.sent()).filter((one) => one.to === to).map(({ body }) => body);
    expect(await said(phone)).toEqual(["Asante", "Kwaheri"]);
    expect(await said(other)).toEqual(["Tafadhali lipa", "Bado", "Kwaheri"]);
  });

  test("exits: who answered, whom a query finds, who opted out, who is deleted", async () => {
    const id = await its.active({
      category: "promotional",
      steps: [{ do: "wait", days: 1 }, say("x")],
      exits: {
        replied: true,
        query: { match: "all", of: [{ field: "fields.paid", op: "is", value: true }] },
      },
    });
    const numbers = [0, 1, 2, 3, 4].map((n) => `+25471234560${n}`);
    const contacts: string[] = [];
    for (const number of numbers) contacts.push(await its.contact({ phone: number }));
    must(await its.automations.enrol(its.organizationId, id, { contacts }));
    await its.run();
    await its.receive(numbers[0] ?? "", "Sawa");
    const [, paid = "", , gone = ""] = contacts;
    must(await its.contacts.update(its.organizationId, paid, { fields: { paid: true } }));
    await its.context.gateway.consent.record(its.organizationId, [
      {
        ...{ phone: numbers[2] ?? "", kind: "opted_out", sender: "", category: "promotional" },
        source: "api",
      },
    ]);
    must(await its.contacts.remove(its.organizationId, gone));
    await its.makeDue();
    await its.run();
    const found = new Map(
      (await its.enrolments(id)).map((one) => [one.contactId, `${one.state} ${one.reason ?? ""}`]),
    );
    expect(contacts.map((contact) => found.get(contact))).toEqual([
      ...["EXITED replied", "EXITED query", "EXITED opted_out", undefined, "COMPLETED "],
    ]);
    expect(await its.sent()).toEqual([{ to: numbers[4] ?? "", body: "x" }]);
  });

  test("a refusal that passes is tried again, one that stays ends it", async () => {
    const id = await its.active({ steps: [say("Habari {{displayName}}")] });
    const [one, two] = [
      await its.contact({ phone, displayName: "Achieng" }),
      await its.contact({ phone: other }),
    ];
    its.ledger.refusals.set(phone, "insufficient_credit");
    must(await its.automations.enrol(its.organizationId, id, { contacts: [one, two] }));
    await its.run();
    expect((await states(id)).sort()).toEqual([
      ...["ACTIVE insufficient_credit", "FAILED missing_variable"],
    ]);
    its.ledger.refusals.clear();
    await its.run();
    expect(await its.sent()).toEqual([]);
    await its.makeDue();
    await its.run();
    expect(await its.sent()).toEqual([{ to: phone, body: "Habari Achieng" }]);
    expect((await states(id)).sort()).toEqual(["COMPLETED", "FAILED missing_variable"]);
  });

  test("a step that tells is committed with that it was taken", async () => {
    const id = await its.active({ name: "Nurture", steps: [{ do: "tell", says: "lead.warm" }] });
    const contact = await its.contact({ phone });
    must(await its.automations.enrol(its.organizationId, id, { contacts: [contact] }));
    await its.run();
    await its.run();
    const told = await database.orm.execute<{ type: string; data: object }>(sql`
      select type, data from webhook_events where organization_id = ${its.organizationId}::uuid`);
    expect([...told]).toEqual([
      { type: "automation.step", data: { id, name: "Nurture", says: "lead.warm", contact } },
    ]);
  });

  test("`who` lets others by", async () => {
    const id = await its.active({
      trigger: { on: "contact.created" },
      who: { match: "all", of: [{ field: "country", op: "is", value: "KE" }] },
    });
    await its.contact({ phone });
    await its.contact({ phone: "+84912345678" });
    await its.run();
    expect(await states(id)).toEqual(["COMPLETED"]);
  });

  test("other steps hold for those who come later", async () => {
    const id = await its.active({ steps: [{ do: "wait", days: 1 }, say("old")] });
    const [one, two] = [await its.contact({ phone }), await its.contact({ phone: other })];
    must(await its.automations.enrol(its.organizationId, id, { contacts: [one] }));
    const patch = { steps: [say("new")] };
    const changed = must(await its.automations.update(its.organizationId, id, patch));
    expect(changed.version).toBe(2);
    must(await its.automations.enrol(its.organizationId, id, { contacts: [two] }));
    await its.run();
    await its.makeDue();
    await its.run();
    expect(await its.sent()).toEqual([
      { to: other, body: "new" },
      { to: phone, body: "old" },
    ]);
  });

  test("a step that is broken off sends nothing, and then once", async () => {
    const id = await its.active({ steps: [say("x")] });
    const contact = await its.contact({ phone });
    must(await its.automations.enrol(its.organizationId, id, { contacts: [contact] }));
    its.ledger.afterAccept = async () => {
      throw new Error("killed");
    };
    expect(await takeSteps(its.context)).toBe(true);
    expect([await its.sent(), await states(id)]).toEqual([[], ["ACTIVE internal"]]);
    its.ledger.afterAccept = async () => {};
    await its.makeDue();
    await its.run();
    await its.run();
    expect([await bodies(), await states(id)]).toEqual([["x"], ["COMPLETED"]]);
  });

  test("whom somebody takes out gets nothing more", async () => {
    const id = await its.active({ steps: [{ do: "wait", minutes: 1 }, say("x")] });
    const contact = await its.contact({ phone });
    must(await its.automations.enrol(its.organizationId, id, { contacts: [contact] }));
    const [enrolment] = await its.enrolments(id);
    must(await its.automations.leave(its.organizationId, id, enrolment?.id ?? ""));
    await its.makeDue();
    await its.run();
    expect([await its.sent(), await states(id)]).toEqual([[], ["EXITED removed"]]);
  });

  test("the wall's clock: until its next nine o'clock, in the zone of each", async () => {
    const zones = ["Africa/Nairobi", "Asia/Ho_Chi_Minh", "America/New_York"];
    const id = await its.active({
      timeZone: "Asia/Ho_Chi_Minh",
      steps: [{ do: "waitUntil", at: "09:00" }],
    });
    const contacts: string[] = [];
    for (const [n, timeZone] of [...zones, undefined].entries())
      contacts.push(
        await its.contact({ phone: `+25471234560${n}`, ...(timeZone && { timeZone }) }),
      );
    // Written past the API: a zone that the server does not know is passed over.
    await database.orm.execute(sql`update contacts set time_zone = 'Mars/Olympus'
      where id = ${fromPublicId("con", contacts[2] ?? "") ?? ""}::uuid`);
    must(await its.automations.enrol(its.organizationId, id, { contacts }));
    await its.run();
    const due = new Map(
      (await its.enrolments(id)).map((one) => [one.contactId, new Date(one.nextAt ?? "")]),
    );
    const zonesUsed = [zones[0], zones[1], zones[1], zones[1]];
    for (const [n, contact] of contacts.entries()) {
      const at = due.get(contact) ?? new Date(0);
      const wall = { timeZone: zonesUsed[n] ?? "", hour: "2-digit", minute: "2-digit" } as const;
      expect(at.toLocaleTimeString("en-GB", wall)).toBe("09:00");
      expect(at.getTime() - Date.now()).toBeLessThan(24 * 3_600_000 + 60_000);
      expect(at.getTime()).toBeGreaterThan(Date.now() - 60_000);
    }
  });

  test("days that come: each on its own wall, once, and never by what is no date", async () => {
    const make = (trigger: { yearly?: boolean; again?: boolean }) => {
      const { again = false, ...rest } = trigger;
      return its.active({
        trigger: { on: "date", field: "fields.due", days: -3, at: "00:00", ...rest },
        again,
        timeZone: "Africa/Nairobi",
      });
    };
    const [once, yearly] = [await make({}), await make({ yearly: true, again: true })];
    const day = async (zone: string, more: number, years = 0) => {
      const [row] = await database.orm.execute<{ day: string }>(sql`
        select to_char((now() at time zone ${zone})::date + ${more}::int
          - make_interval(years => ${years}::int), 'YYYY-MM-DD') as day`);
      return row?.day ?? "";
    };
    const far = "Pacific/Auckland";
    const dues: [string, string?][] = [
      [await day("Africa/Nairobi", 3)],
      [await day(far, 3), far],
      [await day("Africa/Nairobi", 2)],
      [await day("Africa/Nairobi", 4)],
      [await day("Africa/Nairobi", 3, 8)],
      ["2026-02-31"],
      ["soon"],
    ];
    const contacts: string[] = [];
    for (const [n, [due, timeZone]] of dues.entries())
      contacts.push(
        await its.contact({
          ...{ phone: `+25471234560${n}`, fields: { due } },
          ...(timeZone !== undefined && { timeZone }),
        }),
      );
    await its.run();
    expect([await its.enrolments(once), await its.enrolments(yearly)]).toEqual([[], []]);
    const dayAgo = () =>
      database.orm.execute(sql`update automations set dated_until = now() - interval '24 hours'`);
    await dayAgo();
    await its.run();
    const whom = async (id: string) =>
      (await its.enrolments(id)).map(({ contactId }) => contacts.indexOf(contactId)).sort();
    expect([await whom(once), await whom(yearly)]).toEqual([
      [0, 1],
      [0, 1, 4],
    ]);
    await its.run();
    expect((await whom(yearly)).length).toBe(3);
  });

  test("what cannot be done is refused, with the field that it lies in", async () => {
    const create = async (body: object) => {
      const made = await its.automations.create(its.organizationId, {
        ...{ name: "A", trigger: { on: "nothing" }, steps: [{ do: "stop" }] },
        ...body,
      });
      return made.ok ? "made" : `${made.error.code} ${made.error.path ?? ""}`.trim();
    };
    const nowhere = toPublicId("grp", its.context.newId());
    expect(await create({ timeZone: "Mars/Olympus" })).toBe("invalid_time_zone /timeZone");
    expect(await create({ trigger: { on: "message.inbound", match: "exact" } })).toBe(
      "keywords_required /trigger/keywords",
    );
    expect(await create({ trigger: { on: "group.joined", group: nowhere } })).toBe("unknown_group");
    expect(await create({ steps: [say("{{x")] })).toBe("invalid_text /steps");
    expect(await create({ steps: [{ do: "send" }] })).toBe("invalid_automation /steps");
    expect(await create({ steps: [{ do: "send", template: "none" }] })).toBe(
      "invalid_template /steps",
    );
    const yearly = { on: "date", field: "fields.x", days: 0, at: "09:00", yearly: true };
    expect(await create({ trigger: yearly })).toBe("invalid_automation /again");
    expect([await create({}), await create({})]).toEqual(["made", "name_taken /name"]);
  });

  test("somebody else's is nobody's", async () => {
    const id = await its.active({});
    const stranger = its.context.newId();
    const { automations } = its;
    const refusals = [
      await automations.read(stranger, id),
      await automations.activate(stranger, id),
      await automations.enrol(stranger, id, { contacts: ["con_x"] }),
      await automations.enrolments(stranger, id, {}),
      await automations.leave(stranger, id, "enr_x"),
    ];
    for (const refusal of refusals)
      expect(refusal).toEqual({ ok: false, error: { code: "automation_not_found" } });
    expect((await automations.list(stranger)).data).toEqual([]);
    expect(uuidOf(id)).not.toBe("");
  });

  test("several who read and step at once enrol each once and send each once", async () => {
    const id = await its.active({ trigger: { on: "contact.created" }, steps: [say("x")] });
    const count = 250;
    const rows = Array.from({ length: count }, (_, n) => ({
      phone: `+2547123${String(n).padStart(5, "0")}`,
    }));
    await its.contacts.createMany(its.organizationId, { contacts: rows });
    await settled(database);
    const again = async () => {
      for (let round = 0; round < 10; round += 1) {
        await takeTriggers(its.context);
        await takeSteps(its.context);
      }
    };
    await Promise.all([again(), again(), again(), again()]);
    await its.run();
    const sent = await its.sent();
    expect([sent.length, new Set(sent.map(({ to }) => to)).size]).toEqual([count, count]);
    const detail = must(await its.automations.read(its.organizationId, id));
    expect(detail.enrolments.completed).toBe(count);
  });
});
