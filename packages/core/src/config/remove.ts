import {
  byOperator,
  type ChangeBy,
  type ChangeResult,
  type ConfigContext,
  changeSetting,
} from "./change.ts";
import type { Setting } from "./setting.ts";

/** Removes the row's value. The row stays, as an operator's decision that seeding respects. */
export const removeSetting = (
  context: ConfigContext,
  setting: Setting,
  by: ChangeBy,
): Promise<ChangeResult> =>
  changeSetting(context, byOperator(setting, by), (row) =>
    row && row.value !== null ? { kind: "write", document: null } : { kind: "leave" },
  );
