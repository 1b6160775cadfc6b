import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { isRegion, type Region } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import type { Columns } from "../csv/guess-columns.ts";
import { mostColumns } from "../csv/read-csv.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { isContactField } from "./contact-row.ts";
import type { ImportQuery } from "./schemas.ts";

/** How a file is to be read, checked. */
export interface ReadAs {
  readonly region?: Region;
  readonly header?: boolean;
  readonly columns?: Columns;
}

/** What a caller says of a file; refused where it names a country or a field that there is not. */
export function readAsOf({
  region,
  header,
  columns,
}: Omit<ImportQuery, "group">): OutreachResult<ReadAs> {
  if (region !== undefined && !isRegion(region))
    return refused("unknown_region", { path: "/region" });
  const fields = columns?.split(",").map((field) => (field === "-" ? null : field));
  const used = fields?.filter((field) => field !== null) ?? [];
  const isUsable =
    fields === undefined ||
    (fields.length <= mostColumns &&
      used.every(isContactField) &&
      used.includes("phone") &&
      new Set(used).size === used.length);
  if (!isUsable) return refused("unusable_columns", { path: "/columns" });
  return done({
    ...(region !== undefined && { region }),
    ...(header !== undefined && { header: header === "true" }),
    ...(fields !== undefined && { columns: fields }),
  });
}

/** Time without a batch after which an import counts as ended: its process or its sender is gone. */
export const idleSeconds = 120;

/** Notes that a file begins to be read. One at a time: two files of the same people would race. */
export async function beginImport(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  { region, columns, groupId }: { region?: Region; columns: Columns; groupId?: string },
): Promise<OutreachResult<string>> {
  const id = newId();
  await database.orm.execute(sql`
    update contact_imports set status = 'interrupted'
    where organization_id = ${organizationId}::uuid and status = 'running'
      and moved_at < now() - ${idleSeconds} * interval '1 second'`);
  const names = sql.param(columns.map((column) => column ?? ""));
  const begun = await database.orm.execute(sql`
    insert into contact_imports (organization_id, id, region, group_id, columns)
    values (${organizationId}::uuid, ${id}::uuid, ${region ?? null}, ${groupId ?? null}::uuid,
      ${names}::text[])
    on conflict (organization_id) where status = 'running' do nothing returning id`);
  return begun.length > 0 ? done(id) : refused("import_running");
}

/** The group that an id names, if the organization has it. */
export async function findGroup(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  group: string,
): Promise<OutreachResult<string>> {
  const id = fromPublicId("grp", group);
  const found =
    id !== undefined &&
    (await database.orm.execute(sql`
      select from contact_groups where organization_id = ${organizationId}::uuid and id = ${id}::uuid`));
  return id !== undefined && found && found.length > 0
    ? done(id)
    : refused("group_not_found", { path: "/group" });
}
