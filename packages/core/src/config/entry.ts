import type { Orm } from "../database/database.ts";
import type { Secrets } from "../secrets/index.ts";
import type { FieldProblem } from "../validation.ts";
import { type Document, examine, splitSecrets } from "./document.ts";
import { examineOpened, openRow, type SettingRow } from "./row.ts";
import type { Setting } from "./setting.ts";
import { type SettingView, viewSecrets } from "./view.ts";

/** A setting of the platform or of one organization, as it is kept in memory. */
export interface Entry {
  readonly setting: Setting;
  /** Undefined: there was never a row. */
  readonly row: SettingRow | undefined;
  readonly state: "ok" | "missing" | "invalid";
  /** Defaults and secrets included; valid where the state is `ok`. */
  readonly document: Document;
  readonly problems: readonly FieldProblem[];
}

/** The entry of a setting that has no row, or that was removed: its defaults, where they suffice. */
export const emptyEntry = (setting: Setting, row?: SettingRow): Entry => {
  const { document, problems } = examine(setting, {});
  const state = problems.length === 0 ? "ok" : "missing";
  return { setting, row, state, document: freeze(document), problems: [] };
};

/** The entry of a row, decrypted and validated. */
export const toEntry = async (
  orm: Orm,
  vault: Secrets,
  setting: Setting,
  row: SettingRow,
): Promise<Entry> => {
  if (row.value === null) return emptyEntry(setting, row);
  const { document, problems } = examineOpened(
    setting,
    await openRow(orm, vault, setting.schema, row),
  );
  const state = problems.length === 0 ? "ok" : "invalid";
  return { setting, row, state, document: freeze(document), problems };
};

/** False where there was never a row, or it was removed. */
export const hasValue = ({ row }: Entry): boolean => (row?.value ?? null) !== null;

// Every reader is handed the same object; one that wrote to it would change it for all.
const freeze = <T>(value: T): T => {
  if (typeof value !== "object" || value === null) return value;
  for (const item of Object.values(value)) freeze(item);
  return Object.freeze(value);
};

/** The entry as an API may show it. */
export const viewEntry = (
  { setting, row, state, document, problems }: Entry,
  organization: string | null,
): SettingView => ({
  group: setting.group,
  key: setting.key,
  title: setting.title,
  description: setting.description,
  schema: setting.schema,
  organization,
  state,
  value: splitSecrets(setting.schema, document).value,
  secrets: viewSecrets(setting.schema, row?.secrets),
  problems: [...problems],
  version: row?.version ?? 0,
  ...(row && {
    origin: row.origin,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  }),
});
