import {
  type ChangeBy,
  type ConfigChange,
  coreProblems,
  Problem,
  type Scope,
  type Setting,
  SettingChange,
  SettingView,
} from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { accessOf } from "../access/access.ts";
import { callerOf } from "../access/caller.ts";
import { allSettings, ownSettings } from "../all-settings.ts";
import type { System } from "../system.ts";

const Address = Type.Object({ group: Type.String(), key: Type.String() });
const refusals = { 404: refusal(coreProblems.not_found) } as const;

/**
 * Reads and changes the configuration. Secrets go in and never come out. The operator sees and changes
 * the platform's, or all of the organization that `X-Organization` names; members what is their
 * organization's own to decide.
 */
export const settingsRoutes = ({ config }: System) =>
  new Elysia({ prefix: "/settings", normalize: false, tags: ["Settings"] })
    .use(strictJson())
    .derive(({ request }) => ({ asker: askerOf(request) }))
    .get(
      "/",
      ({ asker: { settings, scope } }) => ({
        data: settings.map((setting) => config.view(setting, scope)),
      }),
      {
        response: { 200: Type.Object({ data: Type.Array(SettingView) }) },
        detail: { summary: "All settings, without secrets" },
      },
    )
    .get("/:group/:key", ({ asker, params }) => config.view(find(asker, params), asker.scope), {
      params: Address,
      response: { 200: SettingView, ...refusals },
      detail: { summary: "One setting, without secrets" },
    })
    .get(
      "/:group/:key/changes",
      async ({ asker, params }) => ({
        data: await config.changes(find(asker, params), asker.scope),
      }),
      {
        params: Address,
        response: { 200: Type.Object({ data: Type.Array(SettingChange) }), ...refusals },
        detail: { summary: "Who changed a setting, newest first" },
      },
    )
    .patch(
      "/:group/:key",
      async ({ asker, params, body }) =>
        viewOf(await config.patch(find(asker, params), body, asker.by)),
      {
        params: Address,
        body: Type.Object({}, { additionalProperties: true, description: "JSON merge patch." }),
        response: { 200: SettingView, ...refusals },
        detail: {
          summary: "Change fields of a setting",
          description:
            "RFC 7396: what is left out stays, secrets included; null removes. Every process uses the new value within a second.",
        },
      },
    )
    .delete(
      "/:group/:key",
      async ({ asker, params }) => viewOf(await config.remove(find(asker, params), asker.by)),
      {
        params: Address,
        response: { 200: SettingView, ...refusals },
        detail: { summary: "Remove a setting", description: "Its defaults hold from here on." },
      },
    );

/** Who asks, for whose rows, and which settings there are for them. */
interface Asker {
  readonly settings: readonly Setting[];
  readonly scope: Scope;
  readonly by: ChangeBy;
}

const askerOf = (request: Request): Asker => {
  const { organizationId, actor, requestId } = accessOf(request);
  const isOperator = callerOf(request).kind === "operator";
  const isPlatform = isOperator && !request.headers.has("x-organization");
  const scope = isPlatform ? {} : { organization: organizationId };
  return {
    settings: isOperator ? allSettings : ownSettings,
    scope,
    by: { ...scope, actor, ...(requestId !== undefined && { requestId }) },
  };
};

const find = ({ settings }: Asker, { group, key }: { group: string; key: string }): Setting => {
  const setting = settings.find((one) => one.group === group && one.key === key);
  if (!setting) throw new Problem(coreProblems.not_found);
  return setting;
};

const viewOf = (change: ConfigChange): SettingView => {
  if (change.ok) return change.view;
  throw new Problem(coreProblems.invalid_request, { errors: change.problems });
};
