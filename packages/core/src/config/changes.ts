import { type Static, Type } from "@sinclair/typebox";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { ConfigContext } from "./change.ts";
import type { Setting } from "./setting.ts";
import { settingChanges } from "./tables.ts";

/** One entry of the audit trail of a setting. */
export const SettingChange = Type.Object(
  {
    version: Type.Integer(),
    at: Type.String({ format: "date-time" }),
    actor: Type.String(),
    requestId: Type.Optional(Type.String()),
    before: Type.Unknown({ description: "Value and masked secrets; null where there was none." }),
    after: Type.Unknown({ description: "Value and masked secrets; null where it was removed." }),
  },
  { additionalProperties: false },
);
export type SettingChange = Static<typeof SettingChange>;

const mostChanges = 100;

/** The last hundred changes of a setting, newest first. */
export const listChanges = async (
  { database, environment }: ConfigContext,
  setting: Setting,
  organization: string | null,
): Promise<SettingChange[]> => {
  const own = organization === null ? database : database.forOrganization(organization);
  const rows = await own.orm
    .select()
    .from(settingChanges)
    .where(
      and(
        organization === null
          ? isNull(settingChanges.organizationId)
          : eq(settingChanges.organizationId, organization),
        eq(settingChanges.group, setting.group),
        eq(settingChanges.key, setting.key),
        eq(settingChanges.environment, environment),
      ),
    )
    .orderBy(desc(settingChanges.version))
    .limit(mostChanges);
  return rows.map(({ version, at, actor, requestId, before, after }) => ({
    version,
    at: at.toISOString(),
    actor,
    ...(requestId !== null && { requestId }),
    before,
    after,
  }));
};
