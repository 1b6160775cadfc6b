import {
  byOperator,
  type ChangeBy,
  type ChangeResult,
  type ConfigContext,
  changeSetting,
} from "./change.ts";
import {
  examine,
  isDocument,
  mergePatch,
  notAnObject,
  splitSecrets,
  toDocument,
} from "./document.ts";
import type { Setting } from "./setting.ts";

/** Merges an operator's patch (RFC 7396) into the row; what the patch omits stays as it is. */
export const patchSetting = (
  context: ConfigContext,
  setting: Setting,
  patch: unknown,
  by: ChangeBy,
): Promise<ChangeResult> =>
  changeSetting(context, byOperator(setting, by), (_, opened) => {
    const document = isDocument(patch) ? toDocument(mergePatch(opened.document, patch)) : undefined;
    if (!document) return { kind: "refuse", problems: [notAnObject] };
    if (Bun.deepEquals(document, opened.document)) return { kind: "leave" };

    const { secrets } = splitSecrets(setting.schema, document);
    const sealed = opened.problems.filter(({ path }) => secrets.get(path) === opened.sealed);
    const problems = [...sealed, ...examine(setting, document).problems];
    return problems.length > 0 ? { kind: "refuse", problems } : { kind: "write", document };
  });
