import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** What makes the server unfit for work that must not be lost or seen. */
export interface ServerProblem {
  readonly code: "fsync_off" | "full_page_writes_off" | "synchronous_commit_off" | "outdated";
  readonly message: string;
}

const SETTINGS: readonly (ServerProblem & { readonly setting: string })[] = [
  {
    setting: "fsync",
    code: "fsync_off",
    message: "fsync is off: a crash of the machine can destroy the whole database",
  },
  {
    setting: "full_page_writes",
    code: "full_page_writes_off",
    message: "full_page_writes is off: a crash of the machine can corrupt pages",
  },
  {
    setting: "synchronous_commit",
    code: "synchronous_commit_off",
    message: "synchronous_commit is off: a crash can lose messages that were already accepted",
  },
];

const OUTDATED: ServerProblem = {
  code: "outdated",
  message: "This minor version lets statistics leak past row-level security (CVE-2025-8713)",
};

/** The first minor version of each major one in which CVE-2025-8713 is mended. */
const MENDED: Readonly<Record<number, number>> = { 15: 14, 16: 10, 17: 6 };

/** Whether a `server_version_num`, for example 150018, lacks fixes that we rely on. */
export const isOutdated = (version: number): boolean =>
  version % 10_000 < (MENDED[Math.floor(version / 10_000)] ?? 0);

/** What is dangerous in the server's settings and version. One cheap query; empty when nothing is. */
export async function checkServer(database: Database): Promise<ServerProblem[]> {
  // PGlite writes through the host's file system and has these off by design.
  if (database.kind === "pglite") return [];
  const rows = await database.orm.execute<{ name: string; setting: string }>(
    sql`select name, setting from pg_settings where setting = 'off' or name = 'server_version_num'`,
  );
  const values = new Map(rows.map(({ name, setting }) => [name, setting]));
  const off = SETTINGS.filter(({ setting }) => values.get(setting) === "off");
  return [
    ...off.map(({ code, message }) => ({ code, message })),
    ...(isOutdated(Number(values.get("server_version_num"))) ? [OUTDATED] : []),
  ];
}
