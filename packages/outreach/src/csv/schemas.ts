import { type Static, Type } from "@sinclair/typebox";

const oneOf = <Name extends string>(names: readonly Name[], description: string) =>
  Type.Union(
    names.map((name) => Type.Literal(name)),
    { description },
  );

/** What was put right in a cell. */
export const Repair = oneOf(
  [
    "text_marker",
    "full_width",
    "hidden_characters",
    "scientific_notation",
    "decimal_point",
    "thousands_separators",
    "lost_zero",
    "lost_plus",
    "old_prefix",
  ],
  "What was put right.",
);
export type Repair = Static<typeof Repair>;

/** Why a row is refused. */
export const RowRefusal = oneOf(
  [
    "row_too_long",
    "unclosed_quote",
    "stray_quote",
    "nul",
    "not_utf8",
    "too_many_columns",
    "extra_cells",
    "phone_missing",
    "digits_lost",
    "formula",
    "not_a_number",
    "ambiguous",
    "unknown_calling_code",
    "too_short",
    "too_long",
    "not_valid_for_country",
    "control_character",
    "invalid_value",
  ],
  "Why the row is refused.",
);
export type RowRefusal = Static<typeof RowRefusal>;
