import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Rows that are named, of those that were refused. */
export const mostNamedRows = 100;

/** What came of a file of opt-outs. */
export const OptOutImport = Type.Object(
  {
    added: Type.Integer({ minimum: 0, description: "Opted out by this file." }),
    unchanged: Type.Integer({ minimum: 0, description: "Opted out before, or twice in the file." }),
    refused: Type.Integer({ minimum: 0, description: "Rows that are no number." }),
    refusals: Type.Array(
      Type.Object(
        {
          row: Type.Integer({ minimum: 1, description: "Line of the file." }),
          reason: Type.String(),
        },
        strict,
      ),
      { maxItems: mostNamedRows, description: `The first ${mostNamedRows} of them.` },
    ),
  },
  strict,
);
export type OptOutImport = Static<typeof OptOutImport>;
