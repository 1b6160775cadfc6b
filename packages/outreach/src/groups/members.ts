import { fromPublicId, type Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import { contactPrefix } from "../contacts/schemas.ts";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { MembersBody, MembersReply } from "./schemas.ts";
import { groupIs } from "./view.ts";

type Context = Pick<OutreachContext, "database">;

/** Adds contacts to a group; whoever is in it stays. `group_not_found`. */
export const addMembers = (
  { database: { orm } }: Context,
  organizationId: string,
  publicId: string,
  body: MembersBody,
): Promise<OutreachResult<MembersReply>> =>
  change(orm, organizationId, publicId, body, {
    type: "group.joined",
    // Locked, so that neither the contact nor the group is gone when the row comes.
    statement: sql`insert into contact_group_members
        (organization_id, group_id, contact_id, added_at)
      select ${organizationId}::uuid, place.id, named.id, now() from place cross join named
      on conflict do nothing returning contact_id`,
  });

/** Takes contacts out of a group; whoever is not in it stays out. `group_not_found`. */
export const removeMembers = (
  { database: { orm } }: Context,
  organizationId: string,
  publicId: string,
  body: MembersBody,
): Promise<OutreachResult<MembersReply>> =>
  change(orm, organizationId, publicId, body, {
    type: "group.left",
    statement: sql`delete from contact_group_members m using place, named
      where m.organization_id = ${organizationId}::uuid and m.group_id = place.id
        and m.contact_id = named.id
      returning contact_id`,
  });

interface Change {
  readonly type: "group.joined" | "group.left";
  /** On `place`, the group, and `named`, the contacts; answers whose membership it changed. */
  readonly statement: SQL;
}

/** What a request calls contacts, by what they are found under. */
interface Names {
  readonly ids: ReadonlyMap<string, string>;
  readonly phones: ReadonlyMap<string, string>;
  /** What is no id and no number. */
  readonly none: readonly string[];
}

async function change(
  orm: Orm,
  organizationId: string,
  publicId: string,
  body: MembersBody,
  { type, statement }: Change,
): Promise<OutreachResult<MembersReply>> {
  const { ids, phones, none } = namesIn(body);
  const [row] = await orm.execute<{
    found: boolean;
    changed: number;
    named: { readonly id: string; readonly phone: string }[];
  }>(sql`
    with place as materialized (
      select g.id from contact_groups g where ${groupIs(organizationId, publicId)} for key share
    ), named as materialized (
      select id, phone from contacts
      where organization_id = ${organizationId}::uuid and (
        id = any(${sql.param([...ids.keys()])}::uuid[])
        or phone = any(${sql.param([...phones.keys()])}::text[]))
      order by id for key share
    ), changed as (${statement}), told as (
      insert into contact_events (organization_id, contact_id, type, data)
      select ${organizationId}::uuid, contact_id, ${type},
        jsonb_build_object('group', ${publicId}::text)
      from changed
    )
    select exists (select from place) as found, (select count(*) from changed)::int as changed,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'phone', phone)), '[]') from named)
        as named`);
  if (!row?.found) return refused("group_not_found");
  const known = new Set(row.named.flatMap(({ id, phone }) => [id, phone]));
  const missing = [...ids, ...phones].flatMap(([key, name]) => (known.has(key) ? [] : [name]));
  return done({
    changed: row.changed,
    unchanged: row.named.length - row.changed,
    unknown: [...none, ...missing],
  });
}

function namesIn({ contacts = [], phones = [] }: MembersBody): Names {
  const none: string[] = [];
  const byId = new Map<string, string>();
  for (const name of contacts) {
    const id = fromPublicId(contactPrefix, name);
    if (id === undefined) none.push(name);
    else byId.set(id, name);
  }
  const byPhone = new Map<string, string>();
  for (const name of phones) {
    const phone = parsePhone(name);
    if (phone.ok) byPhone.set(phone.e164, name);
    else none.push(name);
  }
  return { ids: byId, phones: byPhone, none };
}
