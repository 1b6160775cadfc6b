import { coreProblems, Problem } from "@nx/core";
import { problemReply, refusal } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import {
  ContactImport,
  ExportQuery,
  ImportPreview,
  ImportQuery,
  PreviewQuery,
} from "../imports/schemas.ts";
import { outreachProblems as own } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });
/** A body that is a file, for the reference. */
export const csvBody = {
  requestBody: {
    required: true,
    content: { "text/csv": { schema: { type: "string" as const } } },
  },
};
const csvReply = (description: string) => ({
  description,
  content: { "text/csv": { schema: { type: "string" as const } } },
});

/** Files of contacts, in and out, as a plugin: mount it under `/v1`, beside `problems`. */
export const importsController = ({ outreach, access }: OutreachControllerOptions) =>
  new Elysia({ name: "nx-imports", prefix: "/contacts", normalize: false, tags: ["Contacts"] })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .post(
      "/imports/preview",
      async ({ organizationId, request, query }) =>
        unwrap(await outreach.imports.preview(organizationId, bytesOf(request), query)),
      {
        parse: "none",
        query: PreviewQuery,
        response: {
          200: ImportPreview,
          413: refusal(own.import_too_large),
          415: refusal(own.not_csv),
          422: refusal(own.unknown_region, own.unusable_columns),
        },
        detail: {
          summary: "What an import would make of a file",
          description:
            "Send up to the first 256 KiB of it: the columns as they would be read, and what would become of the first 10 rows. Nothing is stored.",
          ...csvBody,
        },
      },
    )
    .post(
      "/imports",
      async ({ organizationId, request, query, set, status }) => {
        const made = unwrap(
          await unlessCutOff(
            request,
            outreach.imports.run(organizationId, bytesOf(request), query),
          ),
        );
        set.headers["location"] = `/v1/contacts/imports/${made.id}`;
        return status(201, made);
      },
      {
        parse: "none",
        query: ImportQuery,
        response: {
          201: ContactImport,
          404: refusal(own.group_not_found),
          409: refusal(own.import_running),
          413: refusal(own.import_too_large),
          415: refusal(own.not_csv),
          422: refusal(own.unknown_region, own.unusable_columns, own.no_phone_column),
        },
        detail: {
          summary: "Import contacts from a CSV file",
          description:
            "The file is the body, up to 1 GiB, read as it arrives; the reply comes when all of it is in. Rows are taken by the thousand, and stay when the upload breaks off: send the file again. The same file twice changes nothing.",
          ...csvBody,
        },
      },
    )
    .get(
      "/imports/:id",
      async ({ organizationId, params }) =>
        unwrap(await outreach.imports.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: ContactImport, 404: refusal(own.import_not_found) },
        detail: { summary: "An import and its counts" },
      },
    )
    .get(
      "/imports/:id/report.csv",
      async ({ organizationId, params }) =>
        csvFile(
          "import-report.csv",
          unwrap(await outreach.imports.report(organizationId, params.id)),
        ),
      {
        params: Path,
        detail: {
          summary: "The rows of an import that were repaired or refused, and why",
          description:
            "Kept for 7 days: up to 10,000 of each. `cells` are as they stood in the file.",
          responses: { 200: csvReply("The report"), 404: problemReply(own.import_not_found) },
        },
      },
    )
    .get(
      "/export.csv",
      async ({ organizationId, query }) =>
        csvFile("contacts.csv", await outreach.imports.export(organizationId, query)),
      {
        query: ExportQuery,
        detail: {
          summary: "All contacts as CSV",
          description:
            "As an import reads them: sent back, the file changes nothing. An apostrophe stands before what a spreadsheet would run as a formula.",
          responses: { 200: csvReply("The contacts") },
        },
      },
    );

const csvFile = (name: string, stream: ReadableStream<Uint8Array>): Response =>
  new Response(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });

/** An upload that breaks off is no fault of ours, and nobody is left to hear of it. */
const unlessCutOff = <T>(request: Request, work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (!request.signal.aborted) throw error;
    throw new Problem(coreProblems.invalid_request, { detail: "The upload broke off." });
  });

/** A form, which any web page may send with the user's cookies, is none of these. */
const csvType = /^text\/(csv|tab-separated-values)\s*(;|$)/i;

/** The body as it arrives. */
export function bytesOf(request: Request): AsyncIterable<Uint8Array> {
  if (!csvType.test(request.headers.get("content-type") ?? "")) {
    throw new Problem(coreProblems.unsupported_media_type, {
      detail: "The body is the file: text/csv.",
    });
  }
  return request.body ?? new Blob().stream();
}
