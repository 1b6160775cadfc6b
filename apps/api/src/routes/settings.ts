import {
  type ChangeBy,
  type ConfigChange,
  coreProblems,
  Problem,
  ProblemBody,
  type Setting,
  SettingChange,
  SettingView,
} from "@nx/core";
import { strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { allSettings } from "../all-settings.ts";
import type { System } from "../system.ts";

const Address = Type.Object({ group: Type.String(), key: Type.String() });
const refusals = {
  400: ProblemBody,
  401: ProblemBody,
  403: ProblemBody,
  404: ProblemBody,
} as const;

/** Reads and changes the configuration. Secrets go in and never come out. */
export const settingsRoutes = (system: System) =>
  new Elysia({ prefix: "/settings", normalize: false, tags: ["Settings"] })
    .use(strictJson())
    .get("/", () => ({ data: system.config.list() }), {
      response: { 200: Type.Object({ data: Type.Array(SettingView) }), ...refusals },
      detail: { summary: "All settings, without secrets" },
    })
    .get("/:group/:key", ({ params }) => system.config.view(find(params)), {
      params: Address,
      response: { 200: SettingView, ...refusals },
      detail: { summary: "One setting, without secrets" },
    })
    .get(
      "/:group/:key/changes",
      async ({ params }) => ({ data: await system.config.changes(find(params)) }),
      {
        params: Address,
        response: { 200: Type.Object({ data: Type.Array(SettingChange) }), ...refusals },
        detail: { summary: "Who changed a setting, newest first" },
      },
    )
    .patch(
      "/:group/:key",
      async ({ params, body, set }) => {
        const change = await system.config.patch(find(params), body, byOperator(set.headers));
        return viewOf(change);
      },
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
      async ({ params, set }) =>
        viewOf(await system.config.remove(find(params), byOperator(set.headers))),
      {
        params: Address,
        response: { 200: SettingView, ...refusals },
        detail: { summary: "Remove a setting", description: "Its defaults hold from here on." },
      },
    );

const find = ({ group, key }: { group: string; key: string }): Setting => {
  const setting = allSettings.find((one) => one.group === group && one.key === key);
  if (!setting) throw new Problem(coreProblems.not_found);
  return setting;
};

/** All operators share one token, so far. */
const byOperator = (headers: Record<string, unknown>): ChangeBy => ({
  actor: "operator",
  requestId: String(headers["x-request-id"]),
});

const viewOf = (change: ConfigChange): SettingView => {
  if (change.ok) return change.view;
  throw new Problem(coreProblems.invalid_request, { errors: change.problems });
};
