import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { CustomFields } from "../contacts/schemas.ts";
import type { OutreachContext } from "../context.ts";
import { byteOrderMark, toCsvRow } from "../csv/write-csv.ts";
import { toValueCell } from "./contact-row.ts";
import type { ExportQuery } from "./schemas.ts";
import { streamPages } from "./stream-pages.ts";

const pageSize = 500;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly phone: string;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly time_zone: string | null;
  readonly fields: CustomFields;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * An organization's contacts as CSV, in the form in which an import reads them: the same file sent back
 * changes nothing. Read page by page as the reader takes them.
 */
export async function exportContacts(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  { group, bom }: ExportQuery = {},
): Promise<ReadableStream<Uint8Array>> {
  const own = sql`c.organization_id = ${organizationId}::uuid ${membersOf(group)}`;
  // Which columns there are is asked before the first row is written.
  const names = await database.orm.execute<{ kind: "fields" | "metadata"; name: string }>(sql`
    select distinct kind, name from contacts c cross join lateral (
      select 'fields' as kind, jsonb_object_keys(c.fields) as name
      union all select 'metadata', jsonb_object_keys(c.metadata)) named
    where ${own} order by kind, name`);
  const custom = [...names];
  const header = toCsvRow([
    ...["phone", "name", "email", "language", "timeZone"],
    ...custom.map(({ kind, name }) => `${kind}.${name}`),
  ]);
  const toLine = (row: Row): string =>
    toCsvRow([
      ...[row.phone, row.display_name, row.email, row.language, row.time_zone].map(
        (cell) => cell ?? "",
      ),
      ...custom.map(({ kind, name }) => {
        const value = row[kind][name];
        if (value === undefined) return "";
        return kind === "fields" ? toValueCell(value) : String(value);
      }),
    ]);
  return streamPages(`${bom === "true" ? byteOrderMark : ""}${header}`, async (after?: string) => {
    const rows = [
      ...(await database.orm.execute<Row>(sql`
        select id, phone, display_name, email, language, time_zone, fields, metadata from contacts c
        where ${own} ${after === undefined ? sql`` : sql`and c.id > ${after}::uuid`}
        order by c.id limit ${pageSize}`)),
    ];
    return {
      text: rows.map(toLine).join(""),
      next: rows.length === pageSize ? rows.at(-1)?.id : undefined,
    };
  });
}

/** A group that is none of theirs has no members. */
const membersOf = (group: string | undefined) => {
  if (group === undefined) return sql``;
  const id = fromPublicId("grp", group) ?? null;
  return sql`and c.id in (select contact_id from contact_group_members
    where organization_id = c.organization_id and group_id = ${id}::uuid)`;
};
