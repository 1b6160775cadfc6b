import { type ChangeResult, type ConfigContext, changeSetting } from "./change.ts";
import { examine, isDocument, notAnObject, toDocument } from "./document.ts";
import type { Setting } from "./setting.ts";

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
    const document = toDocument(value);
    if (!document) return { kind: "refuse", problems: [notAnObject] };
    const { problems } = examine(setting, document);
    if (problems.length > 0) return { kind: "refuse", problems };
    const same = row && isDocument(row.value) && Bun.deepEquals(document, opened.document);
    return same ? { kind: "leave" } : { kind: "write", document };
  });
};
