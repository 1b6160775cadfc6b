import type { Database, DatabaseOptions } from "../database/index.ts";
import { openRewritten } from "./open-rewritten.ts";

/**
 * Opens a database whose statements have lost every filter by organization, to prove that row-level
 * security alone keeps organizations apart: `organization_id = $1` holds for every row there.
 */
export const openWithoutFilters = (options: DatabaseOptions): Promise<Database> =>
  openRewritten(options, withoutFilters);

/** In SQL of ours, in drizzle's (`"messages"."organization_id" = $1`), and by a row of what is asked. */
const filter = /(?:"?\w+"?\.)?"?\b(organization_id|scope)\b"? = (\$\d+|asked\.o\b)(::\w+)?/g;

/** The parameter stays, because the server must know the type of each. */
export const withoutFilters = (text: string): string =>
  text.replace(filter, (_, column: string, owner: string, type?: string) => {
    const known = type ?? (column === "scope" ? "::text" : "::uuid");
    return `${owner}${known} is not null`;
  });
