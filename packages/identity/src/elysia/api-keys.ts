import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { ApiKeys } from "../api-keys/api-keys.ts";
import type { KeyManager } from "../api-keys/context.ts";
import type { ApiKeyResult } from "../api-keys/errors.ts";
import {
  ApiKeyPage,
  ApiKeyQuery,
  ApiKeyView,
  CreateApiKeyBody,
  NewApiKey,
  RotateApiKeyBody,
  UpdateApiKeyBody,
} from "../api-keys/schemas.ts";
import { keyErrorProblem } from "../api-keys/to-problem.ts";
import { identityProblems } from "../problems.ts";

export interface ApiKeysControllerOptions {
  readonly apiKeys: ApiKeys;
  /** Who asks, and what he may do himself; throws a `Problem` for those who may not manage keys. */
  readonly access: (request: Request) => KeyManager;
}

// In a query every value is a text; `t.Numeric` reads it as a number.
const ApiKeyQueryText = Type.Object(
  {
    ...ApiKeyQuery.properties,
    limit: Type.Optional(t.Numeric({ minimum: 1, maximum: 100, multipleOf: 1, default: 50 })),
  },
  { additionalProperties: false },
);
const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });

const aboutOne = { 404: refusal(identityProblems.api_key_not_found) } as const;
const beyondRights = refusal(identityProblems.api_key_beyond_rights);

/** The routes of API keys as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const apiKeysController = ({ apiKeys, access }: ApiKeysControllerOptions) =>
  new Elysia({ name: "nx-api-keys", prefix: "/api-keys", normalize: false, tags: ["API keys"] })
    .derive(({ request }) => ({ by: access(request) }))
    .use(strictJson())
    .get("", ({ by, query }) => apiKeys.list(by.organizationId, query), {
      query: ApiKeyQueryText,
      response: { 200: ApiKeyPage },
      detail: { summary: "List keys, newest first" },
    })
    .post(
      "",
      async ({ by, body, set, status }) => {
        const made = unwrap(await apiKeys.create(by, body));
        set.headers["location"] = `/v1/api-keys/${made.id}`;
        return status(201, made);
      },
      {
        body: CreateApiKeyBody,
        response: {
          201: NewApiKey,
          403: beyondRights,
          409: refusal(identityProblems.api_keys_exhausted),
        },
        detail: {
          summary: "Make a key",
          description:
            "`key` is in this reply alone. At most 50 keys are live at once; a key allows no more than its maker may do himself.",
        },
      },
    )
    .get(
      "/:id",
      async ({ by, params }) => unwrap(await apiKeys.read(by.organizationId, params.id)),
      {
        params: Path,
        response: { 200: ApiKeyView, ...aboutOne },
        detail: { summary: "A key, without its secret" },
      },
    )
    .patch(
      "/:id",
      async ({ by, params, body }) => unwrap(await apiKeys.update(by, params.id, body)),
      {
        params: Path,
        body: UpdateApiKeyBody,
        response: {
          200: ApiKeyView,
          ...aboutOne,
          403: beyondRights,
          409: refusal(identityProblems.api_key_ended),
        },
        detail: {
          summary: "Change the name, scopes, limits or allow-lists of a key",
          description: "Holds in every process within a second.",
        },
      },
    )
    .post(
      "/:id/rotate",
      async ({ by, params, body }) => unwrap(await apiKeys.rotate(by, params.id, body)),
      {
        params: Path,
        // Elysia checks no optional body that is not an object, so an absent one is made empty.
        transform: (context) => {
          context.body ??= {};
        },
        body: RotateApiKeyBody,
        response: {
          200: NewApiKey,
          ...aboutOne,
          403: beyondRights,
          409: refusal(identityProblems.api_key_ended, identityProblems.rotation_under_way),
        },
        detail: {
          summary: "Give a key a new secret",
          description:
            "`key` is in this reply alone. The old secret stays valid for `overlapSeconds`, a day at most.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ by, params, set }) => {
        unwrap(await apiKeys.revoke(by, params.id));
        set.status = 204;
      },
      {
        params: Path,
        response: { 204: Type.Void(), ...aboutOne, 403: beyondRights },
        detail: {
          summary: "Revoke a key",
          description: "For good: every process refuses it within a second.",
        },
      },
    );

const unwrap = <T>(result: ApiKeyResult<T>): T => {
  if (!result.ok) throw keyErrorProblem(result.error);
  return result.value;
};
