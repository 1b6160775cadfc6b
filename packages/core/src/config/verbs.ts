import type { FieldProblem } from "../validation.ts";
import { type ChangeResult, type ConfigContext, changeSetting } from "./change.ts";
import { examine, isDocument, mergePatch, splitSecrets } from "./document.ts";
import type { Setting } from "./setting.ts";

/** Who asks for a change, and for whom; without an organization it is the platform's. */
export interface ChangeBy {
  readonly actor: string;
  readonly requestId?: string;
  readonly organization?: string;
}

// What JSON cannot say (undefined, dates) would compare as a change on every later start.
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const notAnObject: FieldProblem = { path: "", code: "wrong_type", message: "Expected an object." };

/** Merges an operator's patch (RFC 7396) into the row; what the patch omits stays as it is. */
export const patchSetting = (
  context: ConfigContext,
  setting: Setting,
  patch: unknown,
  by: ChangeBy,
): Promise<ChangeResult> =>
  changeSetting(context, byOperator(setting, by), (_, opened) => {
    if (!isDocument(patch)) return { kind: "refuse", problems: [notAnObject] };
    const document = asJson(mergePatch(opened.document, patch));
    if (!isDocument(document)) return { kind: "refuse", problems: [notAnObject] };
    if (Bun.deepEquals(document, opened.document)) return { kind: "leave" };

    const { secrets } = splitSecrets(setting.schema, document);
    const sealed = opened.problems.filter(({ path }) => secrets.get(path) === opened.sealed);
    const problems = [...sealed, ...examine(setting, document).problems];
    return problems.length > 0 ? { kind: "refuse", problems } : { kind: "write", document };
  });

/** Removes the row's value. The row stays, as an operator's decision that seeding respects. */
export const removeSetting = (
  context: ConfigContext,
  setting: Setting,
  by: ChangeBy,
): Promise<ChangeResult> =>
  changeSetting(context, byOperator(setting, by), (row) =>
    row && row.value !== null ? { kind: "write", document: null } : { kind: "leave" },
  );

/** Brings a row that no operator has touched to `value`. */
export const seedSetting = (
  context: ConfigContext,
  setting: Setting,
  value: unknown,
  organization: string | null,
): Promise<ChangeResult> => {
  const change = { setting, organization, origin: "seed", actor: "seed" } as const;
  return changeSetting(context, change, (row, opened) => {
    if (row?.origin === "operator") return { kind: "leave" };
    const document = asJson(value);
    const problems = isDocument(document) ? examine(setting, document).problems : [notAnObject];
    if (!isDocument(document) || problems.length > 0) return { kind: "refuse", problems };
    const same = row && isDocument(row.value) && Bun.deepEquals(document, opened.document);
    return same ? { kind: "leave" } : { kind: "write", document };
  });
};

const byOperator = (setting: Setting, by: ChangeBy) => ({
  setting,
  organization: by.organization ?? null,
  origin: "operator" as const,
  actor: by.actor,
  requestId: by.requestId,
});
