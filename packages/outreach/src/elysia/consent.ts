import { coreProblems, Problem } from "@nx/core";
import { readBody, refusal, strictJson } from "@nx/core/elysia";
import {
  ConsentBody,
  ConsentQuery,
  ConsentState,
  type Gateway,
  gatewayProblems,
  OptOutPage,
} from "@nx/gateway";
import { unwrap as unwrapGateway } from "@nx/gateway/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { OptOutImport } from "../consent/schemas.ts";
import { outreachProblems as own } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

/** What the routes of consent need. */
export interface ConsentControllerOptions extends OutreachControllerOptions {
  readonly gateway: Pick<Gateway, "consent">;
}

const Path = Type.Object({ phone: Type.String({ maxLength: 32, description: "E.164." }) });
// In a query every value is a text; `t.Numeric` reads it as a number.
const QueryText = Type.Object(
  {
    ...ConsentQuery.properties,
    limit: Type.Optional(t.Numeric({ minimum: 1, maximum: 100, multipleOf: 1, default: 50 })),
  },
  { additionalProperties: false },
);
const mostBytes = 1024 * 1024;
const csvType = /^text\/csv\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const csv = { "text/csv": { schema: { type: "string" as const } } };

/** Who wants which messages, as a plugin: mount it under `/v1`, beside `problems`. */
export const consentController = ({ outreach, gateway, access }: ConsentControllerOptions) =>
  new Elysia({ name: "nx-consent", normalize: false, tags: ["Consent"] })
    .derive(({ request }) => ({ by: access(request) }))
    .post(
      "/opt-outs/import",
      async ({ by, request }) =>
        unwrap(await outreach.consent.importOptOuts(by.organizationId, await textOf(request), by)),
      {
        parse: "none",
        response: { 200: OptOutImport, 400: refusal(own.unreadable_csv) },
        detail: {
          summary: "Opt out the numbers of a CSV file",
          description:
            "One number a line in international form, or a column `phone`; at most 1 MiB. Promotional messages of every sender. The same file twice changes nothing, and no START ends what a file began.",
          requestBody: { required: true, content: csv },
        },
      },
    )
    .get(
      "/opt-outs/export.csv",
      ({ by }) =>
        new Response(outreach.consent.exportOptOuts(by.organizationId), {
          headers: {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": 'attachment; filename="opt-outs.csv"',
          },
        }),
      {
        detail: {
          summary: "Everybody who opted out, as CSV",
          responses: { 200: { description: "The list", content: csv } },
        },
      },
    )
    .use(strictJson())
    .get(
      "/opt-outs",
      async ({ by, query }) => unwrapGateway(await gateway.consent.list(by.organizationId, query)),
      {
        query: QueryText,
        response: { 200: OptOutPage, 400: refusal(gatewayProblems.invalid_cursor) },
        detail: { summary: "Everybody who opted out, the last one first" },
      },
    )
    .get(
      "/consent/:phone",
      async ({ by, params, query }) =>
        unwrapGateway(await gateway.consent.read(by.organizationId, params.phone, query)),
      {
        params: Path,
        query: QueryText,
        response: {
          200: ConsentState,
          400: refusal(gatewayProblems.invalid_cursor),
          422: refusal(gatewayProblems.invalid_recipient),
        },
        detail: {
          summary: "Where a number stands, and how it came to that",
          description: "The same for every number, with a contact or without.",
        },
      },
    )
    .post(
      "/consent",
      async ({ by, body }) =>
        unwrapGateway(await gateway.consent.change(by.organizationId, body, by)),
      {
        body: ConsentBody,
        response: { 200: ConsentState, 422: refusal(gatewayProblems.invalid_recipient) },
        detail: {
          summary: "Opt somebody out, or in again, in their name",
          description: "What is opted out here stays so until it is opted in here.",
        },
      },
    );

const utf8 = new TextDecoder("utf-8", { fatal: true });

async function textOf(request: Request): Promise<string> {
  if (!csvType.test(request.headers.get("content-type") ?? ""))
    throw new Problem(coreProblems.unsupported_media_type);
  const bytes = await readBody(request, mostBytes);
  if (bytes === undefined) throw new Problem(coreProblems.payload_too_large);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem(own.unreadable_csv);
  }
}
