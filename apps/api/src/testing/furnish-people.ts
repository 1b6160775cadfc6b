import { newUuid, systemClock, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { System } from "../system.ts";
import { textField } from "./api-process.ts";

/** What contacts, templates and imports may be known by. */
export interface KnownPeople {
  readonly contact: string;
  readonly group: string;
  readonly segment: string;
  readonly template: string;
  readonly templateName: string;
  readonly contactImport: string;
  readonly campaign: string;
  readonly automation: string;
  readonly enrolment: string;
  readonly record: string;
}

/** Asks the app for something; a body that is a text is sent as CSV. */
type Make = (path: string, body?: unknown, method?: string) => Promise<unknown>;

/** Gives an organization people, and what is said to them. */
export async function furnishPeople(
  { database: { orm } }: Pick<System, "database">,
  { id, name, phone }: { readonly id: string; readonly name: string; readonly phone: string },
  make: Make,
): Promise<KnownPeople> {
  const idOf = async (path: string, body: unknown) => textField(await make(path, body), "id");
  const contact = await idOf("/v1/contacts", { phone, displayName: `${name} contact` });
  const group = await idOf("/v1/groups", { name: `${name} group` });
  await make(`/v1/groups/${group}/members`, { contacts: [contact] }, "PUT");
  const record = `${name}-record`;
  await make(`/v1/contacts/${contact}/links/lead/${record}`, undefined, "PUT");
  const segment = await idOf("/v1/segments", {
    ...{ name: `${name} segment`, query: { match: "all", of: [{ group }] } },
  });
  const templateName = `${name}-template`;
  const template = await idOf("/v1/templates", {
    ...{ name: templateName, category: "transactional", variables: [] },
    texts: [{ language: "vi", body: `${name} writes to all` }],
  });
  const contactImport = await idOf("/v1/contacts/imports", `phone,name\n${phone},x\n12,${name}\n`);
  const campaign = await idOf("/v1/campaigns", { name: `${name} campaign`, body: `${name} says` });
  await make(`/v1/campaigns/${campaign}/recipients`, { recipients: [{ to: phone }] });
  const automation = await idOf("/v1/automations", {
    ...{ name: `${name} automation`, trigger: { on: "nothing" } },
    steps: [{ do: "wait", days: 300 }],
  });
  await make(`/v1/automations/${automation}/activate`, {});
  await make(`/v1/automations/${automation}/enrolments`, { contacts: [contact] });
  const [enrolled] = await orm.execute<{ id: string }>(sql`
    select id from automation_enrolments where organization_id = ${id}::uuid`);
  const enrolment = toPublicId("enr", enrolled?.id ?? "");
  // That it has ended is told to endpoints.
  const ended = await idOf("/v1/campaigns", { name: `${name} mistake`, body: `${name} erred` });
  await make(`/v1/campaigns/${ended}/cancel`, {});
  await orm.execute(sql`
    insert into campaign_stops (organization_id, campaign_id, kind, stopped_at)
    values (${id}::uuid, ${newUuid(systemClock)}::uuid, 'paused', now())`);
  await orm.execute(sql`
    insert into keyword_answers (organization_id, phone, inbound_id, answered_at)
    values (${id}::uuid, ${phone}, ${newUuid(systemClock)}::uuid, now()) on conflict do nothing`);
  return {
    ...{ contact, group, segment, template, templateName, contactImport, campaign, record },
    ...{ automation, enrolment },
  };
}
