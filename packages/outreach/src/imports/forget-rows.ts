import { type Database, defineJob, type Job } from "@nx/core";
import { sql } from "drizzle-orm";

/** Days for which the rows of reports are kept: they hold what stood in the file, of people too. */
export const keptDays = 7;

/** Rows of one statement. */
const slice = 10_000;

/** Forgets rows of old reports; resolves to how many. */
export async function forgetImportRows({ orm }: Pick<Database, "orm">): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const [gone] = await orm.execute<{ count: number }>(sql`
      with old as (
        select organization_id, import_id, row_number from contact_import_rows
        where written_at < now() - ${keptDays} * interval '1 day'
        order by written_at limit ${slice}
      ), gone as (
        delete from contact_import_rows r using old
        where r.organization_id = old.organization_id and r.import_id = old.import_id
          and r.row_number = old.row_number returning 1
      )
      select count(*)::int as count from gone`);
    const count = gone?.count ?? 0;
    forgotten += count;
    if (count < slice) return forgotten;
  }
}

/** Forgets what reports of imports held a week ago. */
export const forgetReports = ({ database }: { readonly database: Database }): Job<object> =>
  defineJob({
    name: "imports.retention",
    every: 3600,
    work: async () => {
      await forgetImportRows(database);
    },
  });
