import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { isRegion } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import { repairPhone } from "../csv/repair-phone.ts";
import { first, inPages } from "../in-pages.ts";
import { importPrefix, type RowOutcome } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly import_id: string;
  readonly region: string | null;
  readonly row_number: number;
  readonly outcome: RowOutcome;
  readonly reason: string;
  readonly cells: readonly string[];
}

/**
 * The rows of the last week's reports that hold a person's number, however it was written there: each
 * cell is read as an import reads it.
 */
export async function* exportReportedRows(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<Row>((after, limit) =>
    database.orm.execute<Row>(sql`
      select r.import_id, i.region, r.row_number, r.outcome, r.reason, r.cells
      from contact_import_rows r join contact_imports i
        on i.organization_id = r.organization_id and i.id = r.import_id
      where r.organization_id = ${organizationId}::uuid and (r.import_id, r.row_number)
        > (${after?.import_id ?? first}::uuid, ${after?.row_number ?? 0}::int)
      order by r.import_id, r.row_number limit ${limit}`),
  );
  for await (const page of pages) yield page.filter(holds(phone)).map(toItem);
}

const holds =
  (phone: string) =>
  ({ cells, region }: Row): boolean =>
    cells.some((cell) => {
      const read = repairPhone(cell, region !== null && isRegion(region) ? region : undefined);
      return read.ok && read.phone === phone;
    });

const toItem = ({ import_id, row_number, outcome, reason, cells }: Row): object => ({
  importId: toPublicId(importPrefix, import_id),
  ...{ row: row_number, outcome, reason, cells },
});
