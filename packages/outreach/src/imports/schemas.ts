import { type Static, Type } from "@sinclair/typebox";
import { Repair, RowRefusal } from "../csv/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Begins the id of an import. */
export const importPrefix = "imp";

/** Rows of a report that are kept, of the repaired and of the refused. */
export const mostReported = 10_000;

/** Rows that a preview shows. */
export const previewRows = 10;

const RowNumber = Type.Integer({
  minimum: 1,
  description: "As a spreadsheet counts: from 1, with the header and empty rows.",
});

/** What happens to a row. */
export const RowOutcome = Type.Union([Type.Literal("repaired"), Type.Literal("refused")]);
export type RowOutcome = Static<typeof RowOutcome>;

/** How a file is to be read. */
export const ImportQuery = Type.Object(
  {
    region: Type.Optional(
      Type.String({
        pattern: "^[A-Z]{2}$",
        description: "Country in whose national form its numbers are; ISO 3166-1 alpha-2.",
        examples: ["VN"],
      }),
    ),
    columns: Type.Optional(
      Type.String({
        maxLength: 20_000,
        description:
          "The field of each column, with commas between them, `-` for one that is not read: `phone`, `name`, `email`, `language`, `timeZone`, `fields.x`, `metadata.x`. Guessed by the first rows where it is left out.",
        examples: ["name,phone,-,fields.grade"],
      }),
    ),
    header: Type.Optional(
      Type.Union([Type.Literal("true"), Type.Literal("false")], {
        description: "Whether the first row holds names; guessed where it is left out.",
      }),
    ),
    group: Type.Optional(
      Type.String({ maxLength: 40, description: "A group that all of them join: `grp_…`." }),
    ),
  },
  strict,
);
export type ImportQuery = Static<typeof ImportQuery>;

/** How the start of a file is to be read. */
export const PreviewQuery = Type.Omit(ImportQuery, ["group"], strict);
export type PreviewQuery = Static<typeof PreviewQuery>;

const Column = Type.Union([Type.String(), Type.Null()]);

/** What a file would become. */
export const ImportPreview = Type.Object(
  {
    header: Type.Boolean(),
    columns: Type.Array(
      Type.Object(
        {
          name: Type.Optional(Type.String({ description: "As the file calls it." })),
          field: Type.Union([Type.String(), Type.Null()], {
            description: "Null: not read.",
          }),
        },
        strict,
      ),
    ),
    rows: Type.Array(
      Type.Object(
        {
          row: RowNumber,
          outcome: Type.Union([Type.Literal("ok"), RowOutcome]),
          phone: Type.Optional(Type.String({ description: "E.164." })),
          fields: Type.Optional(Type.Record(Type.String(), Type.String())),
          repairs: Type.Optional(
            Type.Array(Type.Object({ column: Type.String(), repair: Repair }, strict)),
          ),
          reason: Type.Optional(RowRefusal),
          column: Type.Optional(Column),
          cells: Type.Array(Type.String()),
        },
        strict,
      ),
      { maxItems: previewRows },
    ),
  },
  strict,
);
export type ImportPreview = Static<typeof ImportPreview>;

const Count = (description: string) => Type.Integer({ minimum: 0, description });

/** A file that was sent, and what became of its rows. */
export const ContactImport = Type.Object(
  {
    id: Type.String({ examples: ["imp_01jz3v7q8e9f0a1b2c3d4e5f6g"] }),
    status: Type.Union(
      [Type.Literal("running"), Type.Literal("completed"), Type.Literal("interrupted")],
      {
        description:
          "`interrupted`: the upload ended before the file did. What was read stays; sending the file again goes on where it changes something.",
      },
    ),
    region: Type.Optional(Type.String()),
    group: Type.Optional(Type.String()),
    columns: Type.Array(Column),
    rows: Count("Rows that hold something, the header aside: ok, repaired and refused."),
    ok: Count("Taken as they were."),
    repaired: Count("Taken after something was put right."),
    refused: Count("Not taken."),
    duplicates: Count(
      "Of those taken: rows whose number the file has more than once. The last row counts.",
    ),
    created: Count("New contacts."),
    updated: Count("Contacts that changed."),
    unchanged: Count("Contacts that were so already."),
    startedAt: Type.String(),
    movedAt: Type.String({ description: "When its last rows were taken." }),
  },
  strict,
);
export type ContactImport = Static<typeof ContactImport>;

/** Which contacts to export, and for which program. */
export const ExportQuery = Type.Object(
  {
    group: Type.Optional(
      Type.String({ maxLength: 40, description: "Its members alone: `grp_…`." }),
    ),
    bom: Type.Optional(
      Type.Union([Type.Literal("true"), Type.Literal("false")], {
        description: "Whether it begins with a byte order mark, which Excel needs.",
      }),
    ),
  },
  strict,
);
export type ExportQuery = Static<typeof ExportQuery>;
