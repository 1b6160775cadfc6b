import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { Access } from "../access.ts";
import type { Audit } from "../audit/index.ts";
import { AuditPage, AuditQuery, AuditVerification, mostRecords } from "../audit/schemas.ts";

/** What the audit's routes need. */
export interface AuditControllerOptions {
  readonly audit: Pick<Audit, "list" | "export" | "verify">;
  /** Who asks, and for whom; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

// In a query every value is a text; `t.Numeric` reads it as a number.
const AuditQueryText = Type.Object(
  {
    ...AuditQuery.properties,
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostRecords, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

/** The routes of the audit as a plugin: mount it under `/v1`, beside `problems`. */
export const auditController = ({ audit, access }: AuditControllerOptions) =>
  new Elysia({ name: "nx-audit", prefix: "/audit", normalize: false, tags: ["Audit"] })
    .derive(({ request }) => ({ by: access(request) }))
    .get("", ({ by, query }) => audit.list(by.organizationId, query), {
      query: AuditQueryText,
      response: { 200: AuditPage },
      detail: { summary: "Who did what, newest first" },
    })
    .get("/verify", ({ by }) => audit.verify(by.organizationId), {
      response: { 200: AuditVerification },
      detail: {
        summary: "Check that no entry was changed, removed or slipped in",
        description:
          "Reads the whole chain. `broken` names the first entry that does not hold. The signed heads vouch for it up to `signedThrough`.",
      },
    })
    .get(
      "/export.jsonl",
      async ({ by }) =>
        new Response(await audit.export(by.organizationId, by), {
          headers: {
            "content-type": "application/jsonl; charset=utf-8",
            "content-disposition": 'attachment; filename="audit.jsonl"',
          },
        }),
      {
        detail: {
          summary: "All entries with their signed heads, as JSON Lines",
          description: "Verifies without the database: `verifyAuditExport` of `@nx/core`.",
          responses: {
            200: {
              description: "The entries",
              content: { "application/jsonl": { schema: { type: "string" } } },
            },
          },
        },
      },
    );
